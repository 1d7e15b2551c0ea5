// oidc-client-ts in a browser in which one person uses two apps, in a pool that allows one session: what the library does in an app
// whose session was evicted. An administrator's access key configures the pool and lists the sessions. Each navigation back loads
// the script again. The stored step selects what follows.
import assert from "node:assert/strict";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { ErrorResponse, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { advance, done, environment, group } from "./testing.mjs";

const { region, poolId: UserPoolId, issuer, domain, clients, user, accessKey } = environment;
const service = new CognitoIdentityProvider({ region, credentials: { accessKeyId: accessKey.id, secretAccessKey: accessKey.secret } });

// The library checks the clock every five seconds. The test moves the clock, so check it every 200 milliseconds.
const setIntervalOfBrowser = globalThis.setInterval;
globalThis.setInterval = (f, ms) => setIntervalOfBrowser(f, Math.min(ms, 200));

const manager = ({ id, redirect }) => new UserManager({
  authority: issuer, client_id: id, redirect_uri: redirect, scope: "openid email", userStore: new WebStorageStateStore({ store: localStorage }),
  accessTokenExpiringNotificationTimeInSeconds: 60,
});
const [shop, bank] = [manager(clients.spa), manager(clients.plain)];

async function tokenSession() {
  const { Sessions } = await service.adminListUserSessions({ UserPoolId, Username: user.username });
  const tokens = Sessions.filter((s) => s.SessionType === "TOKEN");
  assert.equal(tokens.length, 1);
  assert.match(tokens[0].DeviceType, /^Chrome \d+ \/ Linux$/);
  return tokens[0];
}
const isRejected = (e) => e instanceof ErrorResponse && e.error === "invalid_grant";
const userInfo = async (app) => {
  const { access_token } = await app.getUser();
  return (await fetch(`${domain}/oauth2/userInfo`, { headers: { authorization: `Bearer ${access_token}` } })).status;
};

// goTo sets the next step and sends the browser to the hosted pages.
async function goTo(step, app) {
  sessionStorage.setItem("step", step);
  await app.signinRedirect();
}

const steps = {
  async start() {
    await service.setUserPoolSessionConfiguration({ UserPoolId, UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 1 } });
    await goTo("first", shop);
  },
  async first() {
    await group("a person signs in to an app", async () => {
      await shop.signinRedirectCallback();
      assert.equal((await tokenSession()).ClientId, clients.spa.id);
      await shop.signinSilent();
      assert.equal(await userInfo(shop), 200);
    });
    await goTo("second", bank);
  },
  async second() {
    await group("the sign-in to another app, without a form, evicts the first", async () => {
      await bank.signinRedirectCallback();
      assert.equal((await tokenSession()).ClientId, clients.plain.id);
      await bank.signinSilent();
      assert.equal(await userInfo(bank), 200);
      assert.equal(await userInfo(shop), 401);
    });
    await group("the renewal in the first app is rejected, and the library keeps the user", async () => {
      const before = await shop.getUser();
      await assert.rejects(shop.signinSilent(), isRejected);
      const kept = await shop.getUser();
      assert.deepEqual([kept.access_token, kept.expired], [before.access_token, false]);
    });
    await goTo("third", shop);
  },
  async third() {
    await group("the first app signs in again and evicts the second", async () => {
      await shop.signinRedirectCallback();
      assert.equal((await tokenSession()).ClientId, clients.spa.id);
      assert.equal(await userInfo(shop), 200);
    });
    await group("the automatic renewal in the second app ends with an error, and the token expires", async () => {
      await bank.getUser(); // starts the timers
      const error = new Promise((resolve) => bank.events.addSilentRenewError(resolve));
      const expired = new Promise((resolve) => bank.events.addAccessTokenExpired(resolve));
      await advance(3545);
      assert.ok(isRejected(await error));
      await advance(60);
      await expired;
      assert.equal((await bank.getUser()).expired, true);
    });
    await done();
  },
};
await steps[sessionStorage.getItem("step") ?? "start"]();
