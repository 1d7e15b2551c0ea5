// User sessions: @aws-sdk/client-cognito-identity-provider configures, lists and revokes the sessions of a person who signs in to
// several apps. Each app uses openid-client. The AWS SDK is configured only by the environment variables of AWS.
import assert from "node:assert/strict";
import {
  CognitoIdentityProvider, InvalidParameterException, NotAuthorizedException, OperationNotEnabledException, ResourceNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import * as client from "openid-client";
import { Browser } from "./browser.mjs";
import { advance, done, environment, fields, group } from "./testing.mjs";

const { poolId: UserPoolId, issuer, clients, user } = environment;
const service = new CognitoIdentityProvider();
const redirect_uri = clients.web.redirect;
const owner = { UserPoolId, Username: user.username };

// newApp creates an app client and the app of it, without a secret.
async function newApp(ClientName) {
  const { UserPoolClient } = await service.createUserPoolClient({
    UserPoolId, ClientName, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"], SupportedIdentityProviders: ["COGNITO"],
    AllowedOAuthScopes: ["openid", "aws.cognito.signin.user.admin"], CallbackURLs: [redirect_uri],
  });
  const { ClientId } = UserPoolClient;
  await service.createManagedLoginBranding({ UserPoolId, ClientId, UseCognitoProvidedValues: true });
  return client.discovery(new URL(issuer), ClientId, undefined, client.None());
}
const [orders, mail, photos] = [await newApp("orders"), await newApp("mail"), await newApp("photos")];
const idOf = (app) => app.clientMetadata().client_id;

// authorize sends a browser to the authorization endpoint and returns the page, and redeem, which exchanges the code of a callback.
async function authorize(app, browser, parameters = {}) {
  const [pkceCodeVerifier, expectedState] = [client.randomPKCECodeVerifier(), client.randomState()];
  const target = client.buildAuthorizationUrl(app, {
    redirect_uri, scope: "openid aws.cognito.signin.user.admin", state: expectedState, ...parameters,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: "S256",
  });
  const redeem = ({ callback }) => client.authorizationCodeGrant(app, callback, { pkceCodeVerifier, expectedState, idTokenExpected: true });
  return { page: await browser.open(target), redeem };
}

// signIn completes the pages and returns the tokens. The sessions of two sign-ins have different times.
async function signIn(app, browser) {
  await advance(60);
  const { page, redeem } = await authorize(app, browser);
  assert.ok(!page.callback, "the browser has no session");
  const second = await browser.submit(page, { username: user.username });
  return redeem(await browser.submit(second, { password: user.password }));
}

// reuse signs in without a page.
async function reuse(app, browser) {
  await advance(60);
  const { page, redeem } = await authorize(app, browser, { prompt: "none" });
  return redeem(page);
}

const asksAgain = async (app, browser) => {
  const { page } = await authorize(app, browser);
  assert.match(page.url.pathname, /\/login$/);
};

const requiresSignIn = async (app, browser) => {
  const { page, redeem } = await authorize(app, browser, { prompt: "none" });
  await assert.rejects(redeem(page), (e) => e instanceof client.AuthorizationResponseError && e.error === "login_required");
};

// isAlive and isRevoked assert what an app can do with its tokens.
async function isAlive(app, tokens) {
  assert.ok((await client.refreshTokenGrant(app, tokens.refresh_token)).access_token);
  await service.getUser({ AccessToken: tokens.access_token });
}
async function isRevoked(app, tokens) {
  await assert.rejects(client.refreshTokenGrant(app, tokens.refresh_token), (e) => {
    assert.ok(e instanceof client.ResponseBodyError, e);
    assert.deepEqual([e.status, e.cause], [400, { error: "invalid_grant" }]);
    return true;
  });
  const isNotAuthorized = (promise, message) => assert.rejects(promise, (e) => e instanceof NotAuthorizedException && e.message === message);
  await isNotAuthorized(service.getTokensFromRefreshToken({ ClientId: idOf(app), RefreshToken: tokens.refresh_token }), "Refresh Token has been revoked");
  await isNotAuthorized(service.getUser({ AccessToken: tokens.access_token }), "Access Token has been revoked");
}

const byUser = async ({ access_token: AccessToken }) => (await service.listUserSessions({ AccessToken })).Sessions;
const byAdministrator = async () => (await service.adminListUserSessions(owner)).Sessions;
const limit = (MaxPerUser) => service.setUserPoolSessionConfiguration({ UserPoolId, UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser } });
const minutes = (app, MaxValidityMinutes) =>
  service.setUserPoolClientSessionConfiguration({ UserPoolId, ClientId: idOf(app), SSOSession: { MaxValidityMinutes } });

