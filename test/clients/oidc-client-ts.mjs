// oidc-client-ts, a library for apps in the browser. Here its stores are in memory, and the class Browser requests the pages
// to which the library would send the window.
import assert from "node:assert/strict";
import { ErrorResponse, InMemoryWebStorage, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { Browser } from "./browser.mjs";
import { advance, claims, done, environment, group } from "./testing.mjs";

const { issuer, clients, user } = environment;

// manage returns the manager of one app in one browser. window.opened contains the window's next address.
function manage(app) {
  const window = { opened: "" };
  const navigator = {
    prepare: async () => ({ navigate: async ({ url }) => ((window.opened = url), { url }), close() {} }),
    callback: async () => {},
  };
  const store = () => new WebStorageStateStore({ store: new InMemoryWebStorage() });
  const manager = new UserManager(
    {
      authority: issuer, client_id: app.id, redirect_uri: app.redirect, post_logout_redirect_uri: app.logout, scope: "openid email",
      loadUserInfo: true, automaticSilentRenew: false, userStore: store(), stateStore: store(),
    },
    navigator,
  );
  return { manager, window };
}

async function signIn({ manager, window }, browser = new Browser()) {
  await manager.signinRedirect();
  return manager.signinRedirectCallback((await browser.signIn(window.opened, user)).href);
}

const spa = manage(clients.spa);
let signedIn;
await group("sign-in by redirect, with PKCE, state and userInfo", async () => {
  signedIn = await signIn(spa);
  const query = new URL(spa.window.opened).searchParams;
  assert.equal(query.get("response_type"), "code");
  assert.equal(query.get("code_challenge_method"), "S256");
  assert.equal(signedIn.token_type, "Bearer");
  assert.equal(signedIn.profile.iss, issuer);
  assert.equal(signedIn.profile.aud, clients.spa.id);
  assert.equal(signedIn.profile.email, user.email);
  assert.equal(signedIn.profile.username, user.username, "only userInfo returns the username");
  assert.ok(signedIn.refresh_token);
  assert.equal(signedIn.expired, false);
  assert.ok(signedIn.expires_in > 3590 && signedIn.expires_in <= 3600);
  assert.equal((await spa.manager.getUser()).access_token, signedIn.access_token);
});

let renewed;
await group("a silent renewal uses the refresh token and returns a new one", async () => {
  renewed = await spa.manager.signinSilent();
  assert.notEqual(renewed.access_token, signedIn.access_token);
  assert.notEqual(renewed.refresh_token, signedIn.refresh_token);
  assert.equal(renewed.profile.sub, signedIn.profile.sub);
  assert.equal(claims(renewed.access_token).origin_jti, claims(signedIn.access_token).origin_jti);
  await advance(3601);
  assert.equal((await spa.manager.getUser()).expired, true);
  renewed = await spa.manager.signinSilent();
  assert.equal(renewed.expired, false);
});

await group("the rotated refresh token fails after its grace period", async () => {
  const user = await spa.manager.getUser();
  user.refresh_token = signedIn.refresh_token;
  await spa.manager.storeUser(user);
  await assert.rejects(spa.manager.signinSilent(), (e) => e instanceof ErrorResponse && e.error === "invalid_grant");
});

await group("without rotation the app keeps its refresh token", async () => {
  const plain = manage(clients.plain);
  const first = await signIn(plain);
  const second = await plain.manager.signinSilent();
  assert.equal(second.refresh_token, first.refresh_token); // this client keeps the old token if the response has none
  assert.notEqual(second.access_token, first.access_token);
  await plain.manager.signinSilent();
});

await group("a callback is accepted once, and only with its state", async () => {
  const { manager, window } = manage(clients.spa);
  await manager.signinRedirect();
  const callback = await new Browser().signIn(window.opened, user);
  const altered = new URL(callback);
  altered.searchParams.set("state", "another");
  await assert.rejects(manager.signinRedirectCallback(altered.href), /No matching state/);
  await manager.signinRedirectCallback(callback.href);
  await assert.rejects(manager.signinRedirectCallback(callback.href), /No matching state/);
});

await group("the app receives an error at the callback", async () => {
  const { manager, window } = manage(clients.spa);
  await manager.signinRedirect({ scope: "openid offline_access" });
  const { callback } = await new Browser().open(window.opened);
  await assert.rejects(manager.signinRedirectCallback(callback.href), (e) => e instanceof ErrorResponse && e.error === "invalid_request" && e.error_description === "invalid_scope");
});

await group("revocation ends the refresh token", async () => {
  const { manager, window } = manage(clients.spa);
  await signIn({ manager, window });
  const { refresh_token } = await manager.getUser();
  await manager.revokeTokens(["refresh_token"]);
  const user = await manager.getUser();
  assert.equal(user.refresh_token, null);
  user.refresh_token = refresh_token;
  await manager.storeUser(user);
  await assert.rejects(manager.signinSilent(), (e) => e instanceof ErrorResponse && e.error === "invalid_grant");
});

await group("sign-out with the service's own parameters", async () => {
  const browser = new Browser();
  const app = manage(clients.spa);
  await signIn(app, browser);
  await app.manager.signoutRedirect({ extraQueryParams: { client_id: clients.spa.id, logout_uri: clients.spa.logout } });
  assert.equal(await app.manager.getUser(), null);
  assert.equal((await browser.open(app.window.opened)).callback.href, clients.spa.logout);
});

await done();
