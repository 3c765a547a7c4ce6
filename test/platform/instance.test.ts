import { homedir } from "node:os";
import { join } from "node:path";
import { cacheDir, dataDir, engineDir, instanceFromEnv } from "../../platform/instance";

test("the default instance is the user's, any other one has a port of its own", () => {
  expect(instanceFromEnv({})).toMatchObject({ clusterName: "tare", registryPort: 5001 });
  expect(instanceFromEnv({ TARE_INSTANCE: "tare-test" })).toMatchObject({
    clusterName: "tare-test",
    registryName: "tare-test-registry",
    registryPort: 5011,
  });
  expect(instanceFromEnv({ TARE_INSTANCE: "mine" }).registryPort).toBe(5021);
});

test.each(["", "Tare", "-x", "a b", "../x", "a".repeat(32)])(
  "TARE_INSTANCE '%s' is refused with the way out",
  (name) => {
    expect(() => instanceFromEnv({ TARE_INSTANCE: name })).toThrow(/leave it unset/);
  },
);

test.each(["", "80", "65536", "5001.5", "port"])("TARE_REGISTRY_PORT '%s' is refused", (port) => {
  expect(() => instanceFromEnv({ TARE_REGISTRY_PORT: port })).toThrow(/default, 5001$/);
  const other = { TARE_INSTANCE: "tare-test", TARE_REGISTRY_PORT: port };
  expect(() => instanceFromEnv(other)).toThrow(/default, 5011$/);
});

test.each(["1719", "2049", "5060", "5061", "6000", "6667", "10080"])(
  "TARE_REGISTRY_PORT %s is refused, as fetch never connects to it",
  async (port) => {
    const refused = await fetch(`http://127.0.0.1:${port}`).catch(({ cause }: Error) => cause);
    expect(refused).toMatchObject({ message: "bad port" });

    const message = new RegExp(`\\('${port}'\\) must be a port that web clients connect to`);
    expect(() => instanceFromEnv({ TARE_REGISTRY_PORT: port })).toThrow(message);
    expect(() => instanceFromEnv({ TARE_REGISTRY_PORT: port })).toThrow(/default, 5001$/);
  },
);

test.each(["5059", "5062", "1024", "65535"])("TARE_REGISTRY_PORT %s is taken", (port) => {
  expect(instanceFromEnv({ TARE_REGISTRY_PORT: port }).registryPort).toBe(Number(port));
});

test("folders are where the XDG variables say", () => {
  const env = { XDG_DATA_HOME: "/d", XDG_CACHE_HOME: "/c", XDG_STATE_HOME: "/s" };

  expect([dataDir(env), cacheDir(env)]).toEqual(["/d/tare", "/c/tare"]);
  expect(engineDir(env)).toBe("/s/tare/.engine");
  expect(instanceFromEnv(env).stateDir).toBe("/s/tare/tare");
});

test.each(["", "relative"])("an XDG variable of '%s' counts as not given", (given) => {
  expect(dataDir({ XDG_DATA_HOME: given })).toBe(join(homedir(), ".local/share/tare"));
  expect(cacheDir({ XDG_CACHE_HOME: given })).toBe(join(homedir(), ".cache/tare"));
});
