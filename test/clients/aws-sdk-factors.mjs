// The authentication factors of a user as an administrator sees them, and the deletion of an authenticator app, with
// @aws-sdk/client-cognito-identity-provider. The AWS SDK is configured only by the environment variables of AWS.
import assert from "node:assert/strict";
import { CognitoIdentityProvider, ResourceNotFoundException, UserNotFoundException } from "@aws-sdk/client-cognito-identity-provider";
import { done, environment, group } from "./testing.mjs";
import { totp } from "./totp.mjs";

const { poolId: UserPoolId, clients, user } = environment;
const service = new CognitoIdentityProvider();
const owner = { UserPoolId, Username: user.username };

const signIn = () => service.initiateAuth({
  ClientId: clients.api.id, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: user.username, PASSWORD: user.password },
});
async function hasFactors(expected) {
  const { $metadata: _, ...factors } = await service.adminGetUserAuthFactors(owner);
  assert.deepEqual(factors, { Username: user.username, ...expected });
}

await group("a user with a password only", async () => {
  await hasFactors({ ConfiguredUserAuthFactors: ["PASSWORD"] });
  await assert.rejects(service.adminDeleteSoftwareToken(owner), ResourceNotFoundException);
  for (const action of ["adminGetUserAuthFactors", "adminDeleteSoftwareToken"]) {
    await assert.rejects(service[action]({ UserPoolId, Username: "somebody" }), UserNotFoundException);
  }
});

await group("a user with an authenticator app", async () => {
  const { AccessToken } = (await signIn()).AuthenticationResult;
  const { SecretCode } = await service.associateSoftwareToken({ AccessToken });
  await service.verifySoftwareToken({ AccessToken, UserCode: await totp(SecretCode) });
  await service.setUserMFAPreference({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
  await hasFactors({
    PreferredMfaSetting: "SOFTWARE_TOKEN_MFA", UserMFASettingList: ["SOFTWARE_TOKEN_MFA"], ConfiguredUserAuthFactors: ["PASSWORD", "SOFTWARE_TOKEN"],
  });
  assert.equal((await signIn()).ChallengeName, "SOFTWARE_TOKEN_MFA");
});

await group("an administrator deletes the authenticator app", async () => {
  await service.adminDeleteSoftwareToken(owner);
  await hasFactors({ ConfiguredUserAuthFactors: ["PASSWORD"] });
  assert.ok((await signIn()).AuthenticationResult.AccessToken);
  await assert.rejects(service.adminDeleteSoftwareToken(owner), ResourceNotFoundException);
});

await done();
