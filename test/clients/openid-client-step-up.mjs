// openid-client in a server-side app that steps a user up: it requests a level with acr_values and max_age, and reads acr and amr.
import assert from "node:assert/strict";
import * as client from "openid-client";
import { Browser } from "./browser.mjs";
import { advance, claims, done, environment, group } from "./testing.mjs";
import { totp } from "./totp.mjs";

const { issuer, clients, user } = environment;
const web = await client.discovery(new URL(issuer), clients.web.id, clients.web.secret);
client.enableNonRepudiationChecks(web);
const browser = new Browser();
const [level1, level3, level4] = [1, 3, 4].map((n) => `urn:cognito:loa:${n}`);

const username = () => ({ username: user.username });
const password = () => ({ password: user.password });
// A code is valid once, so each one is from another time step.
const code = async () => {
  await advance(30);
  return { code: await totp(user.totp) };
};

// signIn runs the code grant with further parameters. answers are the values for the pages that the user must see.
async function signIn(parameters, ...answers) {
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
  const target = client.buildAuthorizationUrl(web, {
    redirect_uri: clients.web.redirect, scope: "openid email", state, nonce, ...parameters,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
  });
  let page = await browser.open(target);
  for (const values of answers) {
    assert.ok(!page.callback, `the callback ${page.callback} comes before the page for ${values.name}`);
    page = await browser.submit(page, await values());
  }
  assert.ok(page.callback, `${page.url} is another page`);
  const maxAge = parameters.max_age === undefined ? undefined : Number(parameters.max_age);
  return client.authorizationCodeGrant(web, page.callback, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true, maxAge });
}

// hasLevel asserts acr and amr in the verified ID token and in the access token.
function hasLevel(tokens, acr, amr) {
  for (const { acr: level, amr: methods } of [tokens.claims(), claims(tokens.access_token)]) assert.deepEqual([level, methods], [acr, amr]);
}

let first, second;
await group("an ordinary sign-in with a password has level 1", async () => {
  first = await signIn({}, username, password);
  hasLevel(first, level1, ["pwd"]);
});

await group("acr_values asks a signed-in user only for the code", async () => {
  second = await signIn({ acr_values: `${level4} ${level3}`, max_age: "3600" }, code);
  hasLevel(second, level4, ["pwd", "otp", "mfa"]);
  assert.ok(second.claims().auth_time > first.claims().auth_time);
});

await group("a session with the level needs no page", async () => {
  hasLevel(await signIn({ acr_values: level4 }), level4, ["pwd", "otp", "mfa"]);
  hasLevel(await signIn({ acr_values: level1 }), level4, ["pwd", "otp", "mfa"]);
  hasLevel(await signIn({ acr_values: "urn:example:unknown" }), level4, ["pwd", "otp", "mfa"]);
});

await group("a refresh keeps the level of its sign-in", async () => {
  await advance(1800);
  for (const [tokens, acr, amr] of [[first, level1, ["pwd"]], [second, level4, ["pwd", "otp", "mfa"]]]) {
    const refreshed = await client.refreshTokenGrant(web, tokens.refresh_token);
    hasLevel(refreshed, acr, amr);
    assert.equal(refreshed.claims().auth_time, tokens.claims().auth_time);
  }
});

await group("a session older than max_age requires the whole sign-in", async () => {
  const third = await signIn({ acr_values: level4, max_age: "60" }, username, password, code);
  hasLevel(third, level4, ["pwd", "otp", "mfa"]);
  assert.ok(third.claims().auth_time > second.claims().auth_time);
});

await group("a level that the user cannot reach is an error", async () => {
  await browser.open(client.buildEndSessionUrl(web, { logout_uri: clients.web.logout }));
  await assert.rejects(signIn({ acr_values: level3 }, username, password), (e) => {
    assert.ok(e instanceof client.AuthorizationResponseError, e);
    assert.deepEqual([e.error, e.error_description], ["invalid_request", "The user has no authentication factors for any of the requested ACR values."]);
    return true;
  });
});

await done();
