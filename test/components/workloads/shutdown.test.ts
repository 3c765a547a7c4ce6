import fc from "fast-check";
import { type Duration, seconds } from "../../../components/config/duration";
import { shutdownOf, shutdownProblems } from "../../../components/workloads/shutdown";
import { seeded } from "../../support/property";

test("serves on for 5 s, drains for 20 and has 5 to spare, when nothing is said", () => {
  expect(shutdownOf()).toEqual({ serveOn: "5 s", drain: "20 s", grace: "30 s" });
});

test("is refused, when the grace period is shorter than the drain", () => {
  expect(shutdownProblems({ drain: "1 min", grace: "1 min" })).toEqual([
    {
      path: "shutdown.grace",
      value: "1 min",
      sentence:
        "must be at least 65 s, 'shutdown.serveOn' (5 s) and 'shutdown.drain' (1 min) together: " +
        "the kernel would end the server in the middle of an answer",
    },
  ]);
});

test("names every time that is none", () => {
  const wrong = { serveOn: "-1 s", drain: "2 h", grace: "soon" } as unknown as { drain: Duration };

  expect(shutdownProblems(wrong).map(({ path }) => path)).toEqual([
    "shutdown.serveOn",
    "shutdown.drain",
    "shutdown.grace",
  ]);
});

test("always has time enough for itself, when the grace period is left to it", () => {
  const time = fc.integer({ min: 0, max: 1_000_000 }).map((amount): Duration => `${amount} ms`);

  fc.assert(
    fc.property(time, time, (serveOn, drain) => {
      const { grace } = shutdownOf({ serveOn, drain });

      expect(shutdownProblems({ serveOn, drain })).toEqual([]);
      expect(seconds(grace)).toBeGreaterThan(seconds(serveOn) + seconds(drain));
    }),
    seeded(300),
  );
});
