// @aws-sdk/client-cognito-identity-provider, configured only by the environment variables of AWS.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import {
  AdminCreateUserCommand, AdminGetUserCommand, AdminInitiateAuthCommand, AdminSetUserPasswordCommand, CognitoIdentityProvider,
  CreateUserPoolClientCommand, CreateUserPoolCommand, DeleteUserPoolCommand, DescribeUserPoolCommand, GetUserCommand,
  InitiateAuthCommand, InvalidParameterException, ListUserPoolsCommand, NotAuthorizedException, paginateAdminListGroupsForUser,
  paginateListGroups, paginateListUserPoolClients, paginateListUserPools, paginateListUsers, ResourceNotFoundException,
  RespondToAuthChallengeCommand, RevokeTokenCommand, UpdateUserPoolClientCommand, UsernameExistsException, UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { claims, done, environment, fields, group } from "./testing.mjs";

const service = new CognitoIdentityProvider();
const run = (Command, input) => service.send(new Command(input));
const isRejected = (promise, Exception, message) =>
  assert.rejects(promise, (e) => {
    assert.ok(e instanceof Exception, e);
    assert.equal(e.name, Exception.name);
    assert.equal(e.message, message);
    assert.equal(e.$fault, "client");
    assert.equal(e.$metadata.httpStatusCode, 400);
    assert.ok(e.$metadata.requestId);
    return true;
  });
const all = async (pages, member) => {
  const found = [];
  let count = 0;
  for await (const page of pages) count++, found.push(...page[member]);
  return { found, count };
};

let pool;
await group("a pool is created, read and listed", async () => {
  const { UserPool } = await run(CreateUserPoolCommand, { PoolName: "sdk", Policies: { PasswordPolicy: { MinimumLength: 10 } } });
  pool = UserPool.Id;
  assert.match(pool, /^us-east-1_[0-9A-Za-z]{9}$/);
  assert.ok(UserPool.CreationDate instanceof Date);
  assert.ok(Math.abs(UserPool.CreationDate - new Date()) < 60000);
  assert.equal(UserPool.Arn, `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${pool}`);
  const described = (await run(DescribeUserPoolCommand, { UserPoolId: pool })).UserPool;
  assert.equal(described.Policies.PasswordPolicy.MinimumLength, 10);
  assert.equal(described.MfaConfiguration, "OFF");
  const { UserPools } = await run(ListUserPoolsCommand, { MaxResults: 60 });
  assert.deepEqual(UserPools.map((p) => p.Name).sort(), ["clients", "sdk"]);
});

let app;
await group("a client with a secret", async () => {
  const { UserPoolClient } = await run(CreateUserPoolClientCommand, {
    UserPoolId: pool, ClientName: "app", GenerateSecret: true,
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  });
  app = UserPoolClient;
  assert.ok(app.ClientSecret.length > 40);
  assert.equal(app.RefreshTokenValidity, 30);
  assert.equal(app.EnableTokenRevocation, true);
});

const hash = (name) => createHmac("sha256", app.ClientSecret).update(name + app.ClientId).digest("base64");
const initiate = (parameters) => run(InitiateAuthCommand, { ClientId: app.ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: parameters });

await group("users in pages", async () => {
  for (let i = 0; i < 7; i++) {
    await run(AdminCreateUserCommand, { UserPoolId: pool, Username: `user-${i}`, MessageAction: "SUPPRESS", TemporaryPassword: "Temp0rary!" });
  }
  const users = await all(paginateListUsers({ client: service, pageSize: 3 }, { UserPoolId: pool }), "Users");
  assert.equal(users.count, 3);
  assert.deepEqual(users.found.map((u) => u.Username).sort(), [...Array(7).keys()].map((i) => `user-${i}`));
  assert.equal(users.found[0].UserStatus, "FORCE_CHANGE_PASSWORD");
});

await group("pools, clients and groups in pages", async () => {
  const pools = await all(paginateListUserPools({ client: service, pageSize: 1 }, {}), "UserPools");
  assert.deepEqual(pools.found.map((p) => p.Name).sort(), ["clients", "sdk"]);
  for (let i = 0; i < 3; i++) {
    await service.createUserPoolClient({ UserPoolId: pool, ClientName: `more-${i}` });
    await service.createGroup({ UserPoolId: pool, GroupName: `group-${i}` });
    await service.adminAddUserToGroup({ UserPoolId: pool, GroupName: `group-${i}`, Username: "user-0" });
  }
  const apps = await all(paginateListUserPoolClients({ client: service, pageSize: 2 }, { UserPoolId: pool }), "UserPoolClients");
  assert.deepEqual([apps.count, apps.found.length], [2, 4]);
  const groups = await all(paginateListGroups({ client: service, pageSize: 2 }, { UserPoolId: pool }), "Groups");
  assert.deepEqual([groups.count, groups.found.length], [2, 3]);
  const own = await all(paginateAdminListGroupsForUser({ client: service, pageSize: 1 }, { UserPoolId: pool, Username: "user-0" }), "Groups");
  assert.deepEqual(own.found.map((g) => g.GroupName).sort(), ["group-0", "group-1", "group-2"]);
});

