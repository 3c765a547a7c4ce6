import fc from "fast-check";
import { memory, type Memory } from "../../../../components/config/memory";
import { derivePool } from "../../../../components/workloads/tuning/pool";
import { seeded } from "../../../support/property";
import { limit } from "./space";

const MIB = 1024 ** 2;
const pods = fc.integer({ min: 1, max: 100 });
const perConnection = fc.integer({ min: 4, max: 4096 }).map((size): Memory => `${size} KiB`);
const peer = fc.record({
  maxConnections: fc.integer({ min: 1, max: 1000 }),
  reserved: fc.integer({ min: 0, max: 10 }),
});

test.each([
  [512, 2, 48], // (100 - 3) / 2
  [512, 7, 13],
  [16, 2, 4], // 1 MiB / 256 KiB
  [512, 98, 0],
])(
  "of %d MiB in %d pods has %d connections to a PostgreSQL as it comes",
  (mebibytes, count, size) => {
    expect(derivePool(mebibytes * MIB, count, {}).value).toBe(size);
  },
);

test("keeps within the memory limit and within what the peer takes of all pods together", () => {
  fc.assert(
    fc.property(limit, pods, perConnection, peer, (bytes, count, each, other) => {
      const { value } = derivePool(bytes, count, { perConnection: each, peer: other });
      const free = Math.max(0, other.maxConnections - other.reserved);

      expect(value * memory.parse(each)).toBeLessThanOrEqual(bytes / 16);
      expect(value * count).toBeLessThanOrEqual(free);
      expect(value).toBeGreaterThanOrEqual(0);
    }),
    seeded(1000),
  );
});

test("never gets smaller with a higher limit, nor larger with more pods", () => {
  fc.assert(
    fc.property(limit, limit, pods, pods, perConnection, peer, (a, b, c, d, each, other) => {
      const size = (bytes: number, count: number): number =>
        derivePool(bytes, count, { perConnection: each, peer: other }).value;
      const tightest = size(Math.min(a, b), Math.max(c, d));

      expect(size(Math.max(a, b), Math.max(c, d))).toBeGreaterThanOrEqual(tightest);
      expect(size(Math.min(a, b), Math.min(c, d))).toBeGreaterThanOrEqual(tightest);
    }),
    seeded(1000),
  );
});
