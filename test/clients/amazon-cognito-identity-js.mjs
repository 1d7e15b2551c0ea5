// amazon-cognito-identity-js, the library of AWS for a sign-in with SRP in the browser: the client never sends the password.
import assert from "node:assert/strict";
import { AuthenticationDetails, CognitoRefreshToken, CognitoUser, CognitoUserAttribute, CognitoUserPool } from "amazon-cognito-identity-js";
import { claims, codeSentTo, done, environment, group } from "./testing.mjs";
import { totp } from "./totp.mjs";

const { poolId, issuer, clients, user, newcomer } = environment;
const pool = new CognitoUserPool({ UserPoolId: poolId, ClientId: clients.api.id });
const userOf = (name = user.username) => new CognitoUser({ Username: name, Pool: pool });

// call returns a promise for a method with a Node.js callback.
const call = (object, method, ...args) =>
  new Promise((resolve, reject) => object[method](...args, (error, result) => (error ? reject(error) : resolve(result))));

// flow returns a promise for a method with an object of callbacks. The promise resolves to { name, details } of the first
// callback, or rejects if onFailure is called. The methods require that "this" is the object of callbacks.
const flow = (object, method, ...args) =>
  new Promise((resolve, reject) => {
    const callbacks = { onFailure: reject };
    for (const name of ["onSuccess", "newPasswordRequired", "totpRequired", "mfaRequired", "mfaSetup", "associateSecretCode", "inputVerificationCode"]) {
      callbacks[name] = (...details) => resolve({ name, details });
    }
    object[method](...args, callbacks);
  });

const signIn = (of, name, password) => flow(of, "authenticateUser", new AuthenticationDetails({ Username: name, Password: password }));
const isRejected = (promise, code, message) =>
  assert.rejects(promise, (e) => {
    assert.deepEqual([e.code, e.message], [code, message]);
    return true;
  });

