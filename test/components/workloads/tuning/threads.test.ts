import fc from "fast-check";
import { memory } from "../../../../components/config/memory";
import { RUNTIMES } from "../../../../components/workloads/tuning/runtime";
import { deriveThreads, MOST_THREADS } from "../../../../components/workloads/tuning/threads";
import { seeded } from "../../../support/property";
import { cores, limit, runtime } from "./space";

const MIB = 1024 ** 2;

test.each([
  [2, 512, "native", 2],
  [1.5, 512, "native", 2],
  [0.1, 512, "native", 1],
  [8, 8, "native", 4],
  [4, 256, "node", 2],
  [4, 128, "node", 1],
] as const)("of %d cores and %d MiB are for %s %d", (count, mebibytes, name, threads) => {
  expect(deriveThreads(count, mebibytes * MIB, RUNTIMES[name]).value).toBe(threads);
});

test("tells the arithmetic with its numbers", () => {
  expect(deriveThreads(2, 512 * MIB, RUNTIMES.native)).toEqual({
    name: "threads",
    value: 2,
    text: "2",
    formula: "min(⌈2 CPU⌉, ⌊512 MiB / 2 MiB⌋), from 1 to 256",
    source: "a thread a core; 2 MiB each: sixteen times the least stack of the contract, 128 KiB",
  });
});

test("are at least one and never more than cores, memory and contract have room for", () => {
  fc.assert(
    fc.property(cores, limit, runtime, (count, bytes, kind) => {
      const { value } = deriveThreads(count, bytes, kind);

      expect(value).toBeGreaterThanOrEqual(1);
      expect(value).toBeLessThanOrEqual(MOST_THREADS);
      expect(value).toBeLessThan(count + 1);
      if (value > 1) expect(value * memory.parse(kind.least)).toBeLessThanOrEqual(bytes);
    }),
    seeded(1000),
  );
});

test("never get fewer with more cores or more memory", () => {
  fc.assert(
    fc.property(cores, cores, limit, limit, runtime, (a, b, c, d, kind) => {
      const less = deriveThreads(Math.min(a, b), Math.min(c, d), kind).value;

      expect(deriveThreads(Math.max(a, b), Math.max(c, d), kind).value).toBeGreaterThanOrEqual(
        less,
      );
    }),
    seeded(1000),
  );
});
