// amazon-cognito-identity-js on a device that the pool remembers: the library confirms the device at the first sign-in and
// authenticates it with SRP at the next.
import assert from "node:assert/strict";
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import { claims, done, environment, group } from "./testing.mjs";

const { poolId, clients, user } = environment;

// Each device has its own storage.
function newStorage() {
  const items = new Map();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => items.set(key, value), removeItem: (key) => items.delete(key), clear: () => items.clear() };
}
const on = (storage) => new CognitoUser({ Username: user.username, Pool: new CognitoUserPool({ UserPoolId: poolId, ClientId: clients.api.id, Storage: storage }), Storage: storage });

const signIn = (of, password = user.password) =>
  new Promise((resolve, reject) =>
    of.authenticateUser(new AuthenticationDetails({ Username: user.username, Password: password }), {
      onSuccess: (session, confirmationNecessary) => resolve({ session, confirmationNecessary }), onFailure: reject,
    }));
const call = (of, method, ...args) => new Promise((resolve, reject) => of[method](...args, { onSuccess: resolve, onFailure: reject }));

const laptop = newStorage();
const deviceKey = () => laptop.getItem(`CognitoIdentityServiceProvider.${clients.api.id}.${user.username}.deviceKey`);

let key;
await group("the first sign-in confirms the device", async () => {
  const { session, confirmationNecessary } = await signIn(on(laptop));
  assert.equal(confirmationNecessary, true, "the user may choose to remember the device");
  key = deviceKey();
  assert.match(key, /^us-east-1_[0-9a-f-]+$/);
  assert.equal(claims(session.getAccessToken().getJwtToken()).device_key, key);
});

await group("the user remembers the device and lists it", async () => {
  const of = on(laptop);
  await signIn(of);
  assert.equal(await call(of, "setDeviceStatusRemembered"), "SUCCESS");
  const { Device } = await call(of, "getDevice");
  assert.equal(Device.DeviceKey, key);
  assert.equal(Object.fromEntries(Device.DeviceAttributes.map((a) => [a.Name, a.Value])).device_status, "valid");
  const { Devices } = await call(of, "listDevices", 10, null);
  assert.deepEqual(Devices.map((d) => d.DeviceKey), [key]);
});

await group("the next sign-in authenticates the device", async () => {
  const { session } = await signIn(on(laptop));
  assert.equal(deviceKey(), key, "no new device");
  assert.equal(claims(session.getAccessToken().getJwtToken()).device_key, key);
  await assert.rejects(signIn(on(laptop), "Wr0ng!Pass"), { code: "NotAuthorizedException" });
});

await group("a device with a wrong secret is rejected", async () => {
  const name = `CognitoIdentityServiceProvider.${clients.api.id}.${user.username}.randomPasswordKey`;
  const password = laptop.getItem(name);
  laptop.setItem(name, "another");
  await assert.rejects(signIn(on(laptop)), { code: "NotAuthorizedException" });
  laptop.setItem(name, password);
  await signIn(on(laptop));
});

await group("another browser is another device", async () => {
  const phone = newStorage();
  const { session } = await signIn(on(phone));
  assert.notEqual(claims(session.getAccessToken().getJwtToken()).device_key, key);
  const { Devices } = await (async () => {
    const of = on(laptop);
    await signIn(of);
    return call(of, "listDevices", 10, null);
  })();
  assert.equal(Devices.length, 2);
});

await group("a forgotten device gets a new key", async () => {
  const of = on(laptop);
  await signIn(of);
  await call(of, "forgetDevice");
  await signIn(on(laptop));
  assert.notEqual(deviceKey(), key);
});

await done();