let tokens;
await group("sign-in with a temporary password", async () => {
  const first = await initiate({ USERNAME: "user-0", PASSWORD: "Temp0rary!", SECRET_HASH: hash("user-0") });
  assert.equal(first.ChallengeName, "NEW_PASSWORD_REQUIRED");
  assert.equal(first.ChallengeParameters.USER_ID_FOR_SRP, "user-0");
  const second = await run(RespondToAuthChallengeCommand, {
    ClientId: app.ClientId, ChallengeName: first.ChallengeName, Session: first.Session,
    ChallengeResponses: { USERNAME: "user-0", NEW_PASSWORD: "Permanent1!", SECRET_HASH: hash("user-0") },
  });
  tokens = second.AuthenticationResult;
  fields(tokens, "AccessToken", "ExpiresIn", "IdToken", "RefreshToken", "TokenType");
  assert.equal(tokens.TokenType, "Bearer");
  assert.deepEqual(claims(tokens.IdToken)["cognito:groups"].sort(), ["group-0", "group-1", "group-2"]);
  assert.equal((await run(GetUserCommand, { AccessToken: tokens.AccessToken })).Username, "user-0");
  await run(AdminSetUserPasswordCommand, { UserPoolId: pool, Username: "user-1", Password: "Permanent1!", Permanent: true });
  const admin = await run(AdminInitiateAuthCommand, {
    UserPoolId: pool, ClientId: app.ClientId, AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: "user-1", PASSWORD: "Permanent1!", SECRET_HASH: hash("user-1") },
  });
  assert.equal(claims(admin.AuthenticationResult.AccessToken).username, "user-1");
});

const refresh = (token) => run(InitiateAuthCommand, {
  ClientId: app.ClientId, AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: token, SECRET_HASH: hash("user-0") },
});

await group("refresh, revocation, and rotation with GetTokensFromRefreshToken", async () => {
  fields((await refresh(tokens.RefreshToken)).AuthenticationResult, "AccessToken", "ExpiresIn", "IdToken", "TokenType");
  await run(RevokeTokenCommand, { ClientId: app.ClientId, ClientSecret: app.ClientSecret, Token: tokens.RefreshToken });
  await isRejected(refresh(tokens.RefreshToken), NotAuthorizedException, "Refresh Token has been revoked");
  await isRejected(run(GetUserCommand, { AccessToken: tokens.AccessToken }), NotAuthorizedException, "Access Token has been revoked");
  await run(UpdateUserPoolClientCommand, {
    UserPoolId: pool, ClientId: app.ClientId, ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 0 },
  });
  const { AuthenticationResult: first } = await initiate({ USERNAME: "user-1", PASSWORD: "Permanent1!", SECRET_HASH: hash("user-1") });
  const rotate = (token) => service.getTokensFromRefreshToken({ ClientId: app.ClientId, ClientSecret: app.ClientSecret, RefreshToken: token });
  const { AuthenticationResult: second } = await rotate(first.RefreshToken);
  assert.notEqual(second.RefreshToken, first.RefreshToken);
  await assert.rejects(rotate(first.RefreshToken), { name: "RefreshTokenReuseException" });
});

await group("errors are exceptions of their types", async () => {
  const missing = "us-east-1_AbCdEfGhI";
  await isRejected(run(DescribeUserPoolCommand, { UserPoolId: missing }), ResourceNotFoundException, `User pool ${missing} does not exist.`);
  await isRejected(run(AdminGetUserCommand, { UserPoolId: pool, Username: "nobody" }), UserNotFoundException, "User does not exist.");
  await isRejected(run(AdminCreateUserCommand, { UserPoolId: pool, Username: "user-0" }), UsernameExistsException, "User account already exists");
  await isRejected(initiate({ USERNAME: "user-1", PASSWORD: "Wr0ng!Password", SECRET_HASH: hash("user-1") }), NotAuthorizedException, "Incorrect username or password.");
  await isRejected(initiate({ USERNAME: "user-1", PASSWORD: "Permanent1!" }), NotAuthorizedException, `Client ${app.ClientId} is configured with secret but SECRET_HASH was not received`);
  await isRejected(
    run(CreateUserPoolCommand, { PoolName: "a/b" }), InvalidParameterException,
    "1 validation error detected: Value 'a/b' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+",
  );
});

await group("a pool is deleted", async () => {
  await run(DeleteUserPoolCommand, { UserPoolId: pool });
  await isRejected(run(DescribeUserPoolCommand, { UserPoolId: pool }), ResourceNotFoundException, `User pool ${pool} does not exist.`);
  assert.equal((await run(DescribeUserPoolCommand, { UserPoolId: environment.poolId })).UserPool.Name, "clients");
});

await done();
