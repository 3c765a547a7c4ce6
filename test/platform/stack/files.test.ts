import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { type Instance } from "../../../platform/instance";
import {
  configurationFile,
  readEnvironment,
  refreshConfiguration,
} from "../../../platform/stack/files";
import { ensurePassphrase, passphraseFile } from "../../../platform/stack/passphrase";

let folder: string;
let instance: Instance;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tare-files-"));
  mkdirSync(join(folder, "project"));
  instance = {
    name: "x",
    clusterName: "x",
    registryName: "x-registry",
    registryPort: 5020,
    stateDir: join(folder, "state"),
  };
  writeFileSync(join(folder, "project", "Pulumi.dev.yaml"), "config:\n  tare:registry: a\n");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("names the environments there are, when one is asked for that is not there", () => {
  expect(() => readEnvironment("prd", join(folder, "project"))).toThrow(
    "there is no environment 'prd'\nchoose one of dev, or write Pulumi.prd.yaml",
  );
});

test("the copy survives a refresh with its salt, and only its owner can read it", () => {
  const environment = readEnvironment("dev", join(folder, "project"));
  refreshConfiguration(instance, environment);
  const file = configurationFile(instance, "dev");
  writeFileSync(file, `encryptionsalt: v1:abc\n${readFileSync(file, "utf8")}`);

  refreshConfiguration(instance, environment);

  expect(parse(readFileSync(file, "utf8"))).toEqual({
    encryptionsalt: "v1:abc",
    config: {
      "tare:cluster": { kind: "kind", context: "kind-x" },
      "tare:registry": "localhost:5020",
    },
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("the passphrase is generated once, and only its owner can read it", () => {
  ensurePassphrase(instance);
  const first = readFileSync(passphraseFile(instance), "utf8");

  ensurePassphrase(instance);

  expect(first.length).toBeGreaterThanOrEqual(40);
  expect(readFileSync(passphraseFile(instance), "utf8")).toBe(first);
  expect(statSync(passphraseFile(instance)).mode & 0o777).toBe(0o600);
});