const jo = userOf();
let session;
await group("sign-in with SRP", async () => {
  const { name, details } = await signIn(jo, user.username, user.password);
  assert.equal(name, "onSuccess");
  [session] = details;
  assert.equal(session.isValid(), true);
  const access = session.getAccessToken().decodePayload();
  assert.equal(access.iss, issuer);
  assert.equal(access.client_id, clients.api.id);
  assert.equal(access.scope, "aws.cognito.signin.user.admin");
  assert.equal(session.getIdToken().decodePayload().email, user.email);
  assert.equal((await call(jo, "getSession")).getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
});

await group("a wrong password and an unknown user return the same error", async () => {
  await isRejected(signIn(userOf(), user.username, "Wr0ng!Pass"), "NotAuthorizedException", "Incorrect username or password.");
  await isRejected(signIn(userOf("nobody"), "nobody", user.password), "NotAuthorizedException", "Incorrect username or password.");
});

await group("a refresh keeps the refresh token", async () => {
  const before = session.getRefreshToken().getToken();
  const again = await call(jo, "refreshSession", new CognitoRefreshToken({ RefreshToken: before }));
  assert.equal(again.getRefreshToken().getToken(), before);
  assert.notEqual(again.getAccessToken().getJwtToken(), session.getAccessToken().getJwtToken());
  assert.equal(claims(again.getAccessToken().getJwtToken()).origin_jti, claims(session.getAccessToken().getJwtToken()).origin_jti);
  await isRejected(call(jo, "refreshSession", new CognitoRefreshToken({ RefreshToken: "not-a-token" })), "NotAuthorizedException", "Invalid Refresh Token.");
});

await group("a user reads their own attributes", async () => {
  const attributes = Object.fromEntries((await call(jo, "getUserAttributes")).map((a) => [a.getName(), a.getValue()]));
  assert.equal(attributes.email, user.email);
  assert.equal(attributes.email_verified, "true");
  assert.equal(attributes.sub, session.getIdToken().payload.sub);
});

await group("a temporary password requires a new one", async () => {
  const of = userOf(newcomer.username);
  const { name, details } = await signIn(of, newcomer.username, newcomer.password);
  assert.equal(name, "newPasswordRequired");
  assert.equal(details[0].email, newcomer.email);
  assert.deepEqual(details[1], []);
  await assert.rejects(flow(of, "completeNewPasswordChallenge", "short", {}), { code: "InvalidPasswordException" });
  const again = userOf(newcomer.username);
  await signIn(again, newcomer.username, newcomer.password);
  assert.equal((await flow(again, "completeNewPasswordChallenge", "An0ther!Pass", {})).name, "onSuccess");
  await isRejected(signIn(userOf(newcomer.username), newcomer.username, newcomer.password), "NotAuthorizedException", "Incorrect username or password.");
});

await group("a software token is set up and required at the next sign-in", async () => {
  const of = userOf(newcomer.username);
  assert.equal((await signIn(of, newcomer.username, "An0ther!Pass")).name, "onSuccess");
  const { name, details: [secret] } = await flow(of, "associateSoftwareToken");
  assert.equal(name, "associateSecretCode");
  await assert.rejects(flow(of, "verifySoftwareToken", "000000", "phone"), { code: "EnableSoftwareTokenMFAException" });
  assert.equal((await flow(of, "verifySoftwareToken", await totp(secret), "phone")).name, "onSuccess");
  assert.equal(await call(of, "setUserMfaPreference", null, { PreferredMfa: true, Enabled: true }), "SUCCESS");

  const next = userOf(newcomer.username);
  const asked = await signIn(next, newcomer.username, "An0ther!Pass");
  assert.equal(asked.name, "totpRequired");
  assert.equal(asked.details[0], "SOFTWARE_TOKEN_MFA");
  const answer = (of, code) =>
    new Promise((resolve, reject) => of.sendMFACode(code, { onSuccess: resolve, onFailure: reject }, "SOFTWARE_TOKEN_MFA"));
  await assert.rejects(answer(next, "000000"), { code: "CodeMismatchException" });
  const third = userOf(newcomer.username);
  await signIn(third, newcomer.username, "An0ther!Pass");
  assert.equal((await answer(third, await totp(secret, 1))).isValid(), true); // a code is valid once; the code of the next time step is already valid
});

await group("a user signs up and confirms with the sent code", async () => {
  const attributes = [new CognitoUserAttribute({ Name: "email", Value: "ada@example.com" })];
  const { user: ada, userConfirmed, codeDeliveryDetails } = await call(pool, "signUp", "ada", "Str0ng!Pass", attributes, null);
  assert.equal(userConfirmed, false);
  assert.deepEqual(codeDeliveryDetails, { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "a***@e***" });
  await assert.rejects(call(pool, "signUp", "ada", "Str0ng!Pass", attributes, null), { code: "UsernameExistsException" });
  await assert.rejects(call(pool, "signUp", "bob", "weak", attributes, null), { code: "InvalidPasswordException" });
  await isRejected(signIn(userOf("ada"), "ada", "Str0ng!Pass"), "UserNotConfirmedException", "User is not confirmed.");
  const first = await codeSentTo("ada@example.com");
  await call(ada, "resendConfirmationCode");
  const second = await codeSentTo("ada@example.com");
  const wrong = ["111111", "222222", "333333"].find((code) => code !== first && code !== second);
  await assert.rejects(call(ada, "confirmRegistration", wrong, true), { code: "CodeMismatchException" });
  assert.equal(await call(ada, "confirmRegistration", second, true), "SUCCESS");
  assert.equal((await signIn(ada, "ada", "Str0ng!Pass")).name, "onSuccess");
  const now = Object.fromEntries((await call(ada, "getUserAttributes")).map((a) => [a.getName(), a.getValue()]));
  assert.equal(now.email_verified, "true");
});

await group("a password is changed, forgotten and reset", async () => {
  const ada = userOf("ada");
  await signIn(ada, "ada", "Str0ng!Pass");
  await isRejected(call(ada, "changePassword", "Wr0ng!Pass", "An0ther!Pass"), "NotAuthorizedException", "Incorrect username or password.");
  assert.equal(await call(ada, "changePassword", "Str0ng!Pass", "An0ther!Pass"), "SUCCESS");
  const { name, details } = await flow(ada, "forgotPassword");
  assert.equal(name, "inputVerificationCode");
  assert.equal(details[0].CodeDeliveryDetails.Destination, "a***@e***");
  const reset = (code, password) => new Promise((resolve, reject) => ada.confirmPassword(code, password, { onSuccess: resolve, onFailure: reject }));
  const code = await codeSentTo("ada@example.com");
  await assert.rejects(reset(code === "111111" ? "222222" : "111111", "Third!Pass1"), { code: "CodeMismatchException" });
  assert.equal(await reset(code, "Third!Pass1"), "SUCCESS");
  await assert.rejects(reset(code, "Fourth!Pass1"), { code: "ExpiredCodeException" });
  await isRejected(signIn(userOf("ada"), "ada", "An0ther!Pass"), "NotAuthorizedException", "Incorrect username or password.");
  assert.equal((await signIn(userOf("ada"), "ada", "Third!Pass1")).name, "onSuccess");
});

await group("a global sign-out revokes the access token", async () => {
  assert.equal((await flow(jo, "globalSignOut")).name, "onSuccess");
  const signedOut = userOf();
  signedOut.setSignInUserSession(session);
  await isRejected(call(signedOut, "getUserAttributes"), "NotAuthorizedException", "Access Token has been revoked");
});

await done();
