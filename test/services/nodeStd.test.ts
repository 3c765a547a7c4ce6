import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import matrix from "../../services/frameworks/matrix.json";
import { seeded } from "../support/property";

const SERVER = join(__dirname, "../../services/frameworks/node-std/server.js");

/** Runs the server until it ends; SIGTERM is sent as soon as it says that it listens. */
async function runServer(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [SERVER], { env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { out: "", err: "" };
  child.stdout.on("data", (data: Buffer) => {
    said.out += data.toString();
    if (said.out.includes("listening")) child.kill("SIGTERM");
  });
  child.stderr.on("data", (data: Buffer) => (said.err += data.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out: said.out, problems: said.err.split("\n").filter((line) => line !== "") };
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return String(port);
}

describe("node-std", () => {
  test.each(["1", "2"])(
    "serves with %s workers until SIGTERM, and ends with 0",
    async (workers) => {
      const port = await freePort();
      const { code, out } = await runServer({ PORT: port, WORKERS: workers });

      expect(code).toBe(0);
      expect(out).toBe(`node-std: listening on port ${port} with ${workers} workers\n`);
    },
  );

  test("refuses a share of less than one for each worker", async () => {
    const { code, problems } = await runServer({
      WORKERS: "4",
      POOL_SIZE: "3",
      MAX_CONNECTIONS: "2",
    });

    expect(code).toBe(78);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain("MAX_CONNECTIONS=2 cannot be honoured: each of the 4 workers");
  });

  test("names every setting that is out of its limits, whatever the value", async () => {
    const honoured = Object.entries(matrix.settings).filter(
      ([name]) => (matrix.servers["node-std"] as Record<string, unknown>)[name] === true,
    );
    const bad = fc.constantFrom("-1", "0x10", "1.5", " ", "999999999999", "yes", "NaN");
    const settings = fc.record(Object.fromEntries(honoured.map(([name]) => [name, bad])));
    await fc.assert(
      fc.asyncProperty(settings, async (env) => {
        const { code, problems } = await runServer(env);

        expect(code).toBe(78);
        const named = problems.map((line) => /^node-std: ([A-Z_]+)=/.exec(line)?.[1]);
        expect(named.sort()).toEqual(Object.keys(env).sort());
      }),
      seeded(5),
    );
  });
});
