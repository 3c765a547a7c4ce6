import { buildReport } from "../../../report/buildReport";
import { podSpecsSections } from "../../../report/document/podSpecsSection";
import { renderHtml } from "../../../report/renderHtml";
import { renderMarkdown } from "../../../report/renderMarkdown";
import type { Measurement } from "../../../report/report";
import { input, sampleMeasurements } from "../sample";
import { pageOf } from "../samplePage";
import { podMeasurement, samplePods, withCpus } from "./samplePods";

const textOf = (measurement: Measurement, lang: "en" | "fr" = "en"): string =>
  renderMarkdown(buildReport(input([measurement])), lang).replaceAll("\u00a0", " ");

test("answers first what the spec changes, in both languages", () => {
  const text = textOf(podMeasurement());

  expect(text).toContain("## Does an exclusive core pay?");
  expect(text).toContain(
    "tokio: exclusive beside shared. Better: p99 at the fixed rate shorter by",
  );
  expect(text).toContain("No difference shown: CPU per request and peak.");
  expect(text).not.toContain("Nothing was measured.");
  expect(textOf(podMeasurement(), "fr")).toContain("## Un cœur exclusif est-il rentable ?");
});

test("says how to have it measured, beside servers that were", () => {
  const english = renderMarkdown(buildReport(input(sampleMeasurements())), "en");
  const french = renderMarkdown(buildReport(input(sampleMeasurements())), "fr");

  for (const text of [english, french]) {
    expect(text).toContain("./tare bench frameworks --subjects exclusive-core");
  }
  expect(textOf(podMeasurement())).not.toContain("--subjects");
});

test("shows the cores that were read back", () => {
  expect(textOf(podMeasurement())).toContain("| exclusive | 1 | 1 | – CPU, 256 MiB | 2.1 s |");
});

test("draws a row a quantity", () => {
  const html = renderHtml(buildReport(input([podMeasurement()])), "en");

  expect(html).toContain('id="pods-exclusive-core"');
  expect(html).toContain("How good beside shared");
});

test("draws no interval of a peak whose generator was the limit", () => {
  const report = buildReport(input([podMeasurement()]));
  const [pods] = report.podComparisons;
  const intervals = (subject: boolean): boolean[] => {
    const comparisons = pods.measured?.comparisons.map((one) => {
      return { ...one, peak: { ...one.peak, bound: { reference: false, subject } } };
    });
    const measured = { ...pods.measured, comparisons } as typeof pods.measured;
    const [section] = podSpecsSections(
      pageOf({ ...report, podComparisons: [{ ...pods, measured }] }),
    );
    const rows = section.blocks.flatMap((block) =>
      block.kind === "chart" ? block.chart.rows : [],
    );
    return rows.map(({ dots: [dot] }) => dot.interval !== undefined);
  };

  expect(intervals(false)).toEqual([true, true, true]);
  expect(intervals(true)).toEqual([true, true, false]);
});

test("says why there is no answer", () => {
  const refused = textOf(podMeasurement(withCpus("exclusive", "0-1", [0, 1, 2, 3, 4, 5])));
  expect(refused).toContain(
    "no pod exclusive got the cores that its spec asks for: it could run on 0-1",
  );

  const unplaced = { arm: "exclusive", reason: "1 Insufficient cpu" };
  expect(textOf(podMeasurement(samplePods({ unplaced })), "fr")).toContain(
    "le nœud n'a pas de place pour un pod exclusive : 1 Insufficient cpu",
  );
});

test("calls what is noisy not decided", () => {
  const text = textOf(podMeasurement(withCpus("shared", "0", [0, 1, 2, 3])));

  expect(text).toContain("Not decided: CPU per request noisy: 2 of 6 pairs left");
});
