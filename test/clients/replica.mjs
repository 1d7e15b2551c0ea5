// A replica of a user pool with @aws-sdk/client-cognito-identity-provider. The AWS SDK is configured only by the environment variables
// of AWS, and by the region of its second client.
import assert from "node:assert/strict";
import {
  CognitoIdentityProvider, InvalidParameterException, LimitExceededException, OperationNotEnabledException, ResourceNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { advance, claims, done, fields, group } from "./testing.mjs";

const primary = new CognitoIdentityProvider();
const secondary = new CognitoIdentityProvider({ region: "us-west-2" });

let pool, app, replica;
const states = async (service) => (await service.listUserPoolReplicas({ UserPoolId: pool })).UserPoolReplicas.map((r) => `${r.RegionName} ${r.Role} ${r.Status}`);
const signIn = (service) => service.initiateAuth({ ClientId: app, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: "jo", PASSWORD: "Str0ng!Pass" } });

await group("a pool with a multi-Region key", async () => {
  const KeyConfiguration = { KeyType: "CUSTOMER_MANAGED_KEY", KmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab" };
  const { UserPool } = await primary.createUserPool({ PoolName: "replicated", KeyConfiguration });
  assert.deepEqual(UserPool.KeyConfiguration, KeyConfiguration);
  pool = UserPool.Id;
  replica = { UserPoolId: pool, RegionName: "us-west-2" };
  app = (await primary.createUserPoolClient({ UserPoolId: pool, ClientName: "app", ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] })).UserPoolClient.ClientId;
  await primary.adminCreateUser({ UserPoolId: pool, Username: "jo", MessageAction: "SUPPRESS" });
  await primary.adminSetUserPassword({ UserPoolId: pool, Username: "jo", Password: "Str0ng!Pass", Permanent: true });
});

await group("the states of a replica", async () => {
  const { UserPoolReplica } = await primary.createUserPoolReplica({ ...replica, UserPoolTags: { stage: "standby" } });
  fields(UserPoolReplica, "RegionName", "Role", "Status", "UserPoolArn");
  assert.equal(UserPoolReplica.UserPoolArn, `arn:aws:cognito-idp:us-west-2:123456789012:userpool/${pool}`);
  assert.deepEqual(await states(primary), ["us-east-1 PRIMARY ACTIVE", "us-west-2 SECONDARY CREATING"]);
  await assert.rejects(states(secondary), ResourceNotFoundException);
  await assert.rejects(primary.createUserPoolReplica({ ...replica, RegionName: "eu-west-1" }), LimitExceededException);
  await advance(60);
  assert.deepEqual(await states(secondary), ["us-east-1 PRIMARY ACTIVE", "us-west-2 SECONDARY INACTIVE"]);
  assert.deepEqual((await secondary.listTagsForResource({ ResourceArn: UserPoolReplica.UserPoolArn })).Tags, { stage: "standby" });
  const listed = (await primary.listUserPools({ MaxResults: 60 })).UserPools.find((p) => p.Id === pool);
  assert.deepEqual(listed.ReplicaRegions, ["us-west-2"]);
});

await group("an inactive replica has no sign-ins, an active one has", async () => {
  assert.equal((await secondary.adminGetUser({ UserPoolId: pool, Username: "jo" })).UserStatus, "CONFIRMED");
  await assert.rejects(signIn(secondary), OperationNotEnabledException);
  assert.equal((await secondary.updateUserPoolReplica({ ...replica, Status: "ACTIVE" })).UserPoolReplica.Status, "ACTIVE");
  const { AuthenticationResult: tokens } = await signIn(secondary);
  assert.equal(claims(tokens.AccessToken).iss, `https://cognito-idp.us-east-1.amazonaws.com/${pool}`);
  assert.equal((await primary.getUser({ AccessToken: tokens.AccessToken })).Username, "jo");
  const refreshed = await secondary.initiateAuth({ ClientId: app, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken } });
  assert.equal(claims(refreshed.AuthenticationResult.AccessToken).username, "jo");
  await assert.rejects(secondary.signUp({ ClientId: app, Username: "eve", Password: "Str0ng!Pass" }), OperationNotEnabledException);
});

await group("a replica is deleted in the primary region, when it is inactive", async () => {
  await assert.rejects(primary.deleteUserPoolReplica(replica), InvalidParameterException);
  await primary.updateUserPoolReplica({ ...replica, Status: "INACTIVE" });
  await assert.rejects(secondary.deleteUserPoolReplica(replica), OperationNotEnabledException);
  await assert.rejects(primary.deleteUserPool({ UserPoolId: pool }), InvalidParameterException);
  assert.equal((await primary.deleteUserPoolReplica(replica)).UserPoolReplica.Status, "DELETING");
  await advance(60);
  assert.deepEqual(await states(primary), ["us-east-1 PRIMARY ACTIVE"]);
  await primary.deleteUserPool({ UserPoolId: pool });
});

await done();
