import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import { instancesThere, othersAtWork, sizeText } from "../../cli/keptFolders";
import { LOCK } from "../../platform/tools/lock";

test("an instance is a folder with a cluster's record or kubeconfig", () => {
  const home = mkdtempSync(join(tmpdir(), "tare-kept-"));
  for (const [name, file] of [
    ["one", "cluster.json"],
    ["two", "kubeconfig"],
    [".engine", "dockerd.pid"],
  ] as const) {
    mkdirSync(join(home, name));
    writeFileSync(join(home, name, file), "");
  }
  const names = { name: "one", clusterName: "one", registryName: "r", registryPort: 5020 };

  const found = instancesThere({ ...names, stateDir: join(home, "one") });
  rmSync(home, { recursive: true });

  expect(found.sort()).toEqual(["one", "two"]);
});

test("another instance is at work while a command holds it, with a cluster or not", async () => {
  const home = mkdtempSync(join(tmpdir(), "tare-kept-"));
  for (const name of ["one", "two"]) mkdirSync(join(home, name));
  const names = { name: "one", clusterName: "one", registryName: "r", registryPort: 5020 };
  const atWork = (): string[] => othersAtWork({ ...names, stateDir: join(home, "one") });

  const release = await lockfile.lock(join(home, "two"), LOCK);
  expect(atWork()).toEqual(["two"]);
  await release();
  expect(atWork()).toEqual([]);
  const own = await lockfile.lock(join(home, "one"), LOCK);
  expect(atWork()).toEqual([]);
  await own();
  rmSync(home, { recursive: true });
});

test.each([
  [0, "0 MB"],
  [1, "1 MB"],
  [999_000_000, "999 MB"],
  [1_500_000_000, "1.5 GB"],
])("%d bytes read '%s'", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
