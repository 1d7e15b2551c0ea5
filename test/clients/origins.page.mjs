// The responses that a page of another origin may read, and the requests that it may send. The groups show that the browser
// enforces CORS, on which the other scripts rely.
import assert from "node:assert/strict";
import { done, environment, group } from "./testing.mjs";

const { region, issuer, domain, clients, poolId, endpoint } = environment;
const api = `https://cognito-idp.${region}.amazonaws.com/`;
const authorize = `client_id=${clients.plain.id}&response_type=code&redirect_uri=${encodeURIComponent(clients.plain.redirect)}`;
const blocked = (request) => assert.rejects(request, { name: "TypeError", message: "Failed to fetch" });

const amz = (action) => ({ "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${action}` });
const signature = `AWS4-HMAC-SHA256 Credential=AKIA/20261123/${region}/cognito-idp/aws4_request, SignedHeaders=host, Signature=00`;

await group("every page may read the documents and call unsigned actions", async () => {
  assert.equal((await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()).issuer, issuer);
  assert.equal((await fetch(`${issuer.replace("//cognito-idp", "//issuer-cognito-idp")}/.well-known/jwks.json`)).status, 403);
  assert.equal((await fetch(`${issuer}AbC/.well-known/jwks.json`)).status, 404);
  const response = await fetch(api, { method: "POST", headers: { ...amz("GetUser"), "x-amz-user-agent": "page" }, body: `{"AccessToken":"a.b.c"}` });
  assert.equal(response.status, 400);
  assert.equal(response.headers.get("x-amzn-errormessage"), "Invalid Access Token");
  assert.equal(response.headers.get("x-amzn-errortype"), "NotAuthorizedException:");
  assert.ok(response.headers.get("x-amzn-requestid"));
});

await group("the same is true on the plain HTTP endpoint", async () => {
  assert.equal((await (await fetch(`${endpoint}/${poolId}/.well-known/openid-configuration`)).json()).issuer, issuer);
  const response = await fetch(endpoint, { method: "POST", headers: amz("GetUser"), body: `{"AccessToken":"a.b.c"}` });
  assert.equal(response.headers.get("x-amzn-errormessage"), "Invalid Access Token");
});

await group("every page may call token, revoke and userInfo, with the headers of Amplify", async () => {
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-amz-user-agent": "page", authorization: "Basic YTpi" };
  for (const path of ["token", "revoke"]) {
    const response = await fetch(`${domain}/oauth2/${path}`, { method: "POST", headers, body: "grant_type=refresh_token&refresh_token=x&token=x" });
    assert.equal((await response.json()).error, "invalid_client", path);
  }
  const response = await fetch(`${domain}/oauth2/userInfo`, { headers: { authorization: "Bearer x", "x-amz-user-agent": "page" } });
  assert.equal((await response.json()).error, "invalid_token");
});

await group("no page may read the hosted pages", async () => {
  for (const path of [`/login?${authorize}`, `/oauth2/authorize?${authorize}`, `/authorize?${authorize}`, "/error?error=x", `/logout?client_id=${clients.plain.id}`]) {
    await blocked(fetch(domain + path));
  }
  const opaque = await fetch(`${domain}/login?${authorize}`, { mode: "no-cors" });
  assert.equal(opaque.type, "opaque", "the browser loads the page and hides its text");
  await blocked(fetch(domain + "/oauth2/token", { method: "POST", credentials: "include", body: new URLSearchParams({ grant_type: "x" }) }));
});

await group("no page may call signed actions and STS", async () => {
  const create = JSON.stringify({ PoolName: "by a page" });
  for (const url of [api, endpoint]) {
    await blocked(fetch(url, { method: "POST", headers: { ...amz("CreateUserPool"), authorization: signature }, body: create }));
    await blocked(fetch(url, { method: "POST", headers: amz("CreateUserPool"), body: create }));
  }
  await blocked(fetch(endpoint + "/_cognitotest/messages"));
  await blocked(fetch(`https://sts.${region}.amazonaws.com/`, { method: "POST", headers: { authorization: signature }, body: new URLSearchParams({ Action: "GetCallerIdentity" }) }));
});

await group("requests without a preflight have no effect", async () => {
  const send = (options, url = api) => fetch(url, { method: "POST", mode: "no-cors", ...options });
  const create = JSON.stringify({ PoolName: "by a page" });
  const query = `?X-Amz-Target=AWSCognitoIdentityProviderService.DeleteUserPool&Authorization=${encodeURIComponent(signature)}`;
  for (const options of [
    { body: create },
    { body: new Blob([create], { type: "application/x-amz-json-1.1" }) },
    { body: new Blob([create]) },
    { body: create, headers: { ...amz("CreateUserPool"), authorization: signature } }, // the browser removes the header
    { body: new URLSearchParams({ Action: "CreateUserPool", PoolName: "by a page" }) },
  ]) {
    await send(options);
    await send(options, endpoint);
  }
  await send({ body: JSON.stringify({ UserPoolId: poolId }) }, api + query);
  navigator.sendBeacon(api, create);
});

await done();
