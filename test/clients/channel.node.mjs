// The channel between a script on Node.js and its test: say writes a line to standard output. A question is a line that
// begins with "ask ", and its response is a line on standard input.
import { readSync, writeSync } from "node:fs";

function readLine() {
  const byte = Buffer.alloc(1);
  let text = "";
  while (readSync(0, byte, 0, 1, null) === 1) {
    if (byte[0] === 0x0a) return text;
    text += byte.toString("latin1");
  }
  throw new Error("the test closed standard input");
}

export const inBrowser = false;

// say writes synchronously: when a process exits, the output of console.log to a pipe can be truncated.
export const say = (line) => writeSync(1, line + "\n");

export const environment = JSON.parse(readLine());

export function ask(question, of) {
  say(`ask ${JSON.stringify({ question, of: String(of) })}`);
  return JSON.parse(readLine());
}

export const exit = (code) => process.exit(code);
