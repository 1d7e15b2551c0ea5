// The configuration of `cognitokit app-config --for amplify`, on Node.js: the sign-in by the API.
import assert from "node:assert/strict";
import { Amplify } from "aws-amplify";
import { fetchAuthSession, signIn, signOut } from "aws-amplify/auth";
import { done, environment, group } from "./testing.mjs";

const { appConfig, clients, issuer, poolId, user } = environment;

await group("the configuration is one call", async () => {
  const lines = appConfig.split("\n").filter((line) => !line.startsWith("//"));
  assert.equal(lines[0], 'import { Amplify } from "aws-amplify";');
  new Function("Amplify", lines.slice(1).join("\n"))(Amplify);
  const { Cognito } = Amplify.getConfig().Auth;
  assert.equal(Cognito.userPoolId, poolId);
  assert.equal(Cognito.userPoolClientId, clients.plain.id);
  assert.deepEqual(Cognito.loginWith.oauth, {
    domain: "orders.auth.us-east-1.amazoncognito.com",
    scopes: ["openid", "email"],
    redirectSignIn: [clients.plain.redirect],
    redirectSignOut: [clients.plain.logout],
    responseType: "code",
  });
});
await group("sign-in with SRP, session and refresh at the plain endpoint", async () => {
  const { nextStep } = await signIn({ username: user.username, password: user.password });
  assert.equal(nextStep.signInStep, "DONE");
  const { tokens } = await fetchAuthSession();
  assert.equal(tokens.idToken.payload.email, user.email);
  assert.equal(tokens.idToken.payload.iss, issuer);
  const refreshed = await fetchAuthSession({ forceRefresh: true });
  assert.notEqual(refreshed.tokens.accessToken.toString(), tokens.accessToken.toString());
  await signOut();
  assert.equal((await fetchAuthSession()).tokens, undefined);
});
await done();
