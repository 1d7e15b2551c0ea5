// oidc-client-ts in the page of an app: the window navigates to the hosted pages and back, the stores are in the browser, and
// the library renews tokens by itself. Each navigation back loads the script again. location selects the next step.
import assert from "node:assert/strict";
import { ErrorResponse, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { advance, claims, done, environment, group } from "./testing.mjs";

const { issuer, clients, user } = environment;

// The apps sign in one after another. Each gets the sign-in form, because the previous app moved the clock beyond the end of
// the session.
const apps = ["spa", "strict", "plain"];
const app = sessionStorage.getItem("app") ?? apps[0];
const { id, redirect, logout, grace } = clients[app];

// The library checks the clock every five seconds. The test moves the clock, so check it every 200 milliseconds.
const setIntervalOfBrowser = globalThis.setInterval;
globalThis.setInterval = (f, ms) => setIntervalOfBrowser(f, Math.min(ms, 200));

const manager = new UserManager({
  authority: issuer, client_id: id, redirect_uri: redirect, post_logout_redirect_uri: logout, scope: "openid email", loadUserInfo: true,
  userStore: new WebStorageStateStore({ store: localStorage }),
  automaticSilentRenew: true, accessTokenExpiringNotificationTimeInSeconds: 60,
});

const once = (add) => new Promise((resolve) => add((value) => resolve(value)));
const renewed = () => once((f) => manager.events.addUserLoaded(f));
const failed = () => once((f) => manager.events.addSilentRenewError(f));

// expire moves the clock to the time at which the library renews tokens by itself, and waits for the outcome.
async function expire(outcome) {
  await advance(3545);
  return outcome;
}

async function signedIn() {
  let first;
  await group(`${app}: sign-in by redirect`, async () => {
    first = await manager.signinRedirectCallback();
    assert.equal(first.profile.iss, issuer);
    assert.equal(first.profile.aud, id);
    assert.equal(first.profile.email, user.email);
    assert.equal(first.profile.username, user.username, "only userInfo returns the username");
    assert.ok(first.refresh_token);
    assert.equal((await manager.getUser()).access_token, first.access_token);
  });

  let last = first;
  await group(`${app}: the library renews tokens repeatedly`, async () => {
    for (let i = 0; i < 2; i++) {
      const next = await expire(renewed());
      assert.equal(next.expired, false);
      assert.notEqual(next.access_token, last.access_token);
      assert.equal(next.refresh_token === last.refresh_token, app === "plain", "a client with rotation gets a new refresh token");
      assert.equal(claims(next.access_token).origin_jti, claims(first.access_token).origin_jti);
      assert.equal(claims(next.id_token).iss, issuer);
      first = last;
      last = next;
    }
  });
  if (app === "plain") return;

  // Simulate another tab that still has the retired refresh token.
  const stale = async () => manager.storeUser(Object.assign(await manager.getUser(), { refresh_token: first.refresh_token }));
  if (grace > 0) {
    await group(`${app}: a retired refresh token works within its grace period`, async () => {
      await stale();
      last = await manager.signinSilent();
      assert.notEqual(last.refresh_token, first.refresh_token);
      await advance(grace + 1);
    });
  }
  await group(`${app}: a retired refresh token ends the renewal`, async () => {
    await stale();
    const error = await expire(failed());
    assert.ok(error instanceof ErrorResponse, error);
    assert.equal(error.error, "invalid_grant");
  });
}

if (location.pathname === "/") {
  await manager.signinRedirect();
} else if (location.pathname === "/callback") {
  await signedIn();
  const next = apps[apps.indexOf(app) + 1];
  if (next) {
    manager.stopSilentRenew();
    await manager.removeUser();
    sessionStorage.setItem("app", next);
    location.assign("/");
  } else {
    await group("the refresh token is revoked", async () => {
      const before = await manager.getUser();
      await manager.revokeTokens(["refresh_token"]);
      await manager.storeUser(Object.assign(await manager.getUser(), { refresh_token: before.refresh_token }));
      await assert.rejects(manager.signinSilent(), (e) => e instanceof ErrorResponse && e.error === "invalid_grant");
    });
    await manager.signoutRedirect({ extraQueryParams: { client_id: id, logout_uri: logout } });
  }
} else {
  await group("a sign-out redirects to the app", async () => {
    assert.equal(location.href, logout);
    assert.equal(await manager.getUser(), null);
  });
  await done();
}
