// The Control API of the emulator with the fetch of Node.js, beside @aws-sdk/client-cognito-identity-provider: the clock, the timeline
// of a sign-in, messages, snapshots.
import assert from "node:assert/strict";
import { CognitoIdentityProvider, NotAuthorizedException, UserNotFoundException } from "@aws-sdk/client-cognito-identity-provider";
import { done, environment, group } from "./testing.mjs";

const service = new CognitoIdentityProvider();

// control calls the API, and returns the status and the body of the response.
async function control(method, path, body) {
  const headers = { "X-Cognitotest": "1", ...(body && { "Content-Type": "application/json" }) };
  const response = await fetch(`${environment.endpoint}/_cognitotest/${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, body: text && JSON.parse(text) };
}
async function ok(method, path, body) {
  const response = await control(method, path, body);
  assert.ok(response.status < 300, JSON.stringify(response));
  return response.body;
}

let UserPoolId, ClientId, refreshToken;
const refresh = () => service.getTokensFromRefreshToken({ ClientId, RefreshToken: refreshToken });
const family = async () => (await ok("GET", `token-families?client_id=${ClientId}`)).token_families[0];
const events = async () => (await family()).timeline.map((e) => e.event);

await group("a pool, and a sign-in", async () => {
  ({ UserPool: { Id: UserPoolId } } = await service.createUserPool({ PoolName: "app" }));
  const ExplicitAuthFlows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
  ({ UserPoolClient: { ClientId } } = await service.createUserPoolClient({ UserPoolId, ClientName: "app", ExplicitAuthFlows }));
  await service.adminCreateUser({ UserPoolId, Username: "jo", MessageAction: "SUPPRESS" });
  await service.adminSetUserPassword({ UserPoolId, Username: "jo", Password: "Str0ng!Pass", Permanent: true });
  const AuthParameters = { USERNAME: "jo", PASSWORD: "Str0ng!Pass" };
  const { AuthenticationResult } = await service.initiateAuth({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
  refreshToken = AuthenticationResult.RefreshToken;
  await refresh();
  assert.deepEqual(await events(), ["issued", "refreshed"]);
  const pool = (await ok("GET", "user-pools")).user_pools.find((p) => p.id === UserPoolId);
  assert.equal(pool.clients[0].refresh_token_seconds, 30 * 24 * 3600);
});

await group("after 31 days, the refresh token has expired", async () => {
  await ok("POST", "snapshots", { name: "signed-in" });
  const { ahead_seconds: ahead } = await ok("POST", "clock/advance", { by: "31d" });
  assert.equal(ahead, 31 * 24 * 3600);
  await assert.rejects(refresh(), (e) => e instanceof NotAuthorizedException && e.message === "Refresh Token has expired");
  assert.equal((await family()).state, "expired");
  assert.deepEqual(await events(), ["issued", "refreshed", "expired", "rejected"]);
});

await group("a message has its code", async () => {
  await service.adminCreateUser({ UserPoolId, Username: "bo", UserAttributes: [{ Name: "email", Value: "bo@example.com" }], DesiredDeliveryMediums: ["EMAIL"] });
  const { messages } = await ok("GET", "messages?to=bo@example.com");
  assert.equal(messages.length, 1);
  assert.ok(messages[0].body.includes(messages[0].code));
});

await group("the snapshot is restored", async () => {
  assert.equal((await ok("POST", "snapshots/signed-in/restore")).ahead_seconds, 0);
  await assert.rejects(service.adminGetUser({ UserPoolId, Username: "bo" }), UserNotFoundException);
  await refresh();
  assert.deepEqual(await events(), ["issued", "refreshed", "refreshed"]);
});

await group("a revoked family, and a reset", async () => {
  const { origin_jti: id } = await family();
  assert.equal((await ok("POST", `token-families/${id}/revoke`)).state, "revoked");
  await assert.rejects(refresh(), (e) => e instanceof NotAuthorizedException && e.message === "Refresh Token has been revoked");
  assert.deepEqual(await ok("POST", "reset"), { user_pools: [] });
});

await group("errors say what to do", async () => {
  const rejected = async (method, path, body) => (await control(method, path, body)).body.detail;
  assert.match(await rejected("POST", "clock/advance", { by: "a month" }), /^"a month" is not a duration\. Write days/);
  assert.match(await rejected("PUT", "clock", { now: "2020-01-01T00:00:00Z" }), /only moves forward/);
  const response = await fetch(`${environment.endpoint}/_cognitotest/reset`, { method: "POST" });
  assert.equal(response.status, 403);
  assert.equal((await response.json()).detail, "A POST request requires the header X-Cognitotest: 1.");
});

await done();
