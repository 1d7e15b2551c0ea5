// An authenticator app: RFC 6238 with the defaults of Cognito, six digits of SHA-1 each thirty seconds.
import { createHmac } from "node:crypto";

function fromBase32(text) {
  const bits = [...text].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

// totp is the code of now, or of some steps later.
export function totp(secret, steps = 0) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const sum = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const number = sum.readUInt32BE(sum[19] & 0xf) & 0x7fffffff;
  return String(number % 1e6).padStart(6, "0");
}
