// The configuration of `cognitokit app-config --for oidc-client-ts` in the page of an app. The navigation back from the sign-in
// page loads the script again.
import assert from "node:assert/strict";
import { UserManager } from "oidc-client-ts";
import { done, environment, group } from "./testing.mjs";

const { appConfig, issuer, user } = environment;
const body = appConfig.replaceAll(/^(\/\/|import ).*\n/gm, "").replace("export const userManager = ", "return ");
const manager = new Function("UserManager", body)(UserManager);

if (location.pathname !== "/callback") {
  await manager.signinRedirect();
} else {
  let signedIn;
  await group("sign-in by redirect at the plain endpoint", async () => {
    signedIn = await manager.signinRedirectCallback();
    assert.equal(signedIn.profile.iss, issuer);
    assert.equal(signedIn.profile.email, user.email);
  });
  await group("userInfo, with a preflight request", async () => {
    const response = await fetch(manager.settings.metadata.userinfo_endpoint, { headers: { authorization: `Bearer ${signedIn.access_token}` } });
    assert.equal((await response.json()).username, user.username);
  });
  await group("refresh", async () => {
    const next = await manager.signinSilent();
    assert.notEqual(next.access_token, signedIn.access_token);
  });
  await done();
}
