// Actions on an app client with @aws-sdk/client-cognito-identity-provider: the token of a machine, which aws-jwt-verify verifies,
// and the terms. The AWS SDK is configured only by the environment variables of AWS.
import assert from "node:assert/strict";
import {
  CognitoIdentityProvider, InvalidParameterException, NotAuthorizedException, ResourceNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { done, environment, fields, group } from "./testing.mjs";

const { poolId: UserPoolId, issuer, clients, scope } = environment;
const service = new CognitoIdentityProvider();

await group("a machine gets a token with its secret", async () => {
  const { UserPoolClient } = await service.createUserPoolClient({
    UserPoolId, ClientName: "device", GenerateSecret: true, ExplicitAuthFlows: ["ALLOW_CLIENT_TOKEN_AUTH"], AllowedOAuthScopes: [scope],
  });
  const { ClientId, ClientSecret: Secret } = UserPoolClient;
  const { ClientAuthenticationResult: result } = await service.getClientToken({ ClientId, Secret });
  fields(result, "AccessToken", "ExpiresIn", "TokenType");
  assert.deepEqual([result.ExpiresIn, result.TokenType], [3600, "Bearer"]);
  const payload = await CognitoJwtVerifier.create({ userPoolId: UserPoolId, clientId: ClientId, tokenUse: "access", scope }).verify(result.AccessToken);
  assert.deepEqual([payload.iss, payload.sub, payload.scope], [issuer, ClientId, scope]);

  await assert.rejects(service.getClientToken({ ClientId, Secret: `${Secret.slice(0, -1)}_` }), NotAuthorizedException);
  await assert.rejects(service.getClientToken({ ClientId, Secret, Scopes: ["openid"] }), InvalidParameterException);
  await assert.rejects(service.getClientToken({ ClientId: clients.web.id, Secret: clients.web.secret }), (e) =>
    e instanceof NotAuthorizedException && e.message === "CLIENT_TOKEN_AUTH flow not enabled for this client");
});

await group("the terms of a client are found by their name", async () => {
  const terms = (name, TermsName) => ({ UserPoolId, ClientId: clients[name].id, TermsName });
  const create = (name, TermsName) => service.createTerms({
    ...terms(name, TermsName), TermsSource: "LINK", Enforcement: "NONE", Links: { "cognito:default": `https://example.com/${name}/${TermsName}` },
  });
  await create("spa", "terms-of-use");
  await assert.rejects(service.describeTermsByClient(terms("web", "terms-of-use")), ResourceNotFoundException);
  const { Terms: created } = await create("web", "terms-of-use");
  await create("web", "privacy-policy");
  const { Terms: found } = await service.describeTermsByClient(terms("web", "terms-of-use"));
  assert.deepEqual(found, created);
  assert.deepEqual(found.Links, { "cognito:default": "https://example.com/web/terms-of-use" });
  await service.deleteTerms({ UserPoolId, TermsId: found.TermsId });
  await assert.rejects(service.describeTermsByClient(terms("web", "terms-of-use")), ResourceNotFoundException);
  await assert.rejects(service.describeTermsByClient(terms("web", "imprint")), InvalidParameterException);
});

await done();
