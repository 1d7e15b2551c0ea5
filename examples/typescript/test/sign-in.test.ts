import {
  AdminUserGlobalSignOutCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type Rollup } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Emulator } from "./emulator";

const origin = "https://app.example.com";
const username = "ada@example.com";

let emulator: Emulator;
let browser: Browser;
let files: Map<string, string>; // the built app, by path
let poolId: string;

beforeAll(async () => {
  emulator = await Emulator.start();
  poolId = (await emulator.api.send(new ListUserPoolsCommand({ MaxResults: 1 }))).UserPools![0].Id!;
  const clients = await emulator.api.send(new ListUserPoolClientsCommand({ UserPoolId: poolId, MaxResults: 1 }));
  files = await built();
  const settings = { issuer: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`, client_id: clients.UserPoolClients![0].ClientId };
  files.set("/settings.json", JSON.stringify(settings));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    proxy: { server: emulator.proxy },
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
  });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await emulator?.stop();
});

test("a user signs in, refreshes, and learns that the session has ended", { timeout: 60_000 }, async () => {
  const page = await open();
  await signIn(page);
  const first = await tokens(page);

  await page.getByRole("button", { name: "Refresh" }).click();
  await expect.poll(async () => (await tokens(page)).access_token).not.toBe(first.access_token);
  expect((await tokens(page)).refresh_token).not.toBe(first.refresh_token);

  // An administrator ends all sessions of the user.
  await emulator.api.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: username }));
  await page.getByRole("button", { name: "Refresh" }).click();
  await status(page, "Your session has ended");
});

test.for([
  ["before the access token expires", "59:30"],
  ["after a computer was asleep for two hours", "02:00:00"],
])("the app renews its tokens by itself %s", { timeout: 60_000 }, async ([, later]) => {
  const page = await open();
  await signIn(page);
  const first = await tokens(page);
  await page.clock.fastForward(later);
  await expect.poll(async () => (await tokens(page)).access_token, { timeout: 10_000 }).not.toBe(first.access_token);
  await status(page, `Signed in as ${username}`);
});

/** Sign in at the hosted pages of Cognito, which have a form for wide and one for narrow windows. */
async function signIn(page: Page) {
  await status(page, "Signed out");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("input[name=username]:visible").fill(username);
  await page.locator("input[name=password]:visible").fill("Str0ng!Passw0rd");
  await page.locator("input[name=signInSubmitButton]:visible").click();
  await status(page, `Signed in as ${username}`);
}

/** Build the app with Vite, and return its files. */
async function built() {
  const { output } = (await build({ root: "app", logLevel: "warn", build: { write: false, target: "es2022" } })) as Rollup.RollupOutput;
  return new Map(output.map((file) => [`/${file.fileName}`, file.type === "chunk" ? file.code : String(file.source)]));
}

/** Open the app under its production origin. The browser reaches the emulator through the proxy, and trusts its certificates. */
async function open(): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  await context.route(`${origin}/**`, (route) => {
    const path = new URL(route.request().url()).pathname;
    const types: Record<string, string> = { js: "text/javascript", json: "application/json" };
    const body = files.get(path) ?? files.get("/index.html");
    return route.fulfill({ body, contentType: types[path.split(".").pop()!] ?? "text/html" });
  });
  const page = await context.newPage();
  await page.clock.install(); // a clock of the browser that a test can move
  await page.goto(origin);
  return page;
}

async function status(page: Page, text: string) {
  await page.getByRole("status").filter({ hasText: text }).waitFor();
}

/** The tokens that oidc-client-ts keeps in the session storage. */
function tokens(page: Page): Promise<{ access_token: string; refresh_token: string }> {
  return page.evaluate(() => JSON.parse(sessionStorage.getItem(Object.keys(sessionStorage).find((key) => key.startsWith("oidc.user:"))!)!));
}
