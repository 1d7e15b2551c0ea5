// openid-client before and after a pool changes to the updated issuer: an app that still has the original issuer rejects the ID
// tokens of the pool, and an app that discovers the updated issuer accepts them.
import assert from "node:assert/strict";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import * as client from "openid-client";
import { Browser } from "./browser.mjs";
import { claims, done, environment, group } from "./testing.mjs";

const { region, poolId: UserPoolId, issuer: original, clients, user } = environment;
const updated = `https://issuer-cognito-idp.${region}.amazonaws.com/${UserPoolId}`;
const service = new CognitoIdentityProvider();
const setIssuer = (Type) => service.updateUserPool({ UserPoolId, AutoVerifiedAttributes: ["email"], IssuerConfiguration: { Type } });

async function discover(issuer) {
  const app = await client.discovery(new URL(issuer), clients.web.id, clients.web.secret);
  client.enableNonRepudiationChecks(app); // also verify the signature of each ID token
  assert.deepEqual([app.serverMetadata().issuer, app.serverMetadata().jwks_uri], [issuer, `${issuer}/.well-known/jwks.json`]);
  return app;
}

async function signIn(app) {
  const [pkceCodeVerifier, expectedState] = [client.randomPKCECodeVerifier(), client.randomState()];
  const target = client.buildAuthorizationUrl(app, {
    redirect_uri: clients.web.redirect, scope: "openid email", state: expectedState,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: "S256",
  });
  const callback = await new Browser().signIn(target, user);
  return client.authorizationCodeGrant(app, callback, { pkceCodeVerifier, expectedState, idTokenExpected: true });
}

const hasIssuer = (tokens, issuer) => assert.deepEqual([tokens.claims().iss, claims(tokens.access_token).iss], [issuer, issuer]);
const hasWrongIssuer = (promise) => assert.rejects(promise, (e) => {
  assert.equal(e.cause?.message ?? e.message, 'unexpected JWT "iss" (issuer) claim value');
  return true;
});

let before, tokens;
await group("a pool has the original issuer", async () => {
  before = await discover(original);
  tokens = await signIn(before);
  hasIssuer(tokens, original);
});

let after;
await group("an app discovers the updated issuer", async () => {
  await setIssuer("UPDATED");
  after = await discover(updated);
  const current = await signIn(after);
  hasIssuer(current, updated);
  hasIssuer(await client.refreshTokenGrant(after, current.refresh_token), updated);
  assert.equal((await client.fetchUserInfo(after, current.access_token, current.claims().sub)).email, user.email);
});

await group("a refresh token from before the change gives tokens of the updated issuer", async () => {
  hasIssuer(await client.refreshTokenGrant(after, tokens.refresh_token), updated);
});

await group("an app with the original issuer rejects the tokens", async () => {
  await hasWrongIssuer(signIn(before));
  await hasWrongIssuer(client.refreshTokenGrant(before, tokens.refresh_token));
  await hasWrongIssuer(signIn(await discover(original)));
});

await group("the original issuer again", async () => {
  await setIssuer("ORIGINAL");
  hasIssuer(await signIn(before), original);
  await hasWrongIssuer(signIn(after));
});

await done();
