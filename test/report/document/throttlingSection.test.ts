import { buildReport } from "../../../report/buildReport";
import type { Page } from "../../../report/document/document";
import { throttlingSection } from "../../../report/document/throttlingSection";
import type { RawResult } from "../../../report/rawResult";
import { input, measurement, REFERENCE, SERVERS } from "../sample";
import { pageOf } from "../samplePage";
import { sampleResult } from "../sampleSession";
import { effectiveOf, sampleVariant } from "../sampleVariants";

const [calm, , , stopped] = SERVERS;
const NONE = "No server was stopped by its CPU limit.";

/** A server beside the yardstick, and one beside its default. */
function pageWith(variant: RawResult): Page {
  return pageOf(
    buildReport(input([sampleResult(REFERENCE, calm), variant].map((one) => measurement(one)))),
  );
}

function textsOf(page: Page): string[] {
  return throttlingSection(page).blocks.flatMap((block) =>
    block.kind === "text" ? [block.text] : [],
  );
}

const tuned = (server = calm) =>
  sampleVariant("tuning", server, { name: "tuned" }, { BACKLOG: "4096" });

test("says that nobody was stopped, when neither a server nor an arm of a variant was", () => {
  expect(textsOf(pageWith(tuned()))).toContain(NONE);
});

test("does not say so, when the arms of a variant were stopped", () => {
  expect(textsOf(pageWith(tuned(stopped)))).not.toContain(NONE);
});

test("does not say so, when a phase of a server was not counted", () => {
  const page = pageWith(tuned());
  const [first, ...more] = page.report.servers;
  const { peak, cost } = first.figures.throttling;
  const uncounted = { ...first, figures: { ...first.figures, throttling: { peak, cost } } };

  expect(
    textsOf({ ...page, report: { ...page.report, servers: [uncounted, ...more] } }),
  ).not.toContain(NONE);
});

test("gives each arm of a variant a row, with its own limit as it was read back", () => {
  const result = tuned(stopped);
  const small = { cpu: { quotaMicros: 100_000, periodMicros: 100_000 } };
  const page = pageWith({
    ...result,
    effective: {
      ...result.effective,
      tuned: { ...effectiveOf({ BACKLOG: "4096" }, 8082), ...small },
    },
  });
  const rows = throttlingSection(page).blocks.flatMap((block) =>
    block.kind === "table" ? block.rows : [],
  );

  expect(rows.map(([name, limit]) => [name, limit])).toEqual([
    ["reference (yardstick)", "2"],
    ["tokio", "2"],
    ["tuned: node-std-default", "2"],
    ["tuned: tuned", "1"],
  ]);
});
