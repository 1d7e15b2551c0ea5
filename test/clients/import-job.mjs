// A user import job with @aws-sdk/client-cognito-identity-provider and fetch. The AWS SDK is configured only by the environment
// variables of AWS. Node.js computes the password hash.
import assert from "node:assert/strict";
import { randomBytes, scryptSync } from "node:crypto";
import { CognitoIdentityProvider, NotAuthorizedException, PreconditionNotMetException } from "@aws-sdk/client-cognito-identity-provider";
import { advance, claims, codeSentTo, done, group } from "./testing.mjs";

const service = new CognitoIdentityProvider();
const CloudWatchLogsRoleArn = "arn:aws:iam::123456789012:role/logs";
const password = "Hash3d!Pass";

let pool, app;
await group("a pool that verifies email addresses", async () => {
  const { UserPool } = await service.createUserPool({ PoolName: "import", AutoVerifiedAttributes: ["email"] });
  pool = UserPool.Id;
  const { UserPoolClient } = await service.createUserPoolClient({ UserPoolId: pool, ClientName: "app", ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] });
  app = UserPoolClient.ClientId;
});

const N = 16384, r = 8, p = 1;
const salt = randomBytes(16);
const hash = [N, r, p, salt.toString("hex"), scryptSync(password, salt, 32, { N, r, p }).toString("hex")].join("$");

let job;
await group("a job with a file that fetch uploads", async () => {
  const { CSVHeader } = await service.getCSVHeader({ UserPoolId: pool });
  const columns = [...CSVHeader, "password_hash"];
  const line = (user) => columns.map((name) => (user[name] ?? "").replaceAll(",", "\\,")).join(",");
  const csv = [
    columns.join(","),
    line({ "cognito:username": "hashed", email: "hashed@example.com", email_verified: "true", name: "Doe, Jo", password_hash: hash }),
    line({ "cognito:username": "blank", email: "blank@example.com", email_verified: "true" }),
  ].join("\n");
  const { UserImportJob } = await service.createUserImportJob({ JobName: "j", UserPoolId: pool, CloudWatchLogsRoleArn, PasswordHashingAlgorithm: "SCRYPT" });
  job = { UserPoolId: pool, JobId: UserImportJob.JobId };
  assert.equal(UserImportJob.Status, "Created");
  await assert.rejects(service.startUserImportJob(job), PreconditionNotMetException);
  const upload = (headers) => fetch(UserImportJob.PreSignedUrl, { method: "PUT", body: csv, headers });
  const refused = await upload({ "Content-Type": "text/csv" });
  assert.equal(refused.status, 403);
  assert.match(await refused.text(), /<Code>SignatureDoesNotMatch<\/Code>/);
  assert.equal((await upload({ "x-amz-server-side-encryption": "aws:kms" })).status, 200);
});

await group("the job runs", async () => {
  assert.equal((await service.startUserImportJob(job)).UserImportJob.Status, "Pending");
  await advance(2);
  const { UserImportJob } = await service.describeUserImportJob(job);
  assert.deepEqual([UserImportJob.Status, UserImportJob.ImportedUsers, UserImportJob.FailedUsers], ["Succeeded", 2, 0]);
  assert.ok(UserImportJob.CompletionDate > UserImportJob.StartDate);
});

const signIn = (USERNAME, PASSWORD) =>
  service.initiateAuth({ ClientId: app, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME, PASSWORD } });

await group("the user with a hash signs in", async () => {
  await assert.rejects(signIn("hashed", "Wr0ng!Pass"), NotAuthorizedException);
  const { AuthenticationResult } = await signIn("hashed", password);
  assert.equal(claims(AuthenticationResult.IdToken).name, "Doe, Jo");
});

await group("the user without a hash sets a password first", async () => {
  await assert.rejects(signIn("blank", "any"), { name: "PasswordResetRequiredException" });
  await service.forgotPassword({ ClientId: app, Username: "blank" });
  await service.confirmForgotPassword({ ClientId: app, Username: "blank", ConfirmationCode: await codeSentTo("blank@example.com"), Password: "N3w!Password" });
  assert.ok((await signIn("blank", "N3w!Password")).AuthenticationResult.AccessToken);
});

await done();
