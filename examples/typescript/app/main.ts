import { ErrorResponse, User, UserManager } from "oidc-client-ts";

/** The settings of a deployment, from Terraform's outputs. */
interface Settings {
  issuer: string;
  client_id: string;
}

const status = document.querySelector("[role=status]")!;
const signIn = document.querySelector<HTMLButtonElement>("#sign-in")!;
const refresh = document.querySelector<HTMLButtonElement>("#refresh")!;

const settings: Settings = await (await fetch("/settings.json")).json();
const users = new UserManager({
  authority: settings.issuer,
  client_id: settings.client_id,
  redirect_uri: `${location.origin}/callback`,
  scope: "openid email",
});

function show(text: string, user: User | null) {
  status.textContent = text;
  signIn.hidden = user !== null;
  refresh.hidden = user === null;
}

/** Sign the user out if Cognito rejects the refresh token. A failure of the network ends no session. */
async function renewalFailed(error: unknown) {
  if (!(error instanceof ErrorResponse)) {
    console.warn("The tokens could not be renewed yet", error);
    return;
  }
  await users.removeUser();
  show("Your session has ended", null);
}

// After a sign-in, and after each renewal. oidc-client-ts renews by itself a minute before the access token expires: with a
// refresh token at the token endpoint. Rotation replaces the refresh token, and oidc-client-ts stores the new one.
users.events.addUserLoaded((user) => show(`Signed in as ${user.profile.email}`, user));
users.events.addSilentRenewError(renewalFailed);

signIn.addEventListener("click", () => users.signinRedirect());
refresh.addEventListener("click", () => users.signinSilent().catch(renewalFailed));

if (location.pathname === "/callback") {
  await users.signinCallback();
  history.replaceState(null, "", "/");
}
const user = await users.getUser();
show(user ? `Signed in as ${user.profile.email}` : "Signed out", user);
