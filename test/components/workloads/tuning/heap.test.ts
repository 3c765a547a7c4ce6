import fc from "fast-check";
import { deriveHeap } from "../../../../components/workloads/tuning/heap";
import { seeded } from "../../../support/property";
import { limit, threads } from "./space";

const MIB = 1024 ** 2;

test("is what Node's manual gives of 2 GiB, for one process", () => {
  expect(deriveHeap(2048 * MIB, 1)).toEqual({
    name: "heap",
    value: 1536 * MIB,
    text: "1536 MiB",
    formula: "⌊2 GiB · 12/16 / 1⌋ in whole MiB",
    source: "https://nodejs.org/api/cli.html, --max-old-space-size: 1,536 MiB of 2 GiB",
  });
});

test("is whole MiB, and of all processes together at most three quarters of the limit", () => {
  fc.assert(
    fc.property(limit, threads, (bytes, processes) => {
      const { value } = deriveHeap(bytes, processes);

      expect(value % MIB).toBe(0);
      expect(value * processes).toBeLessThanOrEqual((bytes * 3) / 4);
    }),
    seeded(1000),
  );
});

test("never gets smaller with a higher limit, nor larger with more processes", () => {
  fc.assert(
    fc.property(limit, limit, threads, threads, (a, b, c, d) => {
      const tightest = deriveHeap(Math.min(a, b), Math.max(c, d)).value;

      expect(deriveHeap(Math.max(a, b), Math.max(c, d)).value).toBeGreaterThanOrEqual(tightest);
      expect(deriveHeap(Math.min(a, b), Math.min(c, d)).value).toBeGreaterThanOrEqual(tightest);
    }),
    seeded(1000),
  );
});
