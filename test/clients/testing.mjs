// The functions that all scripts share, on Node.js and in a browser. They read the environment from the Go test and report
// results to it. A line that begins with "ok " or "not ok " is a result, and "done" is the last line. #channel connects the
// script with the test: through standard input and output, or through the server of the page.
import assert from "node:assert/strict";
import { ask, environment as received, exit, say } from "#channel";

export { inBrowser } from "#channel";

// environment contains the pool, its domain, its clients and its users.
export const environment = received;

// codeSentTo returns the code in the latest message to an address.
export const codeSentTo = (address) => ask("code", address);

// advance moves the clock of the service and the clock of this process or page.
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

// group runs assertions. Later groups depend on earlier ones, so the first failure ends the script.
export async function group(name, check) {
  try {
    await check();
  } catch (error) {
    await say(`not ok ${name}: ${JSON.stringify(error?.stack ?? String(error))}`);
    await exit(1);
  }
  await say(`ok ${name}`);
}

// fields asserts that a JSON object has exactly these fields.
export const fields = (object, ...want) => assert.deepEqual(Object.keys(object).sort(), want.sort());

// claims decodes a token and does not verify it.
export function claims(token) {
  const text = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0))));
}

// done ends the script, even if a client still has timers.
export async function done() {
  await say("done");
  await exit(0);
}
