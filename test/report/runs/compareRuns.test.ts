import { buildReport } from "../../../report/buildReport";
import { type Report } from "../../../report/report";
import { compareRuns, TOLERANCE } from "../../../report/runs/compareRuns";
import { input, measurement, REFERENCE, SERVERS } from "../sample";
import { sampleResult, type SampleServer } from "../sampleSession";

const [tokio, hyperlane] = SERVERS as [SampleServer, SampleServer];
const blocks = { peak: 5, cost: 11 };

/** A run of servers with as much noise as real ones. */
function report(servers: readonly SampleServer[], seed: number): Report {
  const sessions = servers.map((server, index) =>
    measurement(sampleResult(REFERENCE, server, { seed: seed + index, blocks })),
  );
  return buildReport(input(sessions));
}

// Making a report takes half a second.
const before = report(SERVERS, 1);

test("two runs of the same servers agree", () => {
  const { cost } = compareRuns(before, report(SERVERS, 101));

  expect(cost.agree).toBe(true);
  expect(cost.order).not.toBe("other");
  expect(cost.rows.map(({ verdict }) => verdict)).toEqual(Array(SERVERS.length).fill("within"));
});

test("of servers that were started several times, starts are compared with starts", () => {
  const started = (seed: number): Report =>
    buildReport(
      input(
        [0, 1, 2, 3].map((start) => {
          const other = { ...tokio, cost: tokio.cost * (1 + 0.02 * (start % 2)) };
          const result = sampleResult(REFERENCE, other, { seed: seed + start, blocks });
          return { ...measurement(result), job: `bench-tokio-s${start}` };
        }),
      ),
    );
  const [row] = compareRuns(started(1), started(51)).cost.rows;
  const [once] = compareRuns(report([tokio], 1), report([tokio], 51)).cost.rows;
  const width = (one: typeof row): number => {
    const { low = NaN, high = NaN } = one.change?.interval ?? {};
    return high - low;
  };

  expect(row.verdict).toBe("within");
  expect(width(row)).toBeGreaterThan(2 * width(once));
});

test("a server that became dearer by more than the tolerance is told apart", () => {
  const slower = SERVERS.map((one) =>
    one.name === "rocket" ? { ...one, cost: one.cost * (1 + 3 * TOLERANCE) } : one,
  );
  const { cost } = compareRuns(before, report(slower, 101));
  const rocket = cost.rows.find(({ server }) => server === "rocket");

  expect(cost.agree).toBe(false);
  expect(rocket?.verdict).toBe("apart");
  expect(rocket?.change?.estimate).toBeCloseTo(1 / (1 + 3 * TOLERANCE), 1);
});

test("servers that nobody can tell apart may change places", () => {
  const alike = [tokio, { ...hyperlane, cost: tokio.cost }];
  const earlier = report(alike, 500);
  const orders = [1, 31].map((seed) => compareRuns(earlier, report(alike, seed)).cost);

  expect([...new Set(orders.map(({ order }) => order))].sort()).toEqual(["same", "tied"]);
  expect(orders.map(({ agree }) => agree)).not.toContain(false);
});

test("servers that are apart and change places make another ranking", () => {
  const earlier = report([tokio, { ...hyperlane, cost: 26 }], 1);
  const later = report([{ ...tokio, cost: 26 }, hyperlane], 101);

  const { cost } = compareRuns(earlier, later);

  expect(cost.order).toBe("other");
  expect(cost.agree).toBe(false);
  expect(cost.rows.map(({ server }) => server)).toEqual(["hyperlane", "tokio"]);
});

test("the peak is not judged where the generator was the limit", () => {
  const { peak } = compareRuns(before, before);
  const bound = peak.rows.filter(({ verdict }) => verdict === "bound");

  expect(peak.rows).toHaveLength(SERVERS.length);
  expect(bound.map(({ server }) => server)).toEqual(SERVERS.map(({ name }) => name));
});

test("names what only one of the runs has, and another image", () => {
  const after = report([hyperlane], 101);
  const [server] = after.servers.filter(({ name }) => name === "hyperlane");
  const servers = after.servers.map((one) =>
    one === server ? { ...one, image: "registry/hyperlane@sha256:2" } : one,
  );
  const comparison = compareRuns(before, { ...after, servers });

  expect(comparison.onlyOne).toEqual(["tokio", "rocket", "node-std"]);
  expect(comparison.cost.rows[0]).toMatchObject({ server: "hyperlane", sameImage: false });
});
