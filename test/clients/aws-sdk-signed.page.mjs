// The AWS SDK for JavaScript in a page with an access key, such as an administrator's page.
import assert from "node:assert/strict";
import { CognitoIdentityProvider, ResourceNotFoundException } from "@aws-sdk/client-cognito-identity-provider";
import { done, environment, group } from "./testing.mjs";

const { region, poolId, accessKey } = environment;
const service = (secretAccessKey = accessKey.secret) => new CognitoIdentityProvider({ region, credentials: { accessKeyId: accessKey.id, secretAccessKey } });

await group("signed actions", async () => {
  const { UserPool } = await service().createUserPool({ PoolName: "by a page" });
  assert.equal((await service().describeUserPool({ UserPoolId: UserPool.Id })).UserPool.Name, "by a page");
  await service().deleteUserPool({ UserPoolId: UserPool.Id });
  await assert.rejects(service().describeUserPool({ UserPoolId: UserPool.Id }), ResourceNotFoundException);
});

await group("a wrong signature is rejected, and the page can read the error", async () => {
  await assert.rejects(service("guess").describeUserPool({ UserPoolId: poolId }), { name: "InvalidSignatureException" });
});

await done();
