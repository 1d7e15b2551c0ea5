// The SDK of the Model Context Protocol in the page of an app, which registers itself from its own origin. The browser sends
// the preflight requests. The window navigates to the hosted pages and back, which loads the script again.
import assert from "node:assert/strict";
import { auth } from "@modelcontextprotocol/sdk/client/auth.js";
import { claims, done, environment, group } from "./testing.mjs";

const { issuer, scope } = environment;
const redirectUrl = `${location.origin}/callback`;

// The app serves the metadata of its MCP server from memory.
const server = "https://orders.example";
const fetchFn = async (address, options) => {
  const url = new URL(address);
  if (url.origin !== server) return fetch(url, options);
  if (url.pathname !== "/.well-known/oauth-protected-resource") return new Response(null, { status: 404 });
  return Response.json({ resource: server, authorization_servers: [issuer], scopes_supported: ["openid", scope] });
};

const stored = (name) => JSON.parse(sessionStorage.getItem(name) ?? "null") ?? undefined;
const store = (name) => (value) => sessionStorage.setItem(name, JSON.stringify(value));
const app = {
  redirectUrl,
  clientMetadata: { client_name: "page", redirect_uris: [redirectUrl], token_endpoint_auth_method: "none" },
  clientInformation: () => stored("client"),
  saveClientInformation: store("client"),
  tokens: () => stored("tokens"),
  saveTokens: store("tokens"),
  redirectToAuthorization: store("url"),
  saveCodeVerifier: store("verifier"),
  codeVerifier: () => stored("verifier"),
};

const authorizationCode = new URL(location.href).searchParams.get("code");
if (!authorizationCode) {
  await group("the page registers itself", async () => {
    assert.equal(await auth(app, { serverUrl: server, fetchFn }), "REDIRECT");
    assert.equal(stored("client").client_secret, undefined);
    assert.deepEqual(stored("client").redirect_uris, [redirectUrl]);
  });
  await group("the page can read why a registration is rejected", async () => {
    const clientMetadata = { ...app.clientMetadata, redirect_uris: ["http://agent.example/callback"] };
    await assert.rejects(auth({ ...app, clientMetadata, clientInformation: () => undefined }, { serverUrl: server, fetchFn }), /redirect_uris\[0\] must be an absolute URL/);
  });
  location.assign(stored("url"));
} else {
  await group("a user signs in to the registered client", async () => {
    assert.equal(await auth(app, { serverUrl: server, authorizationCode, fetchFn }), "AUTHORIZED");
    const access = claims(stored("tokens").access_token);
    assert.equal(access.client_id, stored("client").client_id);
    assert.equal(access.scope, `openid ${scope}`);
  });
  await group("the page refreshes", async () => {
    const first = stored("tokens");
    assert.equal(await auth(app, { serverUrl: server, fetchFn }), "AUTHORIZED");
    assert.notEqual(stored("tokens").access_token, first.access_token);
  });
  await done();
}
