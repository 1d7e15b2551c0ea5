// The configuration of `cognitokit app-config --for amplify` in the page of an app. signInWithRedirect and signOut navigate to
// production URLs. Each navigation back loads the script again.
import assert from "node:assert/strict";
import { Amplify } from "aws-amplify";
import { fetchAuthSession, fetchUserAttributes, signInWithRedirect, signOut } from "aws-amplify/auth";
import { Hub } from "aws-amplify/utils";
import { ask } from "#channel";
import { advance, done, environment, group } from "./testing.mjs";

const { appConfig, clients, domain, issuer, user } = environment;
const { id, redirect, logout } = clients.spa;
const signedOut = sessionStorage.getItem("signed out") !== null;

// The outcome of a sign-in by redirect. configure completes the sign-in, so listen before it.
const outcome = new Promise((resolve) =>
  Hub.listen("auth", ({ payload }) => /^signInWithRedirect/.test(payload.event) && resolve(payload)),
);
new Function("Amplify", appConfig.replaceAll(/^(\/\/|import ).*\n/gm, ""))(Amplify);

const tokens = async (options) => (await fetchAuthSession(options)).tokens;
const stored = (name) => localStorage.getItem(Object.keys(localStorage).find((key) => key.endsWith(`.${name}`)));

if (location.pathname === "/") {
  await group("without a sign-in the session has no tokens", async () => {
    assert.equal(await tokens(), undefined);
    assert.equal(Amplify.getConfig().Auth.Cognito.loginWith.oauth.domain, new URL(domain).host);
  });
  await signInWithRedirect();
} else if (location.pathname === new URL(redirect).pathname && !signedOut) {
  let first;
  await group("sign-in by redirect", async () => {
    assert.equal((await outcome).event, "signInWithRedirect");
    first = await tokens();
    assert.equal(first.idToken.payload.iss, issuer);
    assert.equal(first.idToken.payload.aud, id);
    assert.equal(first.idToken.payload.email, user.email);
    assert.equal(first.accessToken.payload.scope.split(" ").sort().join(" "), "email openid");
  });
  await group("a forced refresh replaces all tokens", async () => {
    const before = stored("refreshToken");
    const next = await tokens({ forceRefresh: true });
    assert.notEqual(next.accessToken.toString(), first.accessToken.toString());
    assert.notEqual(next.idToken.toString(), first.idToken.toString());
    assert.notEqual(stored("refreshToken"), before, "the client rotates");
    assert.equal(next.accessToken.payload.origin_jti, first.accessToken.payload.origin_jti);
  });
  await group("the API rejects a token without its scope", async () => {
    await assert.rejects(fetchUserAttributes(), { name: "NotAuthorizedException", message: "Access Token does not have required scopes" });
  });
  sessionStorage.setItem("signed out", "");
  sessionStorage.setItem("refresh token", stored("refreshToken"));
  await signOut();
} else if (location.href === logout) {
  await group("sign-out removes the tokens, and revokes the refresh token", async () => {
    assert.equal(await tokens(), undefined);
    const body = new URLSearchParams({ grant_type: "refresh_token", client_id: id, refresh_token: sessionStorage.getItem("refresh token") });
    const response = await fetch(`${domain}/oauth2/token`, { method: "POST", body });
    assert.equal(response.status, 400);
    assert.equal((await response.json()).error, "invalid_grant");
  });
  await signInWithRedirect();
} else {
  await group("the pages ask for the password again, because sign-out ended their session", async () => {
    assert.equal((await outcome).event, "signInWithRedirect");
    assert.equal((await tokens()).idToken.payload.email, user.email);
  });
  await group("the library renews expired tokens by itself", async () => {
    const first = await tokens();
    assert.equal((await tokens()).accessToken.toString(), first.accessToken.toString());
    await advance(7200);
    assert.notEqual((await tokens()).accessToken.toString(), first.accessToken.toString());
  });
  await group("after a move of the emulator's clock alone, a forced refresh tells the library the difference", async () => {
    const first = await tokens();
    await ask("advance", 7200);
    assert.equal((await tokens()).accessToken.toString(), first.accessToken.toString());
    const next = await tokens({ forceRefresh: true });
    assert.equal((await tokens()).accessToken.toString(), next.accessToken.toString());
    await advance(3600);
    assert.notEqual((await tokens()).accessToken.toString(), next.accessToken.toString(), "without the difference it would be valid for two more hours");
  });
  await done();
}
