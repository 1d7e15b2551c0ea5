import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

/** An emulator of Amazon Cognito with the pool of seed.hcl. */
export class Emulator {
  private constructor(
    private readonly serve: ChildProcess,
    /** The proxy that a browser needs to reach the emulator under the URLs of AWS. */
    readonly proxy: string,
    /** The API of user pools. */
    readonly api: CognitoIdentityProviderClient,
  ) {}

  static async start(): Promise<Emulator> {
    const address = `127.0.0.1:${await freePort()}`;
    const seed = fileURLToPath(new URL("../seed.hcl", import.meta.url));
    const serve = spawn("cognitokit", ["serve", "--listen", address, "--seed", seed, "--env"], { stdio: ["ignore", "pipe", "inherit"] });
    const started = once(serve, "spawn"); // an error if there is no such command
    await started;
    for await (const line of createInterface({ input: serve.stdout! })) {
      const [name, value] = line.split(/=(.*)/s);
      if (name === "HTTPS_PROXY") {
        const credentials = { accessKeyId: "test", secretAccessKey: "test" };
        return new Emulator(serve, value, new CognitoIdentityProviderClient({ region: "us-east-1", endpoint: `http://${address}`, credentials }));
      }
    }
    throw new Error("cognitokit serve has not started: the reason is on standard error");
  }

  async stop() {
    this.serve.kill();
    await once(this.serve, "exit");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
