import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../platform/errors";
import { downloadVerified } from "../../../platform/tools/download";
import { newProxyAgent } from "../../../platform/tools/proxy";
import { ReleaseServer } from "./releaseServer";

const content = Buffer.from(Array.from({ length: 10_000 }, (_, index) => index % 251));
let server: ReleaseServer;
let folder: string;
let target: string;
const given = { ...process.env };

beforeEach(async () => {
  server = new ReleaseServer(content);
  await server.start();
  folder = mkdtempSync(join(tmpdir(), "tare-download-"));
  target = join(folder, "tool.tar.gz");
});

afterEach(async () => {
  process.env = { ...given };
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The stall time is long, for a busy machine; the tests of silence give their own. */
const fetchIt = (sum = server.sha256, stall = 10_000) =>
  downloadVerified(`${server.origin}/tool.tar.gz`, sum, target, {
    stall,
    dispatcher: newProxyAgent(),
  });

async function failure(work: Promise<void>): Promise<UserError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
  return error;
}

test("leaves the file and nothing else, when the checksum is right", async () => {
  await fetchIt();

  expect(readFileSync(target)).toEqual(content);
  expect(existsSync(`${target}.part`)).toBe(false);
});

test("leaves nothing, when the checksum is wrong, and names both sums and the way out", async () => {
  const wrong = "0".repeat(64);

  const error = await failure(fetchIt(wrong));

  expect(error.what).toContain(`${server.origin}/tool.tar.gz`);
  expect(error.why).toBe(`SHA-256 must be ${wrong}, but is ${server.sha256}`);
  expect(error.way).toContain("TARE_SOURCE=build");
  expect(existsSync(target)).toBe(false);
  expect(existsSync(`${target}.part`)).toBe(false);
});

test("names the address and the rule, when the release has no such file", async () => {
  server.behaviour = "missing";

  const error = await failure(fetchIt());

  expect(error.what).toBe(`${server.origin}/tool.tar.gz could not be downloaded (404)`);
  expect(error.why).toContain("no such file");
});

test("names the status, when the server refuses", async () => {
  server.behaviour = "forbidden";

  expect((await failure(fetchIt())).what).toContain("(403)");
});

test("gives no file, when the answer is cut short, and goes on from there the next time", async () => {
  server.behaviour = "truncated";
  const error = await failure(fetchIt());
  server.behaviour = "whole";

  await fetchIt();

  expect(error.what).toContain("could not be downloaded whole");
  expect(server.requests.at(-1)?.range).toBe("bytes=5000-");
  expect(readFileSync(target)).toEqual(content);
});

test("starts again, when the server does not continue a download", async () => {
  writeFileSync(`${target}.part`, content.subarray(0, 5_000));
  server.ranges = false;

  await fetchIt();

  expect(readFileSync(target)).toEqual(content);
});

test("starts again once, when what was kept of a download is damaged", async () => {
  writeFileSync(`${target}.part`, Buffer.alloc(5_000, 1));

  await fetchIt();

  expect(readFileSync(target)).toEqual(content);
  expect(server.requests).toHaveLength(2);
});

test("fails after the stall time and not before, when the server falls silent", async () => {
  server.behaviour = "stalled";
  const begin = Date.now();

  const error = await failure(fetchIt(server.sha256, 300));

  expect(error.what).toBe(`${server.origin}/tool.tar.gz sent nothing for 0.3 s`);
  expect(Date.now() - begin).toBeGreaterThanOrEqual(290);
});

test("takes its time, when the server is slow but not silent", async () => {
  server.behaviour = "slow";

  await fetchIt(server.sha256, 800);

  expect(readFileSync(target)).toEqual(content);
});

test("says that nobody listens, when the host is down", async () => {
  const { origin } = server;
  await server.stop();

  const error = await failure(downloadVerified(`${origin}/x`, "0".repeat(64), target));

  expect(error.why).toContain("ECONNREFUSED");
  await server.start();
});

test("stops, when the user does", async () => {
  server.behaviour = "stalled";
  const signal = AbortSignal.timeout(50);

  const work = downloadVerified(`${server.origin}/x`, "0".repeat(64), target, { signal });

  await expect(work).rejects.toThrow(/abort/i);
});

describe("with proxy variables", () => {
  test("goes through the proxy, when http_proxy names one", async () => {
    process.env.http_proxy = server.origin;
    delete process.env.no_proxy;
    const url = "http://releases.invalid/tool.tar.gz";

    await downloadVerified(url, server.sha256, target, { dispatcher: newProxyAgent() });

    expect(server.tunnels).toEqual(["releases.invalid:80"]);
    expect(server.requests.at(-1)?.host).toBe("releases.invalid");
    expect(readFileSync(target)).toEqual(content);
  });

  test("goes directly, when no_proxy names the host", async () => {
    process.env.http_proxy = "http://127.0.0.1:9";
    process.env.no_proxy = "127.0.0.1";

    await fetchIt();

    expect(readFileSync(target)).toEqual(content);
  });
});