// tokenSessions returns the token sessions, the latest activity first.
const tokenSessions = async () => (await byAdministrator()).filter((s) => s.SessionType === "TOKEN");
const tokenSession = async (app) => (await tokenSessions()).find((s) => s.ClientId === idOf(app));
const haveSessions = async (...apps) => assert.deepEqual((await tokenSessions()).map((s) => s.ClientId), apps.map(idOf));

await group("a pool tracks sessions", async () => {
  const { $metadata: _, ...initial } = await service.getUserPoolSessionConfiguration({ UserPoolId });
  assert.deepEqual(initial, { UserPoolId, UserSessionTracking: "DISABLED", TokenSession: { MaxPerUser: 20 } });
  await assert.rejects(byAdministrator(), OperationNotEnabledException);
  await assert.rejects(minutes(orders, 0), OperationNotEnabledException);
  for (const outOfRange of [0, 101]) await assert.rejects(limit(outOfRange), InvalidParameterException);
  assert.deepEqual((await limit(2)).TokenSession, { MaxPerUser: 2 });
  const { $metadata: __, ...stored } = await service.getUserPoolSessionConfiguration({ UserPoolId });
  assert.deepEqual(stored, { UserPoolId, UserSessionTracking: "ENABLED", TokenSession: { MaxPerUser: 2 } });
  const ofClient = await service.getUserPoolClientSessionConfiguration({ UserPoolId, ClientId: idOf(orders) });
  assert.deepEqual([ofClient.ClientId, ofClient.SSOSession], [idOf(orders), { MaxValidityMinutes: 60 }]);
});

const [phone, laptop, tablet] = [new Browser(), new Browser(), new Browser()];
let ordersTokens, mailTokens, photosTokens;
await group("two apps in two browsers have four sessions", async () => {
  ordersTokens = await signIn(orders, phone);
  mailTokens = await signIn(mail, laptop);
  await haveSessions(mail, orders);
  const listed = await byUser(ordersTokens);
  const sso = listed.filter((s) => s.SessionType === "SSO");
  assert.deepEqual([listed.length, sso.length], [4, 2]);
  for (const session of listed) {
    const token = session.SessionType === "TOKEN";
    const members = ["ClientId", "CreateDate", "DeviceType", "IsCurrentSession", "LastActiveDate", "LastIPAddress", "SessionId", "SessionType"];
    fields(session, ...members, ...(token ? ["OriginSessionId"] : []));
    assert.match(session.SessionId, token ? /^tkn[0-9a-z]{25}$/ : /^sso[0-9a-z]{25}$/);
    assert.ok(session.CreateDate instanceof Date && session.LastActiveDate >= session.CreateDate);
    assert.equal(session.LastIPAddress, "127.0.0.1");
    assert.equal(session.IsCurrentSession, token && session.ClientId === idOf(orders));
    if (token) assert.equal(sso.find((s) => s.SessionId === session.OriginSessionId)?.ClientId, session.ClientId);
  }
  assert.deepEqual(await byAdministrator(), listed.map((s) => ({ ...s, IsCurrentSession: false })));
});

await group("a third sign-in evicts the least recently used app", async () => {
  await advance(60);
  await isAlive(orders, ordersTokens);
  await haveSessions(orders, mail);
  photosTokens = await signIn(photos, tablet);
  await haveSessions(photos, orders);
  await isRevoked(mail, mailTokens);
  await isAlive(orders, ordersTokens);
});

