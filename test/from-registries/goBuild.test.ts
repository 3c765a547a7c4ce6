import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { buildGo, dropGoCaches, goBinaries } from "../../from-registries/goBuild";
import type { Progress } from "../../platform/progress";

/** Stands for Go: notes its arguments and environment, writes two programs, then does as told. */
const FAKE_GO = `#!/bin/sh
if [ "$1" = version ]; then exit 0; fi
echo "$PWD $* $CGO_ENABLED $GOMODCACHE" >>"$FAKE_CALLS"
while [ "$1" != -o ]; do shift; done
touch "$2server" "$2other"
exit "\${FAKE_EXIT:-0}"
`;

describe("a build with Go", () => {
  const saved = { ...process.env };
  let home = "";
  let progress: Progress;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "go-build-"));
    const bin = join(home, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "go"), FAKE_GO);
    chmodSync(join(bin, "go"), 0o755);
    process.env.PATH = [bin, saved.PATH].join(delimiter);
    process.env.XDG_CACHE_HOME = join(home, "cache");
    process.env.FAKE_CALLS = join(home, "calls");
    progress = {
      note: () => undefined,
      signal: new AbortController().signal,
      log: join(home, "log"),
    };
  });

  afterEach(async () => {
    process.env = { ...saved };
    await rm(home, { recursive: true, force: true });
  });

  it("leaves the programs under the names they are known by", async () => {
    const out = join(home, "out");

    await buildGo("etcd", out, progress);

    expect(readdirSync(out).sort()).toEqual(["etcd", "other"]);
  });

  it("leaves nothing that could be taken for whole, when it fails", async () => {
    process.env.FAKE_EXIT = "1";
    const out = join(home, "out");

    await expect(buildGo("etcd", out, progress)).rejects.toMatchObject({ name: "UserError" });

    expect(readdirSync(home).filter((name) => name.startsWith("out"))).toEqual([]);
  });

  it("builds once, when the same programs are wanted twice at the same time", async () => {
    const [first, second] = await Promise.all([
      goBinaries("etcd", progress),
      goBinaries("etcd", progress),
    ]);

    expect(first).toBe(second);
    expect(readdirSync(join(first, "..")).length).toBe(1);
  });

  it("removes Go's caches and keeps the programs, when a folder has been left read-only", async () => {
    const programs = await goBinaries("etcd", progress);
    const cache = join(home, "cache", "tare", "go", "mod");
    const module = join(cache, "example.org");
    mkdirSync(module, { recursive: true });
    writeFileSync(join(module, "go.mod"), "");
    chmodSync(module, 0o555);

    await dropGoCaches(progress);

    expect(existsSync(cache)).toBe(false);
    expect(readdirSync(programs)).toContain("etcd");
  });
});
