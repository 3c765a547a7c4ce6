import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instance } from "../../../platform/instance";
import { ensurePassphrase, passphraseFile } from "../../../platform/stack/passphrase";

let folder: string;
let instance: Instance;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tare-passphrase-"));
  const names = { name: "x", clusterName: "x", registryName: "x-registry", registryPort: 5020 };
  instance = { ...names, stateDir: join(folder, "x") };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the passphrase is long, for its owner only, and alone in the folder", () => {
  ensurePassphrase(instance);

  expect(readFileSync(passphraseFile(instance), "utf8")).toMatch(/^[\w-]{43}$/);
  expect(statSync(passphraseFile(instance)).mode & 0o777).toBe(0o600);
  expect(statSync(instance.stateDir).mode & 0o777).toBe(0o700);
  expect(readdirSync(instance.stateDir)).toEqual(["passphrase"]);
});

test("a passphrase that is there stays", () => {
  ensurePassphrase(instance);
  const first = readFileSync(passphraseFile(instance), "utf8");

  ensurePassphrase(instance);

  expect(readFileSync(passphraseFile(instance), "utf8")).toBe(first);
});
