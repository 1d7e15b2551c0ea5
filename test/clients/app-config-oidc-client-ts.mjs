// The configuration of `cognitokit app-config --for oidc-client-ts`, in the library. A browser resolves the names under
// localhost by itself. Node.js asks the system, which may not know them.
import assert from "node:assert/strict";
import dns from "node:dns";
import { InMemoryWebStorage, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { Browser } from "./browser.mjs";
import { advance, done, environment, group } from "./testing.mjs";

const lookup = dns.lookup;
dns.lookup = (host, options, callback) => lookup(host.endsWith(".localhost") ? "127.0.0.1" : host, options, callback);

const { appConfig, clients, issuer, user } = environment;

// The stores are in memory, and window.opened contains the window's next address.
const window = { opened: "" };
const navigator = {
  prepare: async () => ({ navigate: async ({ url }) => ((window.opened = url), { url }), close() {} }),
  callback: async () => {},
};
const store = () => new WebStorageStateStore({ store: new InMemoryWebStorage() });
class Manager extends UserManager {
  constructor(settings) {
    super({ ...settings, automaticSilentRenew: false, userStore: store(), stateStore: store() }, navigator);
  }
}

let manager;
await group("the configuration is a module of one manager", async () => {
  const lines = appConfig.split("\n").filter((line) => !line.startsWith("//"));
  assert.equal(lines[0], 'import { UserManager } from "oidc-client-ts";');
  const body = lines.slice(1).join("\n").replace("export const userManager = ", "return ");
  manager = new Function("UserManager", body)(Manager);
  assert.equal(manager.settings.authority, issuer);
  assert.equal(manager.settings.client_id, clients.spa.id);
  assert.equal(manager.settings.redirect_uri, clients.spa.redirect);
  assert.equal(manager.settings.post_logout_redirect_uri, clients.spa.logout);
  assert.equal(manager.settings.scope, "openid email");
});
await group("sign-in at the plain endpoint", async () => {
  await manager.signinRedirect();
  assert.match(window.opened, /^http:\/\/orders\.auth\.us-east-1\.localhost:\d+\/oauth2\/authorize\?/);
  const callback = await new Browser().signIn(window.opened, user);
  const signedIn = await manager.signinRedirectCallback(callback.href);
  assert.equal(signedIn.profile.email, user.email);
  assert.equal(signedIn.profile.iss, issuer);
});
await group("refresh and revocation", async () => {
  const before = await manager.getUser();
  await advance(60);
  const after = await manager.signinSilent();
  assert.notEqual(after.access_token, before.access_token);
  await manager.revokeTokens(["refresh_token"]);
});
await group("sign-out with the parameters of the comment", async () => {
  await manager.signoutRedirect({ extraQueryParams: { client_id: clients.spa.id, logout_uri: clients.spa.logout } });
  const left = await new Browser().open(window.opened);
  assert.equal(left.callback.href, clients.spa.logout);
});
await done();
