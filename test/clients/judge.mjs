// What every script has, on Node.js and in a browser: what its Go test tells it, and a way to say what it found. A line that
// begins with "ok " or "not ok " is a result; "done" is the last. #channel leads to the test: standard input and output, or
// the server of the page.
import assert from "node:assert/strict";
import { ask, environment as told, exit, say } from "#channel";

export { inBrowser } from "#channel";

// environment names the pool, its domain, its clients and its users.
export const environment = told;

// codeSentTo is the code in the newest message to an address.
export const codeSentTo = (address) => ask("code", address);

// advance moves the clock of the service, and with it the client's: of this process, or of this page.
let ahead = 0;
const RealDate = Date;
globalThis.Date = class Date extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [RealDate.now() + ahead] : args));
  }
  static now() {
    return RealDate.now() + ahead;
  }
};
export async function advance(seconds) {
  await ask("advance", seconds);
  ahead += seconds * 1000;
}

// group runs assertions that belong together. What follows relies on them, so the first failure ends the script.
export async function group(name, check) {
  try {
    await check();
  } catch (error) {
    await say(`not ok ${name}: ${JSON.stringify(error?.stack ?? String(error))}`);
    await exit(1);
  }
  await say(`ok ${name}`);
}

// fields asserts which fields a JSON object has.
export const fields = (object, ...want) => assert.deepEqual(Object.keys(object).sort(), want.sort());

// claims reads a token without trust in it.
export function claims(token) {
  const text = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0))));
}

// done ends the script, whatever timers a client still has.
export async function done() {
  await say("done");
  await exit(0);
}
