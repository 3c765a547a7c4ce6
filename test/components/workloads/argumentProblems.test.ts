import * as pulumi from "@pulumi/pulumi";
import { memory } from "../../../components/config/memory";
import {
  amountProblems,
  problemIf,
  wholeNumberProblems,
} from "../../../components/workloads/argumentProblems";
import { ArgumentsError, refuseProblems } from "../../../components/workloads/argumentsError";
import { thrownBy } from "../../support/thrownBy";

const BOUNDS = { min: "1 MiB", max: "1 GiB" } as const;

test.each(["1 MiB", "1 GiB", undefined])("finds nothing wrong with %s", (amount) => {
  expect(amountProblems("memory.limit", amount, memory, BOUNDS)).toEqual([]);
});

test.each([["1 MB"], ["1023 KiB"], ["1025 MiB"], [5], [null], [{}], [""]])(
  "refuses %j as an amount",
  (amount) => {
    expect(amountProblems("memory.limit", amount, memory, BOUNDS)).toMatchObject([
      { path: "memory.limit", sentence: "must be an amount from 1 MiB to 1 GiB" },
    ]);
  },
);

test.each([["3"], [1.5], [0], [6], [null], [NaN]])("refuses %j as a whole number", (value) => {
  expect(wholeNumberProblems("port", value, { min: 1, max: 5 })).toMatchObject([
    { path: "port", sentence: "must be a whole number from 1 to 5" },
  ]);
});

test("throws nothing, when there is no problem", () => {
  expect(() => refuseProblems("WebService 'cart'", [])).not.toThrow();
});

test("names all problems in one message that Pulumi prints without a stack trace", () => {
  const problems = [
    ...problemIf(true, "replicas", 0, "must be more"),
    ...problemIf(true, "calls", undefined, "must be there"),
  ];
  const error = thrownBy(() => refuseProblems("WebService 'cart'", problems));

  expect(error).toBeInstanceOf(ArgumentsError);
  expect(pulumi.RunError.isInstance(error)).toBe(true);
  expect(error.message).toBe(
    "WebService 'cart' has 2 problems:\n  'replicas' (0) must be more\n  'calls' must be there",
  );
});
