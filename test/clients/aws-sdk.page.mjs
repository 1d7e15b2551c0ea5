// The AWS SDK for JavaScript in the page of an app without an access key: the actions that require no signature, and how the
// browser blocks an action that requires one.
import assert from "node:assert/strict";
import {
  CodeMismatchException, CognitoIdentityProvider, InvalidParameterException, NotAuthorizedException, ResourceNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { claims, codeSentTo, done, environment, fields, group } from "./testing.mjs";

const { region, poolId, clients, user } = environment;
const service = new CognitoIdentityProvider({ region });
const ClientId = clients.api.id;

const signIn = (username, password) => service.initiateAuth({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: username, PASSWORD: password } });
const isRejected = (promise, Exception, message) =>
  assert.rejects(promise, (e) => {
    assert.ok(e instanceof Exception, e);
    assert.equal(e.message, message);
    assert.equal(e.$metadata.httpStatusCode, 400);
    assert.ok(e.$metadata.requestId, "pages may read the header with the request ID");
    return true;
  });

await group("a user signs up and confirms", async () => {
  const signedUp = await service.signUp({ ClientId, Username: "ada", Password: "Str0ng!Pass", UserAttributes: [{ Name: "email", Value: "ada@example.com" }] });
  assert.equal(signedUp.UserConfirmed, false);
  assert.ok(signedUp.$metadata.requestId);
  const code = await codeSentTo("ada@example.com");
  const confirm = (ConfirmationCode) => service.confirmSignUp({ ClientId, Username: "ada", ConfirmationCode });
  await isRejected(confirm(code === "111111" ? "222222" : "111111"), CodeMismatchException, "Invalid verification code provided, please try again.");
  await confirm(code);
});

let tokens;
await group("sign-in, refresh and the user's own account", async () => {
  tokens = (await signIn("ada", "Str0ng!Pass")).AuthenticationResult;
  fields(tokens, "AccessToken", "ExpiresIn", "IdToken", "RefreshToken", "TokenType");
  assert.equal((await service.getUser({ AccessToken: tokens.AccessToken })).Username, "ada");
  const again = await service.initiateAuth({ ClientId, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: tokens.RefreshToken } });
  assert.equal(claims(again.AuthenticationResult.AccessToken).username, "ada");
  await service.globalSignOut({ AccessToken: tokens.AccessToken });
});

await group("errors are exceptions of their types", async () => {
  await isRejected(signIn(user.username, "Wr0ng!Pass"), NotAuthorizedException, "Incorrect username or password.");
  await isRejected(service.getUser({ AccessToken: tokens.AccessToken }), NotAuthorizedException, "Access Token has been revoked");
  await isRejected(service.forgotPassword({ ClientId: "none", Username: "ada" }), ResourceNotFoundException, "User pool client none does not exist.");
  await isRejected(service.initiateAuth({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: "ada" } }), InvalidParameterException, "Missing required parameter PASSWORD");
});

await group("the browser blocks signed actions if the emulator has no access keys", async () => {
  const signing = new CognitoIdentityProvider({ region, credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" } });
  await assert.rejects(signing.createUserPool({ PoolName: "by a page" }), TypeError);
  await assert.rejects(signing.describeUserPool({ UserPoolId: poolId }), TypeError);
});

await done();
