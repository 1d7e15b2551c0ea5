// The SDK of the Model Context Protocol: a client of an MCP server finds the pool in the metadata of the server, registers
// itself, signs a user in and refreshes. The MCP server exists only as its metadata.
import assert from "node:assert/strict";
import { auth } from "@modelcontextprotocol/sdk/client/auth.js";
import { Browser } from "./browser.mjs";
import { claims, done, environment, group } from "./testing.mjs";

const { issuer, user, scope } = environment;
const server = "https://orders.example";

// withServer is fetch with the metadata of the MCP server (RFC 9728). Its other addresses do not exist.
const withServer = (metadata) => async (address, options) => {
  const url = new URL(address);
  if (url.origin !== server) return fetch(url, options);
  if (url.pathname !== "/.well-known/oauth-protected-resource") return new Response(null, { status: 404 });
  return Response.json(metadata);
};
const fetchFn = withServer({ resource: server, authorization_servers: [issuer], scopes_supported: ["openid", scope] });

// agent returns the provider of an app that keeps everything in memory.
function agent(metadata) {
  const kept = {};
  return {
    kept,
    redirectUrl: "http://localhost:3118/callback",
    clientMetadata: {
      client_name: "agent", redirect_uris: ["http://localhost:3118/callback"], grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"], ...metadata,
    },
    clientInformation: () => kept.client,
    saveClientInformation: (client) => void (kept.client = client),
    tokens: () => kept.tokens,
    saveTokens: (tokens) => void (kept.tokens = tokens),
    redirectToAuthorization: (url) => void (kept.url = url),
    saveCodeVerifier: (verifier) => void (kept.verifier = verifier),
    codeVerifier: () => kept.verifier,
  };
}

for (const method of ["none", "client_secret_basic", "client_secret_post"]) {
  const app = agent({ token_endpoint_auth_method: method });
  await group(`${method}: the client registers itself`, async () => {
    assert.equal(await auth(app, { serverUrl: server, fetchFn }), "REDIRECT");
    assert.equal("client_secret" in app.kept.client, method !== "none");
    assert.equal(app.kept.client.token_endpoint_auth_method, method);
    assert.equal(app.kept.client.scope, `openid ${scope}`);
    assert.equal(app.kept.url.searchParams.get("client_id"), app.kept.client.client_id);
    assert.equal(app.kept.url.searchParams.get("resource"), server);
  });
  await group(`${method}: a user signs in`, async () => {
    const authorizationCode = (await new Browser().signIn(app.kept.url, user)).searchParams.get("code");
    assert.equal(await auth(app, { serverUrl: server, authorizationCode, fetchFn }), "AUTHORIZED");
    const access = claims(app.kept.tokens.access_token);
    assert.equal(access.client_id, app.kept.client.client_id);
    assert.equal(access.aud, server);
    assert.equal(access.scope, `openid ${scope}`);
  });
  await group(`${method}: the client refreshes`, async () => {
    const first = app.kept.tokens;
    assert.equal(await auth(app, { serverUrl: server, fetchFn }), "AUTHORIZED");
    assert.notEqual(app.kept.tokens.access_token, first.access_token);
    assert.equal(app.kept.tokens.refresh_token, first.refresh_token); // the SDK keeps the token that the response lacks
    assert.equal(claims(app.kept.tokens.access_token).sub, claims(first.access_token).sub);
  });
}

await group("a rejected registration names what is wrong", async () => {
  const invalid = (metadata, pattern) => assert.rejects(auth(agent(metadata), { serverUrl: server, fetchFn }), pattern);
  await invalid({ client_name: "agent (orders)" }, /client_name is too long, or has another character/);
  await invalid({ redirect_uris: ["http://agent.example/callback"] }, /redirect_uris\[0\] must be an absolute URL/);
  const greedy = withServer({ resource: server, authorization_servers: [issuer], scopes_supported: ["openid", "aws.cognito.signin.user.admin"] });
  await assert.rejects(auth(agent({}), { serverUrl: server, fetchFn: greedy }), /cannot request the scope aws.cognito.signin.user.admin/);
});

await done();
