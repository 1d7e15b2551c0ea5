// openid-client registers its own clients: openly as an app without a secret, and with an access token as a server-side app
// and as a machine.
import assert from "node:assert/strict";
import * as client from "openid-client";
import { Browser } from "./browser.mjs";
import { claims, done, environment, fields, group } from "./testing.mjs";

const { issuer, domain, clients, user, scope } = environment;
const redirect = "http://127.0.0.1:8765/callback";
const register = (metadata, ...rest) => client.dynamicClientRegistration(new URL(issuer), metadata, ...rest);

// signIn returns the token response of a code grant with PKCE.
async function signIn(config, requested) {
  const [verifier, state] = [client.randomPKCECodeVerifier(), client.randomState()];
  const target = client.buildAuthorizationUrl(config, {
    redirect_uri: redirect, scope: requested, state,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  });
  const callback = await new Browser().signIn(target, user);
  return client.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier, expectedState: state });
}

const isRejected = (promise, status, error) =>
  assert.rejects(promise, (e) => {
    assert.ok(e instanceof client.ResponseBodyError, e);
    assert.deepEqual([e.status, e.error], [status, error]);
    return true;
  });

await group("an app without a secret registers openly, signs in and refreshes", async () => {
  const app = await register({ client_name: "agent", redirect_uris: [redirect], token_endpoint_auth_method: "none", scope: `openid email ${scope}` }, client.None());
  assert.equal(app.serverMetadata().registration_endpoint, `${domain}/oauth2/register`);
  const registered = app.clientMetadata();
  assert.equal(registered.client_secret, undefined);
  assert.equal(registered.client_name, "agent");
  assert.deepEqual(registered.redirect_uris, [redirect]);
  assert.deepEqual(registered.grant_types, ["authorization_code", "refresh_token"]);
  const tokens = await signIn(app, `openid ${scope}`);
  fields(tokens, "access_token", "expires_in", "id_token", "refresh_token", "token_type");
  assert.equal(tokens.claims().aud, registered.client_id);
  assert.equal(claims(tokens.access_token).client_id, registered.client_id);
  assert.equal(claims(tokens.access_token).scope, `openid ${scope}`);
  const again = await client.refreshTokenGrant(app, tokens.refresh_token);
  assert.equal(again.claims().sub, tokens.claims().sub);
});

await group("open registration rejects machines, other scopes and bad redirect URIs", async () => {
  await isRejected(register({ grant_types: ["client_credentials"], response_types: [], scope }), 400, "invalid_client_metadata");
  await isRejected(register({ redirect_uris: [redirect], scope: "aws.cognito.signin.user.admin" }), 400, "invalid_client_metadata");
  await isRejected(register({ redirect_uris: ["http://app.example/callback"] }), 400, "invalid_redirect_uri");
});

let initialAccessToken;
await group("an initial access token is the token of a client with the scope", async () => {
  const registrar = await client.discovery(new URL(issuer), clients.registrar.id, clients.registrar.secret);
  initialAccessToken = (await client.clientCredentialsGrant(registrar, { scope: "aws.cognito/dcr/register" })).access_token;
  assert.equal(claims(initialAccessToken).scope, "aws.cognito/dcr/register");
});

await group("a server-side app registers with the token, and its secret authenticates it", async () => {
  const app = await register({ redirect_uris: [redirect] }, undefined, { initialAccessToken });
  const { client_secret: secret, client_secret_expires_at: expires } = app.clientMetadata();
  assert.ok(secret);
  assert.equal(expires, 0);
  fields(await signIn(app, "openid"), "access_token", "expires_in", "id_token", "refresh_token", "token_type");
  const guess = await client.discovery(new URL(issuer), app.clientMetadata().client_id, "not-the-secret");
  await isRejected(signIn(guess, "openid"), 400, "invalid_client");
});

await group("a machine registers with the token, and cannot register others", async () => {
  const machine = await register({ grant_types: ["client_credentials"], response_types: [], scope }, undefined, { initialAccessToken });
  const own = (await client.clientCredentialsGrant(machine, { scope })).access_token;
  assert.equal(claims(own).scope, scope);
  await isRejected(client.clientCredentialsGrant(machine, { scope: "aws.cognito/dcr/register" }), 400, "invalid_grant");
  await assert.rejects(register({ redirect_uris: [redirect] }, undefined, { initialAccessToken: own }), (e) => {
    assert.ok(e instanceof client.WWWAuthenticateChallengeError || e instanceof client.ResponseBodyError, e);
    assert.equal(e.status, 403);
    return true;
  });
});

await done();
