import fc from "fast-check";
import { type Duration, seconds } from "../../../../components/config/duration";
import { deriveKeepalive } from "../../../../components/workloads/tuning/keepalive";
import { seeded } from "../../../support/property";

/** All that `tcp.idleTimeout` takes. */
const timeout = fc.integer({ min: 20, max: 7200 });

const derived = (length: number) => deriveKeepalive(`${length} s`).value;

const detection = (length: number): number => {
  const { idle, interval, count } = derived(length);
  return seconds(idle) + seconds(interval) * count;
};

test.each<[Duration, Duration, Duration]>([
  ["4 min", "120 s", "13 s"],
  ["350 s", "175 s", "19 s"],
  ["20 s", "10 s", "1 s"],
])("asks, where silence of %s is forgotten, after %s and every %s", (length, idle, interval) => {
  expect(deriveKeepalive(length).value).toEqual({ idle, interval, count: 9 });
});

test("asks before the connection is forgotten, and knows by then whether anybody answers", () => {
  fc.assert(
    fc.property(timeout, (length) => {
      expect(seconds(derived(length).idle)).toBeGreaterThanOrEqual(1);
      expect(seconds(derived(length).interval)).toBeGreaterThanOrEqual(1);
      expect(seconds(derived(length).idle)).toBeLessThan(length);
      expect(detection(length)).toBeLessThanOrEqual(length);
    }),
    seeded(1000),
  );
});

test("never asks earlier, where silence is forgotten later", () => {
  fc.assert(
    fc.property(timeout, timeout, (a, b) => {
      const [short, long] = [derived(Math.min(a, b)), derived(Math.max(a, b))];

      expect(seconds(long.idle)).toBeGreaterThanOrEqual(seconds(short.idle));
      expect(seconds(long.interval)).toBeGreaterThanOrEqual(seconds(short.interval));
    }),
    seeded(1000),
  );
});
