// openid-client, a certified OpenID Connect client: a server-side app with a secret, an app without one, and a machine client.
import assert from "node:assert/strict";
import * as client from "openid-client";
import { Browser } from "./browser.mjs";
import { advance, claims, done, environment, fields, group } from "./testing.mjs";

const { issuer, domain, clients, user, scope } = environment;
const discover = (app, ...rest) => client.discovery(new URL(issuer), app.id, ...rest);

// signIn runs the authorization request of a code grant with PKCE, state and nonce. redeem returns the token response as the
// client parses it.
async function signIn(config, app, browser = new Browser()) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const target = client.buildAuthorizationUrl(config, {
    redirect_uri: app.redirect, scope: "openid email", state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  });
  const callback = await browser.signIn(target, user);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  return { callback, checks, redeem: () => client.authorizationCodeGrant(config, callback, checks) };
}

const isRejected = (promise, status, error) =>
  assert.rejects(promise, (e) => {
    assert.ok(e instanceof client.ResponseBodyError, e);
    assert.deepEqual([e.status, e.error], [status, error]);
    return true;
  });

// because returns the reason of the error of the client.
const because = (pattern) => (e) => pattern.test(e.cause?.message ?? e.message);

let web;
await group("the discovery document contains the endpoints of the domain", async () => {
  web = await discover(clients.web, clients.web.secret);
  client.enableNonRepudiationChecks(web); // also verify the signature of each ID token
  const server = web.serverMetadata();
  assert.equal(server.issuer, issuer);
  assert.equal(server.jwks_uri, `${issuer}/.well-known/jwks.json`);
  assert.equal(server.authorization_endpoint, `${domain}/oauth2/authorize`);
  assert.equal(server.token_endpoint, `${domain}/oauth2/token`);
  assert.equal(server.userinfo_endpoint, `${domain}/oauth2/userInfo`);
  assert.equal(server.revocation_endpoint, `${domain}/oauth2/revoke`);
  assert.equal(server.end_session_endpoint, `${domain}/logout`);
});

await group("the discovery of an unknown issuer fails", () => assert.rejects(client.discovery(new URL(`${issuer.slice(0, -3)}xxx`), clients.web.id)));

let tokens;
await group("code and PKCE with a secret in the body", async () => {
  tokens = await (await signIn(web, clients.web)).redeem();
  fields(tokens, "access_token", "expires_in", "id_token", "refresh_token", "token_type");
  assert.equal(tokens.expires_in, 3600);
  const id = tokens.claims();
  assert.equal(id.aud, clients.web.id);
  assert.equal(id.token_use, "id");
  assert.equal(id.email, user.email);
  assert.equal(id["cognito:username"], user.username);
  const access = claims(tokens.access_token);
  assert.equal(access.client_id, clients.web.id);
  assert.equal(access.token_use, "access");
  assert.equal(access.aud, undefined);
  assert.equal(access.scope, "openid email");
  assert.equal(access.sub, id.sub);
});

await group("code and PKCE with a secret in HTTP Basic", async () => {
  const basic = await discover(clients.web, undefined, client.ClientSecretBasic(clients.web.secret));
  fields(await (await signIn(basic, clients.web)).redeem(), "access_token", "expires_in", "id_token", "refresh_token", "token_type");
});

await group("userInfo", async () => {
  const info = await client.fetchUserInfo(web, tokens.access_token, tokens.claims().sub);
  assert.deepEqual(info, { sub: tokens.claims().sub, email: user.email, email_verified: "true", username: user.username });
  await assert.rejects(client.fetchUserInfo(web, `${tokens.access_token.slice(0, -8)}AAAAAAAA`, tokens.claims().sub));
  await assert.rejects(client.fetchUserInfo(web, tokens.access_token, "someone-else"));
});

await group("a refresh without rotation has no refresh token", async () => {
  for (let i = 0; i < 2; i++) {
    const again = await client.refreshTokenGrant(web, tokens.refresh_token);
    fields(again, "access_token", "expires_in", "id_token", "token_type");
    assert.notEqual(again.access_token, tokens.access_token);
    assert.equal(again.claims().sub, tokens.claims().sub);
    assert.equal(again.claims().origin_jti, tokens.claims().origin_jti);
    assert.equal(again.claims().nonce, undefined);
  }
});

