import fc from "fast-check";
import { memory } from "../../../../components/config/memory";
import { RUNTIMES } from "../../../../components/workloads/tuning/runtime";
import { deriveStack, STACK_BOUNDS } from "../../../../components/workloads/tuning/stack";
import { deriveThreads } from "../../../../components/workloads/tuning/threads";
import { seeded } from "../../../support/property";
import { cores, limit, runtime, threads } from "./space";

const KIB = 1024;
const MIB = 1024 * KIB;

test.each([
  ["native", 512, 2, 2048],
  ["node", 512, 2, 984],
  ["native", 64, 4, 1024],
  ["native", 2, 1, 128],
] as const)("of %s in %d MiB is for %d threads %d KiB", (name, mebibytes, count, kibibytes) => {
  expect(deriveStack(mebibytes * MIB, count, RUNTIMES[name]).value).toBe(kibibytes * KIB);
});

test("is whole KiB within the bounds of the contract, and never above the runtime's own", () => {
  fc.assert(
    fc.property(limit, threads, runtime, (bytes, count, kind) => {
      const { value } = deriveStack(bytes, count, kind);

      expect(value % KIB).toBe(0);
      expect(value).toBeGreaterThanOrEqual(memory.parse(STACK_BOUNDS.min));
      expect(value).toBeLessThanOrEqual(memory.parse(kind.stack));
    }),
    seeded(1000),
  );
});

test("of all derived threads together is at most a sixteenth of the limit", () => {
  fc.assert(
    fc.property(cores, limit, runtime, (count, bytes, kind) => {
      const { value } = deriveThreads(count, bytes, kind);

      expect(deriveStack(bytes, value, kind).value * value).toBeLessThanOrEqual(bytes / 16);
    }),
    seeded(1000),
  );
});

test("never gets smaller with a higher limit, nor larger with more threads", () => {
  fc.assert(
    fc.property(limit, limit, threads, threads, runtime, (a, b, c, d, kind) => {
      const tightest = deriveStack(Math.min(a, b), Math.max(c, d), kind).value;

      expect(deriveStack(Math.max(a, b), Math.max(c, d), kind).value).toBeGreaterThanOrEqual(
        tightest,
      );
      expect(deriveStack(Math.min(a, b), Math.min(c, d), kind).value).toBeGreaterThanOrEqual(
        tightest,
      );
    }),
    seeded(1000),
  );
});