await group("with MaxPerUser 1 the next sign-in leaves one app", async () => {
  await limit(1);
  await isAlive(photos, photosTokens);
  await isAlive(orders, ordersTokens);
  mailTokens = await signIn(mail, new Browser());
  await haveSessions(mail);
  await isRevoked(orders, ordersTokens);
  await isRevoked(photos, photosTokens);
  await isAlive(mail, mailTokens);
});

const revoke = async (app, RevokeAssociatedSessions) => {
  const { SessionId } = await tokenSession(app);
  await service.adminRevokeUserSession({ ...owner, SessionId, RevokeAssociatedSessions });
};

await group("a user revokes the session of another app", async () => {
  await limit(20);
  const browser = new Browser();
  ordersTokens = await signIn(orders, browser);
  mailTokens = await reuse(mail, browser);
  const { access_token: AccessToken } = ordersTokens;
  const SessionId = (await tokenSession(mail)).SessionId;
  await assert.rejects(service.revokeUserSession({ AccessToken, SessionId: (await tokenSession(orders)).SessionId }), InvalidParameterException);
  await assert.rejects(service.revokeUserSession({ AccessToken, SessionId: `tkn${"0".repeat(25)}` }), ResourceNotFoundException);
  await assert.rejects(service.adminRevokeUserSession({ ...owner, Username: environment.newcomer.username, SessionId }), ResourceNotFoundException);
  await service.revokeUserSession({ AccessToken, SessionId });
  await assert.rejects(service.revokeUserSession({ AccessToken, SessionId }), ResourceNotFoundException);
  await isRevoked(mail, mailTokens);
  await isAlive(orders, ordersTokens);
});

await group("NONE leaves the session of the browser, LINKED ends it", async () => {
  const browser = new Browser();
  ordersTokens = await signIn(orders, browser);
  await revoke(orders, "NONE");
  await isRevoked(orders, ordersTokens);
  ordersTokens = await reuse(orders, browser);
  photosTokens = await reuse(photos, browser);
  await revoke(orders, "LINKED");
  await isRevoked(orders, ordersTokens);
  await isAlive(photos, photosTokens); // a sibling
  await requiresSignIn(photos, browser);
  await asksAgain(photos, browser);
});

await group("LINKED on the session of a browser ends its apps", async () => {
  const browser = new Browser();
  ordersTokens = await signIn(orders, browser);
  photosTokens = await reuse(photos, browser);
  const other = await signIn(mail, new Browser());
  const SessionId = (await tokenSession(orders)).OriginSessionId;
  await service.adminRevokeUserSession({ ...owner, SessionId, RevokeAssociatedSessions: "LINKED" });
  await isRevoked(orders, ordersTokens);
  await isRevoked(photos, photosTokens);
  await isAlive(mail, other);
  await asksAgain(orders, browser);
});

await group("RevokeToken ends the linked session of the browser", async () => {
  const browser = new Browser();
  const revokeToken = (app, tokens, RevokeAssociatedSessions) => service.revokeToken({ ClientId: idOf(app), Token: tokens.refresh_token, RevokeAssociatedSessions });
  ordersTokens = await signIn(orders, browser);
  await revokeToken(orders, ordersTokens, "NONE");
  await isRevoked(orders, ordersTokens);
  ordersTokens = await reuse(orders, browser);
  await revokeToken(orders, ordersTokens, "LINKED");
  await isRevoked(orders, ordersTokens);
  await requiresSignIn(orders, browser);
});

await group("an app reuses the session of a browser for its own minutes", async () => {
  const browser = new Browser();
  for (const outOfRange of [-1, 129601]) await assert.rejects(minutes(orders, outOfRange), InvalidParameterException);
  assert.deepEqual((await minutes(orders, 0)).SSOSession, { MaxValidityMinutes: 0 });
  await minutes(mail, 10);
  await isAlive(orders, await signIn(orders, browser));
  await requiresSignIn(orders, browser);
  await asksAgain(orders, browser);
  await advance(480);
  await isAlive(mail, await reuse(mail, browser));
  await advance(120);
  await requiresSignIn(mail, browser);
  await asksAgain(mail, browser);
  await isAlive(photos, await reuse(photos, browser)); // the default is 60 minutes
});

await done();