await group("a session skips the form", async () => {
  const browser = new Browser();
  await (await signIn(web, clients.web, browser)).redeem();
  await (await signIn(web, clients.web, { signIn: (url) => browser.signIn(url, { username: "nobody", password: "none" }) })).redeem();
  const end = await browser.open(client.buildEndSessionUrl(web, { logout_uri: clients.web.logout }));
  assert.equal(end.callback.href, clients.web.logout);
  await assert.rejects(browser.signIn(client.buildAuthorizationUrl(web, { redirect_uri: clients.web.redirect, scope: "openid" }), { username: "nobody", password: "none" }), /no callback/);
});

await group("invalid requests are rejected", async () => {
  const wrong = await discover(clients.web, "not-the-secret");
  await isRejected((await signIn(wrong, clients.web)).redeem(), 400, "invalid_client");
  const { callback, checks, redeem } = await signIn(web, clients.web);
  const altered = new URL(callback);
  altered.searchParams.set("code", "00000000-0000-0000-0000-000000000000");
  await isRejected(client.authorizationCodeGrant(web, altered, checks), 400, "invalid_grant");
  const elsewhere = new URL(callback);
  elsewhere.pathname = "/elsewhere";
  await isRejected(client.authorizationCodeGrant(web, elsewhere, checks), 400, "unauthorized_client");
  await assert.rejects(client.authorizationCodeGrant(web, callback, { ...checks, expectedState: "another" }), because(/"state"/));
  const second = await signIn(web, clients.web);
  await isRejected(client.authorizationCodeGrant(web, second.callback, { ...second.checks, pkceCodeVerifier: client.randomPKCECodeVerifier() }), 400, "invalid_grant");
  const third = await signIn(web, clients.web);
  await assert.rejects(client.authorizationCodeGrant(web, third.callback, { ...third.checks, expectedNonce: "another" }), because(/"nonce"/));
  const fourth = await signIn(web, clients.web);
  await fourth.redeem();
  await isRejected(fourth.redeem(), 400, "invalid_grant");
  await isRejected(client.refreshTokenGrant(web, "not-a-token"), 400, "invalid_grant");
  await assert.rejects(new Browser().signIn(client.buildAuthorizationUrl(web, { redirect_uri: "https://evil.example/", scope: "openid" }), user), /400/);
  const rejected = await new Browser().open(client.buildAuthorizationUrl(web, { redirect_uri: clients.web.redirect, scope: "openid offline_access", state: "s" }));
  assert.deepEqual(Object.fromEntries(rejected.callback.searchParams), { error: "invalid_request", error_description: "invalid_scope", state: "s" });
});

await group("a revoked refresh token and its access token are rejected", async () => {
  await client.tokenRevocation(web, tokens.refresh_token);
  await isRejected(client.refreshTokenGrant(web, tokens.refresh_token), 400, "invalid_grant");
  await assert.rejects(client.fetchUserInfo(web, tokens.access_token, tokens.claims().sub));
});

await group("a public client gets a new refresh token with each refresh", async () => {
  const spa = await discover(clients.spa, undefined, client.None());
  client.enableNonRepudiationChecks(spa);
  const first = await (await signIn(spa, clients.spa)).redeem();
  fields(first, "access_token", "expires_in", "id_token", "refresh_token", "token_type");
  const second = await client.refreshTokenGrant(spa, first.refresh_token);
  fields(second, "access_token", "expires_in", "id_token", "refresh_token", "token_type");
  assert.notEqual(second.refresh_token, first.refresh_token);
  await client.refreshTokenGrant(spa, first.refresh_token); // within its grace period
  await advance(clients.spa.grace + 1);
  await isRejected(client.refreshTokenGrant(spa, first.refresh_token), 400, "invalid_grant");
  fields(await client.refreshTokenGrant(spa, second.refresh_token), "access_token", "expires_in", "id_token", "refresh_token", "token_type");
});

await group("client credentials", async () => {
  const machine = await discover(clients.machine, undefined, client.ClientSecretBasic(clients.machine.secret));
  const own = await client.clientCredentialsGrant(machine, { scope });
  fields(own, "access_token", "expires_in", "token_type");
  assert.equal(claims(own.access_token).scope, scope);
  assert.equal(claims(own.access_token).sub, clients.machine.id);
  await isRejected(client.clientCredentialsGrant(machine, { scope: `${scope}-not` }), 400, "invalid_scope");
  await isRejected(client.clientCredentialsGrant(web, { scope }), 400, "unauthorized_client");
});

await done();
