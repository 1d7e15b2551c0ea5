// A custom sender that decrypts its codes with @aws-crypto/client-node, as the developer guide describes ("Custom email sender
// Lambda trigger"), and @aws-sdk/client-kms. The function runs in this process behind a loopback URL.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { buildClient, CommitmentPolicy, KmsKeyringNode } from "@aws-crypto/client-node";
import {
  AdminCreateUserCommand, AdminGetUserCommand, CognitoIdentityProvider, ConfirmForgotPasswordCommand, ConfirmSignUpCommand,
  CreateUserPoolClientCommand, CreateUserPoolCommand, ForgotPasswordCommand, GetUserAttributeVerificationCodeCommand,
  InitiateAuthCommand, InvalidParameterException, ResendConfirmationCodeCommand, RespondToAuthChallengeCommand, SignUpCommand,
  UpdateUserAttributesCommand, VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DecryptCommand, InvalidCiphertextException, KMSClient, NotFoundException } from "@aws-sdk/client-kms";
import { ask } from "#channel";
import { codeSentTo, done, fields, group } from "./testing.mjs";

const keyOf = (id) => `arn:aws:kms:us-east-1:123456789012:key/${id}`;
const KEY = keyOf("8a23102c-9b68-4fed-82ce-523c5363539e");
const SECOND_KEY = keyOf("bc436485-5092-42b8-92a3-0aa8b93536c0");

// The function. REQUIRE_ENCRYPT_ALLOW_DECRYPT is the policy of the guide's example: the service's messages have no key commitment.
const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);
const keyring = new KmsKeyringNode({ generatorKeyId: "alias/codes", keyIds: [KEY] });

async function handler(event) {
  const { plaintext, messageHeader } = await decrypt(keyring, Buffer.from(event.request.code, "base64"));
  return { event, code: plaintext.toString("utf8"), messageHeader };
}

const handled = [];
const waiting = [];
let fails = false;
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const result = await handler(JSON.parse(body)).catch((error) => ({ error }));
  response.end(fails ? JSON.stringify({ errorMessage: "no mail today" }) : "null");
  waiting.length > 0 ? waiting.shift()(result) : handled.push(result);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const SENDER = ask("lambda", `http://127.0.0.1:${server.address().port}/2015-03-31/functions/function/invocations`);

// sent returns the next message that the function has decrypted.
async function sent(source, to) {
  const result = handled.shift() ?? (await new Promise((resolve) => waiting.push(resolve)));
  if (result.error) throw result.error;
  const { event } = result;
  assert.equal(event.triggerSource, source);
  const [attribute, type] = source.startsWith("CustomSMS") ? ["phone_number", "customSMSSenderRequestV1"] : ["email", "customEmailSenderRequestV1"];
  assert.equal(event.request.type, type);
  assert.equal(event.request.userAttributes[attribute], to);
  assert.equal(result.messageHeader.encryptionContext["userpool-id"], event.userPoolId);
  assert.equal(result.code, codeSentTo(to), "the outbox has the same code");
  return result;
}

const service = new CognitoIdentityProvider();
const run = (Command, input) => service.send(new Command(input));
const sender = { LambdaVersion: "V1_0", LambdaArn: SENDER };

await group("a custom sender without a key is rejected", async () => {
  for (const LambdaConfig of [{ CustomEmailSender: sender }, { CustomSMSSender: sender }]) {
    await assert.rejects(run(CreateUserPoolCommand, { PoolName: "senders", LambdaConfig }), (error) => {
      assert.ok(error instanceof InvalidParameterException, error);
      assert.equal(error.message, "KMSKeyId parameter is required when Custom SMS/Email Lambda trigger is used.");
      return true;
    });
  }
});

let pool, client;
await group("a pool with both custom senders", async () => {
  const { UserPool } = await run(CreateUserPoolCommand, {
    PoolName: "senders", AutoVerifiedAttributes: ["email", "phone_number"],
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP"] } },
    SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/sms", ExternalId: "x" },
    LambdaConfig: { CustomEmailSender: sender, CustomSMSSender: sender, KMSKeyID: KEY },
  });
  pool = UserPool.Id;
  assert.deepEqual(UserPool.LambdaConfig.CustomEmailSender, sender);
  client = (await run(CreateUserPoolClientCommand, {
    UserPoolId: pool, ClientName: "app", ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  })).UserPoolClient.ClientId;
});

