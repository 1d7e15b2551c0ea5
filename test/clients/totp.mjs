// An authenticator app: RFC 6238 with the parameters of Cognito, SHA-1 with six digits and a time step of 30 seconds. Web
// Crypto is available on Node.js and in browsers.
function fromBase32(text) {
  const bits = [...text].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g), (byte) => parseInt(byte, 2));
}

// totp returns the current code, or the code some steps later.
export async function totp(secret, steps = 0) {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(Date.now() / 30000) + steps));
  const key = await crypto.subtle.importKey("raw", fromBase32(secret), { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const sum = new DataView(await crypto.subtle.sign("HMAC", key, counter));
  const number = sum.getUint32(sum.getUint8(19) & 0xf) & 0x7fffffff;
  return String(number % 1e6).padStart(6, "0");
}
