// The configuration of `cognitokit app-config --for authjs`, in @auth/core, the library of next-auth 5. next-auth reads the same
// variables, and passes the requests of the app to the same function.
import assert from "node:assert/strict";
import { Auth, setEnvDefaults } from "@auth/core";
import Cognito from "@auth/core/providers/cognito";
import { Browser } from "./browser.mjs";
import { done, environment, group } from "./testing.mjs";

const { appConfig, user } = environment;
const app = "http://localhost:3000/api/auth";

const variables = Object.fromEntries(
  appConfig.split("\n").filter((line) => /^[A-Z_]+=/.test(line)).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
);
const comments = appConfig.split("\n").filter((line) => line.startsWith("#")).map((line) => line.slice(1)).join("\n");
const [, providers] = /NextAuth\(\{ providers: (\[.*\]) \}\)/s.exec(comments);

// config returns the settings of the app, as next-auth creates them for each request.
function config() {
  const settings = { providers: new Function("Cognito", `return ${providers}`)(Cognito), basePath: "/api/auth", trustHost: true, secret: "of the test" };
  setEnvDefaults(variables, settings);
  return settings;
}

const cookies = new Map();
async function call(path, options = {}) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await Auth(new Request(app + path, { ...options, headers: { ...options.headers, cookie } }), config());
  for (const line of response.headers.getSetCookie()) {
    const [pair] = line.split(";");
    cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  }
  return response;
}

await group("sign-in of a user at production URLs", async () => {
  const { csrfToken } = await (await call("/csrf")).json();
  const start = await call("/signin/cognito", {
    method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: new URLSearchParams({ csrfToken }),
  });
  const address = start.headers.get("location");
  assert.match(address, /^https:\/\/orders\.auth\.us-east-1\.amazoncognito\.com\/oauth2\/authorize\?/);
  const callback = await new Browser().signIn(address, user);
  assert.equal(callback.origin + callback.pathname, app + "/callback/cognito");
  const back = await call("/callback/cognito" + callback.search);
  assert.doesNotMatch(back.headers.get("location"), /error/);
  const session = await (await call("/session")).json();
  assert.equal(session.user.email, user.email);
});
await done();