const email = "henry@example.com";
const user = { ClientId: client, Username: "henry" };
let first;
await group("the function decrypts the code of a sign-up, and the event has the members of a captured one", async () => {
  await run(SignUpCommand, { ...user, Password: "Passw0rd!", UserAttributes: [{ Name: "email", Value: email }] });
  first = await sent("CustomEmailSender_SignUp", email);
  const { event } = first;
  fields(event, "version", "triggerSource", "region", "userPoolId", "userName", "callerContext", "request");
  assert.equal(event.version, "1");
  assert.equal(event.userPoolId, pool);
  assert.equal(event.userName, "henry");
  assert.deepEqual(event.callerContext, { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: client });
  fields(event.request, "type", "code", "clientMetadata", "userAttributes");
  assert.equal(event.request.clientMetadata, null);
  assert.equal(event.request.userAttributes["cognito:user_status"], "UNCONFIRMED");
  assert.match(first.code, /^\d{6}$/);
  assert.deepEqual(Object.keys(first.messageHeader.encryptionContext).sort(), ["aws-crypto-public-key", "userpool-id"]);
  assert.deepEqual(first.messageHeader.encryptedDataKeys.map((k) => [k.providerId, k.providerInfo]), [["aws-kms", KEY]]);
});

await group("a client that requires key commitment rejects the message, as it does on AWS", async () => {
  const strict = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  await assert.rejects(strict.decrypt(keyring, Buffer.from(first.event.request.code, "base64")), /Configuration conflict/);
});

await group("a message with any changed byte is rejected", async () => {
  const message = Buffer.from(first.event.request.code, "base64");
  for (let at = 0; at < message.length; at += 7) {
    const changed = Buffer.from(message);
    changed[at] ^= 1;
    await assert.rejects(decrypt(keyring, changed), undefined, `byte ${at}`);
  }
  await assert.rejects(decrypt(keyring, message.subarray(0, message.length - 1)));
});

await group("a keyring without the key decrypts nothing", async () => {
  await assert.rejects(decrypt(new KmsKeyringNode({ keyIds: [SECOND_KEY] }), Buffer.from(first.event.request.code, "base64")));
});

const kms = new KMSClient();
const dataKey = () => ({
  CiphertextBlob: first.messageHeader.encryptedDataKeys[0].encryptedDataKey, EncryptionContext: { ...first.messageHeader.encryptionContext },
});
await group("KMS decrypts the data key with its encryption context only", async () => {
  const { KeyId, Plaintext, EncryptionAlgorithm } = await kms.send(new DecryptCommand(dataKey()));
  assert.deepEqual([KeyId, Plaintext.length, EncryptionAlgorithm], [KEY, 32, "SYMMETRIC_DEFAULT"]);
  assert.deepEqual((await kms.send(new DecryptCommand({ ...dataKey(), KeyId: KEY.split("/")[1] }))).Plaintext, Plaintext);
  const { EncryptionContext } = dataKey();
  for (const wrong of [undefined, {}, { ...EncryptionContext, "userpool-id": "us-east-1_AAAAAAAAA" }, { ...EncryptionContext, more: "" }]) {
    await assert.rejects(kms.send(new DecryptCommand({ ...dataKey(), EncryptionContext: wrong })), InvalidCiphertextException);
  }
  const changed = Buffer.from(dataKey().CiphertextBlob);
  changed[changed.length - 1] ^= 1;
  await assert.rejects(kms.send(new DecryptCommand({ ...dataKey(), CiphertextBlob: changed })), InvalidCiphertextException);
});

await group("KMS rejects an unknown key, an alias and another region", async () => {
  const unknown = keyOf("00000000-0000-0000-0000-000000000000");
  for (const [KeyId, message] of [
    [unknown, `Key '${unknown}' does not exist`],
    ["alias/codes", "Alias arn:aws:kms:us-east-1:123456789012:alias/codes is not found."],
    [KEY.replace("us-east-1", "eu-west-1"), "Invalid arn eu-west-1"],
  ]) {
    await assert.rejects(kms.send(new DecryptCommand({ ...dataKey(), KeyId })), (error) => {
      assert.ok(error instanceof NotFoundException, error);
      assert.equal(error.message, message);
      return true;
    });
  }
  await assert.rejects(new KMSClient({ region: "eu-west-1" }).send(new DecryptCommand(dataKey())), InvalidCiphertextException);
});

