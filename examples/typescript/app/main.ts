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

signIn.addEventListener("click", () => users.signinRedirect());

// With a refresh token, signinSilent calls the token endpoint. Rotation replaces the refresh token, and oidc-client-ts stores the new one.
refresh.addEventListener("click", async () => {
  try {
    const user = await users.signinSilent();
    show(`Refreshed for ${user?.profile.email}`, user);
  } catch (error) {
    if (!(error instanceof ErrorResponse)) throw error;
    await users.removeUser();
    show("Your session has ended", null);
  }
});

if (location.pathname === "/callback") {
  await users.signinCallback();
  history.replaceState(null, "", "/");
}
const user = await users.getUser();
show(user ? `Signed in as ${user.profile.email}` : "Signed out", user);
