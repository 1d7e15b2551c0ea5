// The AWS SDK for JavaScript and the passkeys of the browser, in the page of an app. The browser writes and reads the JSON of
// both ceremonies itself.
import assert from "node:assert/strict";
import { CognitoIdentityProvider, NotAuthorizedException, WebAuthnChallengeNotFoundException } from "@aws-sdk/client-cognito-identity-provider";
import { claims, done, environment, group } from "./testing.mjs";

const { region, clients, user } = environment;
const service = new CognitoIdentityProvider({ region });
const ClientId = clients.api.id;

const begin = (parameters) => service.initiateAuth({ ClientId, AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: user.username, ...parameters } });
const preferPasskey = () => begin({ PREFERRED_CHALLENGE: "WEB_AUTHN" });
const useOf = async (challenge) => {
  const options = JSON.parse(challenge.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS);
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
};
const respond = ({ Session }, credential) =>
  service.respondToAuthChallenge({ ClientId, Session, ChallengeName: "WEB_AUTHN", ChallengeResponses: { USERNAME: user.username, CREDENTIAL: JSON.stringify(credential) } });

let AccessToken;
await group("a user registers a passkey", async () => {
  const signedIn = await begin({ PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: user.password });
  AccessToken = signedIn.AuthenticationResult.AccessToken;
  assert.equal((await preferPasskey()).ChallengeName, "SELECT_CHALLENGE", "the user has no passkey");
  const { CredentialCreationOptions } = await service.startWebAuthnRegistration({ AccessToken });
  const created = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(CredentialCreationOptions) });
  await service.completeWebAuthnRegistration({ AccessToken, Credential: created.toJSON() });
  await assert.rejects(service.completeWebAuthnRegistration({ AccessToken, Credential: created.toJSON() }), WebAuthnChallengeNotFoundException);
  const { Credentials } = await service.listWebAuthnCredentials({ AccessToken });
  assert.deepEqual(Credentials.map(({ CredentialId, RelyingPartyId, AuthenticatorAttachment, AuthenticatorTransports }) =>
    ({ CredentialId, RelyingPartyId, AuthenticatorAttachment, AuthenticatorTransports })),
  [{ CredentialId: created.id, RelyingPartyId: "localhost", AuthenticatorAttachment: "platform", AuthenticatorTransports: ["internal"] }]);
});

await group("the passkey signs the user in", async () => {
  const challenge = await preferPasskey();
  assert.equal(challenge.ChallengeName, "WEB_AUTHN");
  const { AuthenticationResult } = await respond(challenge, await useOf(challenge));
  assert.equal(claims(AuthenticationResult.IdToken)["cognito:username"], user.username);
});

await group("the response to an earlier challenge is rejected", async () => {
  const earlier = await useOf(await preferPasskey());
  await assert.rejects(respond(await preferPasskey(), earlier), NotAuthorizedException);
});

await group("the browser does not add the authenticator again, until the passkey is deleted", async () => {
  const options = async () => PublicKeyCredential.parseCreationOptionsFromJSON((await service.startWebAuthnRegistration({ AccessToken })).CredentialCreationOptions);
  const excluded = await options();
  assert.equal(excluded.excludeCredentials.length, 1);
  await assert.rejects(navigator.credentials.create({ publicKey: excluded }), { name: "InvalidStateError" });
  const { Credentials: [{ CredentialId }] } = await service.listWebAuthnCredentials({ AccessToken });
  await service.deleteWebAuthnCredential({ AccessToken, CredentialId });
  assert.equal((await preferPasskey()).ChallengeName, "SELECT_CHALLENGE");
  await navigator.credentials.create({ publicKey: await options() });
});

await done();
