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

test("two runs of the same servers agree", () => {
  const { cost } = compareRuns(report(SERVERS, 1), report(SERVERS, 101));

  expect(cost.agree).toBe(true);
  expect(cost.order).not.toBe("other");
  expect(cost.rows.map(({ verdict }) => verdict)).toEqual(Array(SERVERS.length).fill("within"));
});

test("a server that became dearer by more than the tolerance is told apart", () => {
  const slower = SERVERS.map((one) =>
    one.name === "rocket" ? { ...one, cost: one.cost * (1 + 3 * TOLERANCE) } : one,
  );
  const { cost } = compareRuns(report(SERVERS, 1), report(slower, 101));
  const rocket = cost.rows.find(({ server }) => server === "rocket");

  expect(cost.agree).toBe(false);
  expect(rocket?.verdict).toBe("apart");
  expect(rocket?.change?.estimate).toBeCloseTo(1 / (1 + 3 * TOLERANCE), 1);
});

test("servers that nobody can tell apart may change places", () => {
  const orders = [1, 31, 61, 91, 121, 151].map(
    (seed) => compareRuns(report([tokio, hyperlane], seed), report([tokio, hyperlane], 500)).cost,
  );

  expect(orders.map(({ order }) => order)).not.toContain("other");
});

test("servers that are apart and change places make another ranking", () => {
  const swapped = [
    { ...tokio, cost: 26 },
    { ...hyperlane, cost: 11.8 },
  ];
  const { cost } = compareRuns(report([tokio, SERVERS[2]], 1), report(swapped, 101));
  const both = compareRuns(report([tokio, { ...hyperlane, cost: 26 }], 1), report(swapped, 101));

  expect(cost.rows.map(({ server }) => server)).toEqual(["tokio"]);
  expect(both.cost.order).toBe("other");
  expect(both.cost.agree).toBe(false);
});

test("the peak is not judged where the generator was the limit", () => {
  const { peak } = compareRuns(report([tokio, hyperlane], 1), report([tokio, hyperlane], 101));
  const verdicts = Object.fromEntries(peak.rows.map(({ server, verdict }) => [server, verdict]));

  expect(verdicts.tokio).toBe("bound");
});

test("names what only one of the runs has, and another image", () => {
  const after = report([hyperlane], 101);
  const [server] = after.servers.filter(({ name }) => name === "hyperlane");
  const servers = after.servers.map((one) =>
    one === server ? { ...one, image: "registry/hyperlane@sha256:2" } : one,
  );
  const comparison = compareRuns(report([tokio, hyperlane], 1), { ...after, servers });

  expect(comparison.onlyOne).toEqual(["tokio"]);
  expect(comparison.cost.rows[0]).toMatchObject({ server: "hyperlane", sameImage: false });
});
