import { buildReport } from "../../../report/buildReport";
import type { Page } from "../../../report/document/document";
import { cheapest, fastest, soonest } from "../../../report/document/leaders";
import type { Server } from "../../../report/report";
import type { Percentile } from "../../../report/sessions/latency";
import { input, sampleMeasurements } from "../sample";
import { pageOf } from "../samplePage";

const PAGE = pageOf(buildReport(input(sampleMeasurements())));
const CONTESTANTS = PAGE.report.servers.filter(({ role }) => role === "contestant");

const sentences = (
  leaders: (contestants: readonly Server[], page: Page) => string[],
  contestants = CONTESTANTS,
  page = PAGE,
): string[] => leaders(contestants, page).map((text) => text.replaceAll("\u00a0", " "));

/** The same with something else of one server. */
function withServer(name: string, change: (server: Server) => Partial<Server>): Server[] {
  return CONTESTANTS.map((one) => (one.name === name ? { ...one, ...change(one) } : one));
}

describe("the least CPU per request", () => {
  test("is nobody's, where several share the first rank: all are named", () => {
    const wide = withServer("rocket", () => ({ ranks: { cost: { best: 1, worst: 4 } } }));

    expect(sentences(cheapest, wide)[0]).toMatch(
      /cannot be told between tokio, hyperlane and rocket: 11\.\d µs, 11\.\d µs and \d+/,
    );
  });

  test("is that of one, with its lead, where no other has its rank", () => {
    const apart = sampleMeasurements().filter(({ subject }) => subject !== "hyperlane");
    const page = pageOf(buildReport(input(apart)));
    const contestants = page.report.servers.filter(({ role }) => role === "contestant");

    expect(sentences(cheapest, contestants, page)[0]).toMatch(
      /^tokio needs the least CPU per request: .* rocket, the next, needs 2\.\d+ times as much/,
    );
  });
});

test("the fastest are named by the ratio to their own yardstick, not by absolute figures", () => {
  const ranks = { peak: { best: 1, worst: 2 } };
  const shared = withServer("tokio", () => ({ ranks })).map((one) =>
    one.name === "hyperlane"
      ? { ...one, ranks, figures: { ...one.figures, peak: { rate: 200_000, atLeast: false } } }
      : one,
  );

  expect(sentences(fastest, shared)[0]).toMatch(
    /no first place can be told between tokio and hyperlane: at least 14\d,\d+ and 200,000/,
  );
});

describe("the shortest time", () => {
  /** A server whose slices lie between these. */
  const withP99 = (p99: Percentile) => (one: Server) => {
    const { latency } = one.figures;
    if (latency.kind !== "measured") throw new Error(latency.kind);
    const percentiles = { ...latency.percentiles, p99 };
    return { figures: { ...one.figures, latency: { ...latency, percentiles } } };
  };

  test("is that of a server whose slices all lie below those of the others", () => {
    expect(sentences(soonest)[0]).toMatch(
      /^At 70 % of its own peak, tokio answered .* the shortest time here, with all its slices \(/,
    );
  });

  test("is nobody's, where slices overlap", () => {
    const wide = withServer("hyperlane", withP99({ value: 2e-3, span: { low: 8e-4, high: 9e-3 } }));

    expect(sentences(soonest, wide)).toEqual([
      "At 70 % load the shortest time for 99 of 100 requests cannot be told between tokio and " +
        "hyperlane: their slices overlap.",
    ]);
  });

  test("names who is left out, having too few slices, and is not told above one of these", () => {
    const [slow, soon] = [9e-3, 1e-4].map((value) => withServer("hyperlane", withP99({ value })));

    expect(sentences(soonest, slow)[0]).toMatch(
      /^Not counting hyperlane, without a p99 of three slices: At 70 % of its own peak, tokio /,
    );
    expect(sentences(soonest, soon)).toEqual([]);
  });

  test("is not told, where slices are too few to show how far they lie apart", () => {
    const few = CONTESTANTS.map((one) => ({ ...one, ...withP99({ value: 1e-3 })(one) }));

    expect(sentences(soonest, few)).toEqual([]);
  });

  test("is not at 70 % of a peak that nobody knows", () => {
    const unknown = withServer("tokio", ({ figures }) => ({
      figures: { ...figures, peak: undefined },
    }));

    expect(sentences(soonest, unknown)[0]).toMatch(
      /^At 70 % of the middle of all its peak slices, tokio answered /,
    );
  });
});
