// aws-jwt-verify, the library of AWS for verifying tokens: it fetches the keys of the pool and verifies both types of tokens.
import assert from "node:assert/strict";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import {
  CognitoJwtInvalidClientIdError, CognitoJwtInvalidGroupError, CognitoJwtInvalidTokenUseError, JwtExpiredError,
  JwtInvalidScopeError, JwtInvalidSignatureError, JwtParseError, KidNotFoundInJwksError, ParameterValidationError,
} from "aws-jwt-verify/error";
import { advance, done, environment, group, inBrowser } from "./testing.mjs";

// The tokens of the hosted pages and of the API differ only in their scopes.
const { poolId, issuer, clients, user, tokens, apiTokens, foreignToken } = environment;
const make = (more) => CognitoJwtVerifier.create({ userPoolId: poolId, clientId: clients.web.id, tokenUse: "id", ...more });

await group("an ID token", async () => {
  const payload = await make().verify(tokens.id_token);
  assert.equal(payload.iss, issuer);
  assert.equal(payload.token_use, "id");
  assert.equal(payload.email, user.email);
  assert.equal(payload["cognito:username"], user.username);
  assert.deepEqual(payload["cognito:groups"], [user.group]);
});

await group("an access token", async () => {
  const verifier = make({ tokenUse: "access", scope: ["openid"], groups: [user.group] });
  const payload = await verifier.verify(tokens.access_token);
  assert.equal(payload.client_id, clients.web.id);
  assert.equal(payload.username, user.username);
  assert.equal(payload.aud, undefined);
});

await group("the tokens of a sign-in through the API", async () => {
  await make({ clientId: clients.api.id }).verify(apiTokens.IdToken);
  const payload = await make({ clientId: clients.api.id, tokenUse: "access", scope: "aws.cognito.signin.user.admin" }).verify(apiTokens.AccessToken);
  assert.equal(payload.scope, "aws.cognito.signin.user.admin");
});

await group("one verifier for both types and several clients", async () => {
  const verifier = make({ tokenUse: null, clientId: [clients.web.id, clients.api.id] });
  for (const token of [tokens.id_token, tokens.access_token, apiTokens.IdToken, apiTokens.AccessToken]) await verifier.verify(token);
});

await group("the keys can be fetched in advance", async () => {
  const verifier = make();
  await verifier.hydrate();
  if (inBrowser) assert.throws(() => verifier.verifySync(tokens.id_token), /not supported in the browser/); // Web Crypto is asynchronous
  else assert.equal(verifier.verifySync(tokens.id_token).iss, issuer);
});

await group("each wrong token is rejected with its own error", async () => {
  await assert.rejects(make({ clientId: clients.spa.id }).verify(tokens.id_token), CognitoJwtInvalidClientIdError);
  await assert.rejects(make({ clientId: clients.spa.id, tokenUse: "access" }).verify(tokens.access_token), CognitoJwtInvalidClientIdError);
  await assert.rejects(make({ tokenUse: "access" }).verify(tokens.id_token), CognitoJwtInvalidTokenUseError);
  await assert.rejects(make().verify(tokens.access_token), CognitoJwtInvalidTokenUseError);
  await assert.rejects(make({ tokenUse: "access", scope: "orders/write" }).verify(tokens.access_token), JwtInvalidScopeError);
  await assert.rejects(make({ groups: "owners" }).verify(tokens.id_token), CognitoJwtInvalidGroupError);
  await assert.rejects(make().verify("not.a.token"), JwtParseError);
  const [head, , signature] = tokens.id_token.split(".");
  const forged = [head, tokens.access_token.split(".")[1], signature].join(".");
  await assert.rejects(make({ tokenUse: "access" }).verify(forged), JwtInvalidSignatureError);
});

await group("a token of another pool", async () => {
  await assert.rejects(make({ clientId: null }).verify(foreignToken), ParameterValidationError);
  // The key belongs to another pool.
  const [head] = foreignToken.split(".");
  await assert.rejects(make().verify([head, ...tokens.id_token.split(".").slice(1)].join(".")), KidNotFoundInJwksError);
});

await group("a token expires at its exp", async () => {
  // The margins are wide: on a busy machine, minutes can pass since the sign-in.
  await advance(3000);
  await make().verify(tokens.id_token);
  await advance(601);
  await assert.rejects(make().verify(tokens.id_token), JwtExpiredError);
  await assert.rejects(make({ tokenUse: "access" }).verify(tokens.access_token), JwtExpiredError);
  await make({ graceSeconds: 3600 }).verify(tokens.id_token);
});

await done();
