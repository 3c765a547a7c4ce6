/** Cheapest first: `unit` needs nothing; the others need tools, a browser, an engine or a cluster. */
const level = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  testEnvironment: "node",
  sandboxInjectedGlobals: ["Math", "Object", "Array", "Number", "String", "Float64Array", "JSON", "Map", "Set", "Symbol", "Error", "TypeError", "RangeError", "Promise", "WeakMap", "Reflect"],
  // @pulumi/pulumi keeps its state on the global object; jest would warn when it tidies that up.
  testEnvironmentOptions: { globalsCleanup: "off" },
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022" } }],
    "^.+\\.(sql|css)$": "<rootDir>/test/support/textFile.js",
  },
  modulePathIgnorePatterns: ["<rootDir>/out/", "<rootDir>/services/target/"],
  ...more,
});

const test = (folder) => `<rootDir>/test/${folder}/**/*.test.ts`;

module.exports = {
  testTimeout: 15_000,
  projects: [
    level("unit", [test("**")], {
      testPathIgnorePatterns: [
        "/test/browser/",
        "/test/manifests/",
        "/test/conformance/",
        "/test/images/",
        "/test/cluster/",
      ],
    }),
    level("manifests", [test("manifests")]),
    level("browser", [test("browser")]),
    level("images", [test("images")]),
    level("conformance", [test("conformance")]),
    level("cluster", [test("cluster")]),
  ],
};
