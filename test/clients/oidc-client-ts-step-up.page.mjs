// oidc-client-ts in the page of an app that steps a user up: an ordinary sign-in, then a request for level 4. Each navigation
// back loads the script again. The stored step selects what follows.
import assert from "node:assert/strict";
import { UserManager, WebStorageStateStore } from "oidc-client-ts";
import { advance, claims, done, environment, group } from "./testing.mjs";

const { issuer, clients } = environment;
const manager = new UserManager({
  authority: issuer, client_id: clients.spa.id, redirect_uri: clients.spa.redirect, scope: "openid email",
  userStore: new WebStorageStateStore({ store: localStorage }), filterProtocolClaims: false,
});

// hasLevel asserts acr and amr in the profile, which the library reads from the ID token, and in the access token.
function hasLevel(user, acr, amr) {
  for (const { acr: level, amr: methods } of [user.profile, claims(user.access_token)]) assert.deepEqual([level, methods], [acr, amr]);
}

if (location.pathname === "/") {
  await manager.signinRedirect();
} else if (!sessionStorage.getItem("steppedUp")) {
  await group("an ordinary sign-in with a password has level 1", async () => {
    hasLevel(await manager.signinRedirectCallback(), "urn:cognito:loa:1", ["pwd"]);
  });
  await advance(30); // a code is valid once
  sessionStorage.setItem("steppedUp", "yes");
  await manager.signinRedirect({ acr_values: "urn:cognito:loa:4", max_age: 600 });
} else {
  await group("acr_values asks a signed-in user only for the code", async () => {
    hasLevel(await manager.signinRedirectCallback(), "urn:cognito:loa:4", ["pwd", "otp", "mfa"]);
  });
  await group("a silent renewal keeps the level", async () => {
    const before = await manager.getUser();
    const renewed = await manager.signinSilent();
    assert.notEqual(renewed.access_token, before.access_token);
    hasLevel(renewed, "urn:cognito:loa:4", ["pwd", "otp", "mfa"]);
  });
  await done();
}
