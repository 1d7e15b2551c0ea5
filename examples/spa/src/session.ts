import { ErrorResponse, type User } from "oidc-client-ts";
import { userManager } from "./user-manager";

/** Cognito rejects the refresh token: it has expired or was revoked. The user must sign in again. */
export class SessionEnded extends Error {}

// The library renews by itself, but it does not share a renewal with callers. This module does both.
userManager.stopSilentRenew();

/** Renew the tokens by themselves, a minute before the access token expires. */
export function renewAutomatically(failed: (error: unknown) => void) {
  userManager.events.addAccessTokenExpiring(async () => {
    await renew().catch(failed);
  });
}

let renewal: Promise<User> | undefined;

/**
 * Renew the tokens. Calls during a renewal share it: with rotation, a second request would have a refresh token that the
 * first has replaced.
 */
export function renew(): Promise<User> {
  renewal ??= requestTokens().finally(() => (renewal = undefined));
  return renewal;
}

async function requestTokens(): Promise<User> {
  try {
    const user = await userManager.signinSilent();
    if (user) return user;
  } catch (error) {
    // Other errors, such as a failure of the network or too many requests, end no session.
    if (!(error instanceof ErrorResponse && error.error === "invalid_grant")) throw error;
    await userManager.removeUser();
  }
  throw new SessionEnded();
}

/**
 * Call an API with the access token. The API decides whether the token is valid, because the clock of the browser may be
 * wrong and an administrator may have ended the session. If it rejects the token, renew the tokens and call once more. If
 * they were renewed meanwhile, call with the new ones.
 */
export async function callAPI(url: string): Promise<Response> {
  const before = await storedUser();
  const user = before.expired ? await renew() : before;
  const response = await send(url, user);
  if (response.status !== 401) return response;
  const now = await storedUser();
  return send(url, now.access_token === user.access_token ? await renew() : now);
}

async function storedUser(): Promise<User> {
  const user = await userManager.getUser();
  if (!user) throw new SessionEnded();
  return user;
}

function send(url: string, user: User): Promise<Response> {
  return fetch(url, { headers: { authorization: `Bearer ${user.access_token}` } });
}