await group("the user is confirmed with the decrypted code, and with no other", async () => {
  const wrong = first.code === "000000" ? "000001" : "000000";
  await assert.rejects(run(ConfirmSignUpCommand, { ...user, ConfirmationCode: wrong }), { name: "CodeMismatchException" });
  await run(ConfirmSignUpCommand, { ...user, ConfirmationCode: first.code });
  assert.equal((await run(AdminGetUserCommand, { UserPoolId: pool, Username: "henry" })).UserStatus, "CONFIRMED");
});

let AccessToken;
await group("the other codes by email", async () => {
  await run(ForgotPasswordCommand, { ...user, ClientMetadata: { app: "web" } });
  const reset = await sent("CustomEmailSender_ForgotPassword", email);
  assert.deepEqual(reset.event.request.clientMetadata, { app: "web" });
  await run(ConfirmForgotPasswordCommand, { ...user, ConfirmationCode: reset.code, Password: "N3wPassw0rd!" });
  const signedIn = await run(InitiateAuthCommand, {
    ClientId: client, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: "henry", PASSWORD: "N3wPassw0rd!" },
  });
  AccessToken = signedIn.AuthenticationResult.AccessToken;
  await run(UpdateUserAttributesCommand, { AccessToken, UserAttributes: [{ Name: "email", Value: "ford@example.com" }] });
  await sent("CustomEmailSender_UpdateUserAttribute", "ford@example.com");
  await run(GetUserAttributeVerificationCodeCommand, { AccessToken, AttributeName: "email" });
  const verify = await sent("CustomEmailSender_VerifyUserAttribute", "ford@example.com");
  await run(VerifyUserAttributeCommand, { AccessToken, AttributeName: "email", Code: verify.code });
});

await group("a code of a sign-in", async () => {
  const { ChallengeName, Session } = await run(InitiateAuthCommand, {
    ClientId: client, AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: "henry", PREFERRED_CHALLENGE: "EMAIL_OTP" },
  });
  assert.equal(ChallengeName, "EMAIL_OTP");
  const { code } = await sent("CustomEmailSender_Authentication", "ford@example.com");
  const { AuthenticationResult } = await run(RespondToAuthChallengeCommand, {
    ClientId: client, ChallengeName, Session, ChallengeResponses: { USERNAME: "henry", EMAIL_OTP_CODE: code },
  });
  assert.ok(AuthenticationResult.AccessToken);
});

await group("codes by SMS go to the custom SMS sender", async () => {
  const texter = { ClientId: client, Username: "texter" };
  await run(SignUpCommand, { ...texter, Password: "Passw0rd!", UserAttributes: [{ Name: "phone_number", Value: "+12065550123" }] });
  await sent("CustomSMSSender_SignUp", "+12065550123");
  await run(ResendConfirmationCodeCommand, texter);
  const { code } = await sent("CustomSMSSender_ResendCode", "+12065550123");
  await run(ConfirmSignUpCommand, { ...texter, ConfirmationCode: code });
});

await group("a temporary password is HTML-escaped", async () => {
  await run(AdminCreateUserCommand, {
    UserPoolId: pool, Username: "guest", TemporaryPassword: "Temp<0>&rary", DesiredDeliveryMediums: ["EMAIL"],
    UserAttributes: [{ Name: "email", Value: "guest@example.com" }],
  });
  const result = handled.shift() ?? (await new Promise((resolve) => waiting.push(resolve)));
  assert.equal(result.event.triggerSource, "CustomEmailSender_AdminCreateUser");
  assert.equal(result.event.callerContext.clientId, "CLIENT_ID_NOT_APPLICABLE");
  assert.equal(result.code, "Temp&lt;0&gt;&amp;rary");
});

await group("an error of the function does not reach the caller", async () => {
  fails = true;
  const late = { ClientId: client, Username: "late" };
  await run(SignUpCommand, { ...late, Password: "Passw0rd!", UserAttributes: [{ Name: "email", Value: "late@example.com" }] });
  const { code } = await sent("CustomEmailSender_SignUp", "late@example.com");
  await run(ConfirmSignUpCommand, { ...late, ConfirmationCode: code });
});

server.close();
await done();
