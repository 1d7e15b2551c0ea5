// What every script has: what its Go test tells it, and a way to say what it found. A line of standard output that begins
// with "ok " or "not ok " is a result; one that begins with "ask " is a question, whose answer is a line of standard input;
// "done" is the last.
import assert from "node:assert/strict";
import { readSync, writeSync } from "node:fs";

function readLine() {
  const byte = Buffer.alloc(1);
  let text = "";
  while (readSync(0, byte, 0, 1, null) === 1) {
    if (byte[0] === 0x0a) return text;
    text += byte.toString("latin1");
  }
  throw new Error("the test has gone");
}

// write is done when it returns: a process that ends would cut the output of console.log to a pipe.
const write = (line) => writeSync(1, line + "\n");

// environment names the pool, its domain, its clients and its users.
export const environment = JSON.parse(readLine());

function ask(question, of) {
  write(`ask ${JSON.stringify({ question, of: String(of) })}`);
  return JSON.parse(readLine());
}

// codeSentTo is the code in the newest message to an address.
export const codeSentTo = (address) => ask("code", address);

// advance moves the clock of the service, and with it the client's, which is this process's.
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
export function advance(seconds) {
  ask("advance", seconds);
  ahead += seconds * 1000;
}

// group runs assertions that belong together. What follows relies on them, so the first failure ends the script.
export async function group(name, check) {
  try {
    await check();
  } catch (error) {
    write(`not ok ${name}: ${JSON.stringify(error?.stack ?? String(error))}`);
    process.exit(1);
  }
  write(`ok ${name}`);
}

// fields asserts which fields a JSON object has.
export const fields = (object, ...want) => assert.deepEqual(Object.keys(object).sort(), want.sort());

// claims reads a token without trust in it.
export const claims = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());

// done ends the script, whatever timers a client still has.
export function done() {
  write("done");
  process.exit(0);
}
