import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

const START = join(__dirname, "../../../from-registries/plugins/start.ts");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tare-start-"));
  const main = join(folder, "main.js");
  buildSync({ entryPoints: [START], outfile: main, bundle: true, platform: "node" });
  bundle('console.log("argument", process.argv[2], require("node:path").sep)');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function bundle(text: string): void {
  writeFileSync(join(folder, "plugin.js"), text);
}

function run(): string {
  return execFileSync("node", [join(folder, "main.js"), "address"], { encoding: "utf8" });
}

function caches(): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".cache"));
}

test("starts the plugin with its arguments, first without and then with what it compiled", () => {
  expect(run()).toBe("argument address /\n");
  const [cache = ""] = caches();
  const kept = readFileSync(join(folder, cache));

  expect(run()).toBe("argument address /\n");
  expect(caches()).toEqual([cache]);
  expect(readFileSync(join(folder, cache))).toEqual(kept);
});

test("makes a cache anew that V8 does not take", () => {
  run();
  const place = join(folder, caches()[0] ?? "");
  const kept = readFileSync(place);
  writeFileSync(place, "of another version of Node");

  expect(run()).toBe("argument address /\n");
  expect(readFileSync(place)).toHaveLength(kept.length);
});

test("does not take what another bundle compiled, be it of the same length", () => {
  bundle('console.log((() => "one")())');
  expect(run()).toBe("one\n");

  bundle('console.log((() => "two")())');
  expect(run()).toBe("two\n");
});
