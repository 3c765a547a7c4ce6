import fc from "fast-check";
import { memory } from "../../../../components/config/memory";
import {
  deriveBacklog,
  QUEUED_CONNECTION,
  SOMAXCONN,
} from "../../../../components/workloads/tuning/backlog";
import { seeded } from "../../../support/property";
import { limit } from "./space";

const MIB = 1024 ** 2;

test.each([
  [512, 4096],
  [256, 4096],
  [128, 2048],
  [2, 32],
])("of %d MiB is %d connections", (mebibytes, connections) => {
  expect(deriveBacklog(mebibytes * MIB).value).toBe(connections);
});

test("takes at most a sixteenth of the limit, and no sysctl", () => {
  fc.assert(
    fc.property(limit, (bytes) => {
      const { value } = deriveBacklog(bytes);

      expect(value).toBeLessThanOrEqual(SOMAXCONN);
      expect(value * memory.parse(QUEUED_CONNECTION)).toBeLessThanOrEqual(bytes / 16);
    }),
    seeded(1000),
  );
});

test("never gets shorter with a higher limit", () => {
  fc.assert(
    fc.property(limit, limit, (a, b) => {
      const less = deriveBacklog(Math.min(a, b)).value;

      expect(deriveBacklog(Math.max(a, b)).value).toBeGreaterThanOrEqual(less);
    }),
    seeded(1000),
  );
});
