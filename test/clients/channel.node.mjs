// The way to the test of a script on Node.js: what is said is a line of standard output; a question is a line that begins
// with "ask ", and its answer is a line of standard input.
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

export const inBrowser = false;

// say is done when it returns: a process that ends would cut the output of console.log to a pipe.
export const say = (line) => writeSync(1, line + "\n");

export const environment = JSON.parse(readLine());

export function ask(question, of) {
  say(`ask ${JSON.stringify({ question, of: String(of) })}`);
  return JSON.parse(readLine());
}

export const exit = (code) => process.exit(code);
