import type { User } from "oidc-client-ts";
import { callAPI, renew, renewAutomatically, SessionEnded } from "./session";
import { userManager } from "./user-manager";

const element = (id: string) => document.getElementById(id)!;
const time = (date: Date) => date.toLocaleTimeString("en-GB");

type View = "signed-out" | "ended" | "signed-in";

function show(view: View, status: string) {
  for (const each of ["signed-out", "ended", "signed-in"]) element(each).hidden = each !== view;
  element("status").textContent = status;
}

function showUser(user: User) {
  show("signed-in", `Signed in as ${user.profile.email}`);
  element("access-token").textContent = `valid until ${time(new Date(user.expires_at! * 1000))}, by the clock of this browser`;
  element("session").textContent = String(user.profile.origin_jti);
}

function report(text: string) {
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("time"), { textContent: time(new Date()) }), text);
  element("events").prepend(item);
}

/** Show why something failed. Only the end of the session signs the user out. */
function failed(error: unknown) {
  if (error instanceof SessionEnded) {
    show("ended", "Signed out");
    element("sign-in-again").focus();
    return;
  }
  console.warn(error);
  element("problem").textContent = `That did not work: ${error instanceof Error ? error.message : error}. Try again.`;
  element("problem").hidden = false;
}

/** Run an action, and show its failure. */
async function attempt(action: () => Promise<unknown>) {
  element("problem").hidden = true;
  await action().catch(failed);
}

/** Read the account from userInfo, the API of Cognito for the scope openid. */
async function readAccount() {
  const response = await callAPI(await userManager.metadataService.getUserInfoEndpoint());
  if (!response.ok) throw new Error(`userInfo responded with ${response.status}`);
  const account = await response.json();
  element("email").textContent = account.email;
  element("username").textContent = account.username;
  element("read-at").textContent = time(new Date());
}

async function signOut() {
  // A failure does not keep the user signed in: without the network the redirect fails, too.
  await userManager.revokeTokens(["refresh_token"]).catch(console.warn);
  const { client_id, post_logout_redirect_uri: logout_uri } = userManager.settings;
  await userManager.signoutRedirect({ extraQueryParams: { client_id, logout_uri: logout_uri! } });
}

/** After the user returns to the page, the session may have ended, or the computer was asleep. */
async function check() {
  if (document.visibilityState === "visible" && !element("signed-in").hidden) await attempt(readAccount);
}

let refreshToken: string | undefined;
userManager.events.addUserLoaded((user) => {
  const same = user.refresh_token === refreshToken;
  report(!refreshToken ? "Signed in" : same ? "New tokens. The refresh token is the same" : "New tokens, with a new refresh token");
  refreshToken = user.refresh_token;
  showUser(user);
});
renewAutomatically(failed);
for (const event of ["focus", "online"]) addEventListener(event, check);

element("sign-in").addEventListener("click", () => attempt(() => userManager.signinRedirect()));
element("sign-in-again").addEventListener("click", () => attempt(() => userManager.signinRedirect()));
element("read").addEventListener("click", () => attempt(readAccount));
element("renew").addEventListener("click", () => attempt(renew));
element("sign-out").addEventListener("click", () => attempt(signOut));

await attempt(async () => {
  if (location.pathname !== "/callback") return;
  await userManager.signinCallback().finally(() => history.replaceState(null, "", "/"));
});
const user = await userManager.getUser();
if (user) {
  refreshToken = user.refresh_token;
  showUser(user);
  await attempt(readAccount);
} else {
  show("signed-out", "Signed out");
}
