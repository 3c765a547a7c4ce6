import { refuseOtherDatabase } from "../../../../cli/bench/trials/benchTrials";

const environment = (config?: Record<string, unknown>) => ({
  name: "staging",
  local: false,
  committed: config === undefined ? {} : { config },
});

test.each(["cloudNativePg", "external"])("trials leave a database of kind %s alone", (kind) => {
  expect(() => refuseOtherDatabase(environment({ "tare:database": { kind } }))).toThrow(
    `tare:database.kind of environment 'staging' is ${kind}`,
  );
});

test.each([[undefined], [{}], [{ "tare:database": { kind: "own" } }], [{ "tare:database": {} }]])(
  "trials take the project's own away: %j",
  (config) => {
    expect(() => refuseOtherDatabase(environment(config))).not.toThrow();
  },
);
