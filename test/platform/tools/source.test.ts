import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mirrored } from "../../../platform/tools/mirror";
import { probe, releasesReachableNowOrLately } from "../../../platform/tools/source";
import { ReleaseServer } from "./releaseServer";

const given = { ...process.env };
let server: ReleaseServer;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tare-source-"));
  server = new ReleaseServer(Buffer.from("sums"));
  await server.start();
  process.env.TARE_MIRROR = server.origin;
  process.env.XDG_DATA_HOME = folder;
});

afterEach(async () => {
  process.env = { ...given };
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("the probe says yes, when a list of checksums can be had", async () => {
  expect(await probe(10_000)).toBe(true);
  expect(server.requests.map(({ path }) => path)).toEqual([
    expect.stringMatching(
      /^\/github\.com\/pulumi\/pulumi\/releases\/download\/v.+-checksums\.txt$/,
    ),
  ]);
});

test.each(["stalled", "forbidden"] as const)(
  "the probe says no, when the host is %s",
  async (how) => {
    server.behaviour = how;
    const begin = Date.now();

    expect(await probe(200)).toBe(false);
    expect(Date.now() - begin).toBeLessThan(2_000);
  },
);

test("a refusal of the last day is remembered, so that a second run does not wait", async () => {
  mkdirSync(join(folder, "tare", "tools"), { recursive: true });
  const remembered = { at: Date.now() - 60_000, reachable: false };
  writeFileSync(join(folder, "tare", "tools", "probe.json"), JSON.stringify(remembered));

  expect(await releasesReachableNowOrLately()).toBe(false);
  expect(server.requests).toEqual([]);
});

test("a mirror takes the place of the scheme and keeps host and path", () => {
  expect(mirrored("https://dl.k8s.io/a/b", "https://mirror.example/tools/")).toBe(
    "https://mirror.example/tools/dl.k8s.io/a/b",
  );
  expect(mirrored("https://dl.k8s.io/a/b", "")).toBe("https://dl.k8s.io/a/b");
});
