import fc from "fast-check";
import type { ArgumentsError } from "../../../components/workloads/argumentsError";
import { WebService, type WebServiceArgs } from "../../../components/workloads/webService";
import { webServiceProblems } from "../../../components/workloads/webServiceProblems";
import { seeded } from "../../support/property";
import { Recorder } from "../../support/recorder";
import { runErrorThrownBy } from "../../support/runErrorThrownBy";
import { CLASHES } from "./clashes";
import { FAULTS, withFault } from "./faults";
import { goodArgs } from "./goodArgs";

const GOOD: WebServiceArgs = {
  namespace: "shop",
  image: `localhost:5001/tare/cart@sha256:${"a".repeat(64)}`,
  runtime: "node",
  cpu: { cores: 2, request: "100 mCPU", threads: "derived" },
  memory: { limit: "512 MiB", request: "256 MiB", stack: "derived", heap: "derived" },
  tcp: { keepalive: "derived", backlog: "derived" },
};

const NAMES = ["", "Cart", "1cart", "-cart", "cart-", "ca_rt", "cart.x", "c".repeat(64), "c t"];

let recorder: Recorder;

beforeAll(async () => {
  recorder = await Recorder.start();
});

afterEach(() => {
  expect(recorder.resources).toEqual([]);
});

test("at least 500 faults are listed", () => {
  expect(FAULTS.length + CLASHES.length + NAMES.length).toBeGreaterThanOrEqual(500);
});

test("finds nothing wrong with what the faults are put into", () => {
  expect(webServiceProblems("cart", GOOD)).toEqual([]);
});

test.each(FAULTS.map((fault) => [fault.path, JSON.stringify(fault.value), fault]))(
  "refuses '%s' %s",
  (path, _value, fault) => {
    expect(refusal("cart", withFault(GOOD, fault))).toContain(path);
  },
);

test.each(CLASHES.map((clash) => [clash.when, clash]))("refuses, when %s", (_when, clash) => {
  expect(refusal("cart", clash.make(GOOD, 100))).toContain(clash.path);
});

test.each(NAMES)("refuses the name '%s'", (name) => {
  expect(refusal(name, GOOD)).toEqual(["name"]);
});

test("refuses good arguments with any faults in them, and names each", () => {
  const faults = fc.uniqueArray(fc.constantFrom(...FAULTS), {
    minLength: 1,
    maxLength: 4,
    selector: ({ path }) => path.split(".").slice(0, 2).join("."),
  });

  fc.assert(
    fc.property(goodArgs, faults, (args, chosen) => {
      // Of the two forms of a pool and of a budget only one can be there.
      const seen = chosen.filter(({ path }, index) => {
        const [first] = path.split(".");
        const later = chosen.slice(index + 1).some((other) => other.path.startsWith(`${first}.`));
        return !(["pool", "disruption"].includes(first ?? "") && later);
      });
      const named = refusal("cart", seen.reduce(withFault, args));
      const missing = seen.filter(({ path }) => !named.includes(path));

      // Seven thousand times, so plain comparison first: what jest takes for one is ten times as long.
      if (missing.length > 0) expect(missing).toEqual([]);
    }),
    seeded(7000),
  );
});

test("refuses good arguments with a contradiction in them, and names it", () => {
  const clash = fc.constantFrom(...CLASHES);

  fc.assert(
    fc.property(goodArgs, clash, fc.integer({ min: 1, max: 1000 }), (args, { make, path }, n) => {
      const named = refusal("cart", make(args, n));

      if (!named.includes(path)) expect(named).toContain(path);
    }),
    seeded(3000),
  );
});

/** The arguments that are named. Throws where nothing is refused. */
function refusal(name: string, args: WebServiceArgs): string[] {
  const error = runErrorThrownBy(() => new WebService(name, args));
  return (error as ArgumentsError).problems.map(({ path }) => path);
}
