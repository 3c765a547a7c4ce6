import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { loadConfig } from "../../../components/config/load";
import { seeded } from "../../support/property";
import { Recorder } from "../../support/recorder";
import { runErrorThrownBy } from "../../support/runErrorThrownBy";
import { handedOver } from "../../support/stackConfig";
import { type Fault, FAULTS, faulty, GOOD_POSTGRES, independent } from "./faults";

let recorder: Recorder;

beforeAll(async () => {
  recorder = await Recorder.start();
});

afterEach(() => {
  expect(recorder.resources).toEqual([]);
});

test("at least 500 faults are listed", () => {
  expect(FAULTS.length).toBeGreaterThanOrEqual(500);
});

test.each(FAULTS.map((fault) => [fault.reported, JSON.stringify(fault.value), fault]))(
  "refuses 'tare:%s' %s",
  (_path, _value, fault) => {
    expect(refusal(faulty([fault]))).toEqual([fault.reported]);
  },
);

test("reports all of them, when several faults come together, in 10,000 configurations", () => {
  const combination = fc
    .uniqueArray(fc.constantFrom(...FAULTS), { minLength: 1, maxLength: 4 })
    .map(withoutHidden);

  fc.assert(
    fc.property(combination, (faults) => {
      const named = refusal(faulty(faults)).sort().join("\n");
      const expected = faults.map((fault) => fault.reported).sort();
      // Ten thousand times, so plain comparison first: what jest takes for one is ten times as long.
      if (named !== expected.join("\n")) expect(named.split("\n")).toEqual(expected);
    }),
    seeded(10_000),
  );
});

test("refuses a server of the user's own whose folder or Dockerfile is not there, or is none", () => {
  const contestants = {
    here: { context: "test/support/ownServer" },
    gone: { context: "test/support/gone" },
    bare: { context: "test/support" },
    file: { context: "package.json" },
    named: { context: "package.json", dockerfile: "test/support/ownServer/Dockerfile" },
    below: { context: "package.json/folder" },
    folder: { context: "test/support/ownServer", dockerfile: "test/support" },
  };

  expect(refusal({ ...faulty([]), contestants })).toEqual([
    "contestants.gone.context",
    "contestants.bare.dockerfile",
    "contestants.file.context",
    "contestants.named.context",
    "contestants.below.context",
    "contestants.folder.dockerfile",
  ]);
});

test("accepts every configuration within the ranges, of 1,000", () => {
  const good = fc.record(
    {
      registry: fc.constantFrom(
        "localhost:5001",
        "registry.example.com/team/project",
        "10.0.0.1:80",
      ),
      stacks: fc.subarray(["frameworks", "ecommerce"], { minLength: 1 }),
      database: goodDatabase,
      benchmark: fc
        .record(
          {
            plan: fc.constantFrom("off", "short", "standard", "full"),
            connections: fc.integer({ min: 1, max: 1024 }),
            threads: fc.integer({ min: 1, max: 16 }),
            rate: fc.integer({ min: 100, max: 1_000_000 }).map((rate) => `${rate} /s`),
            seed: fc.integer({ min: 0, max: 4_294_967_295 }),
          },
          { requiredKeys: [] },
        )
        .filter(({ connections = 64, threads = 1 }) => threads <= connections),
    },
    { requiredKeys: [] },
  );

  fc.assert(
    fc.property(good, (config) => {
      configure({ ...faulty([]), ...config });
      expect(loadConfig()).toMatchObject(config);
    }),
    seeded(1000),
  );
});

const onDelete = fc.constantFrom("delete", "retain");
const goodDatabase = fc.oneof(
  fc.record({ kind: fc.constant("own"), onDelete }),
  fc.record({
    ...{ kind: fc.constant("cloudNativePg"), onDelete },
    image: fc.constantFrom(GOOD_POSTGRES, GOOD_POSTGRES.replace(/:17[^@]*/, ":17")),
    instances: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    ...{ kind: fc.constant("external"), onDelete },
    host: fc.constantFrom("db", "db.example.com", "10.1.2.3"),
    port: fc.integer({ min: 1, max: 65_535 }),
    cidr: fc.ipV4().map((address) => `${address}/16`),
  }),
);

function withoutHidden(faults: readonly Fault[]): Fault[] {
  const kept: Fault[] = [];
  for (const fault of faults) {
    if (kept.every((other) => independent(fault, other))) kept.push(fault);
  }
  return kept;
}

function configure(config: Record<string, unknown>): void {
  const entries = Object.entries(config).map(([key, value]) => [`tare:${key}`, handedOver(value)]);
  pulumi.runtime.setAllConfig(Object.fromEntries(entries) as Record<string, string>);
}

/** The places that the message names, after a heading that miscounts them. Throws where the configuration is accepted. */
function refusal(config: Record<string, unknown>): string[] {
  configure(config);
  const [heading, ...lines] = runErrorThrownBy(loadConfig).message.split("\n");
  const places = lines.slice(0, -1).map((line) => /^ {2}'tare:(.*?)'/.exec(line)?.[1] ?? line);
  const count = places.length === 1 ? "1 problem:" : `${places.length} problems:`;
  return heading.endsWith(count) ? places : [heading, ...places];
}
