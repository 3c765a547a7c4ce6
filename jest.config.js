const { homedir } = require("node:os");
const { join } = require("node:path");

const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");

/** Cheapest first: `unit` needs nothing; the others need tools, a browser, an engine or a cluster. */
const level = (displayName, testMatch) => ({
  displayName,
  testMatch,
  cacheDirectory: join(caches, "tare", "check", "jest"),
  testEnvironment: "node",
  // Looked up on the sandbox's global object, each costs up to a hundred times as much.
  sandboxInjectedGlobals: [
    ...["Array", "Error", "Float64Array", "JSON", "Map", "Math", "Number", "Object", "Promise"],
    ...["RangeError", "Reflect", "Set", "String", "Symbol", "TypeError", "WeakMap"],
  ],
  // @pulumi/pulumi keeps its state on the global object; jest would warn when it tidies that up.
  testEnvironmentOptions: { globalsCleanup: "off" },
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022" } }],
    "^.+\\.(sql|css)$": "<rootDir>/test/support/textFile.js",
  },
  moduleNameMapper: { "^(typescript|@npmcli/arborist)$": "<rootDir>/test/support/notInTests.js" },
  setupFiles: ["<rootDir>/test/support/shortStacks.ts"],
  modulePathIgnorePatterns: ["<rootDir>/out/", "<rootDir>/services/target/"],
});

const test = (folder) => `<rootDir>/test/${folder}/**/*.test.ts`;

/** What needs more than Node, each a folder of its own. */
const NEEDY = ["manifests", "browser", "images", "conformance", "cluster"];

module.exports = {
  testTimeout: 15_000,
  projects: [
    // By what it matches: a list to ignore would be replaced by that of the command line.
    level("unit", ["<rootDir>/test/*.test.ts", test(`!(${NEEDY.join("|")})`)]),
    ...NEEDY.map((folder) => level(folder, [test(folder)])),
  ],
};
