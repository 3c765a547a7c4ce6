import { buildReport } from "../../../report/buildReport";
import { summarySentences } from "../../../report/document/makeDocument";
import { renderHtml } from "../../../report/renderHtml";
import { renderMarkdown } from "../../../report/renderMarkdown";
import { input } from "../sample";
import { scalingTrials } from "./sampleScaling";

const report = buildReport({ ...input([]), trials: scalingTrials() });

describe("the scaling of a service in a report", () => {
  test("is told in the summary, with the mean beside the prediction", () => {
    const summary = summarySentences(report, "en");

    expect(summary.join("\n")).toMatch(
      /^Steps of the load: incomplete: .*\. On average 36\ss; the intervals predict [\d.]+\ss/m,
    );
    expect(summary).toContain("Constant load at the target: passed.");
    expect(summary).toContain("Memory alone: passed.");
  });

  test("has a section each, with the pods and the load over time", () => {
    const html = renderHtml(report, "en");

    for (const id of ["steps", "steady", "memory-alone"]) {
      const section = html.slice(html.indexOf(`<section id="${id}"`));
      const whole = section.slice(0, section.indexOf("</section>"));
      expect(whole).toContain("requests a second, requests a second: ");
      expect(whole).toMatch(/<path[^>]* stroke="var\(--series-1\)"/);
    }
  });

  test("gives each step beside its prediction, and the default's beside ours", () => {
    const text = renderMarkdown(report, "en");

    expect(text).toContain("| step 1 | 2 → 5 | 45\u00a0% → 225\u00a0% | 36\u00a0s |");
    expect(text).toContain("| step 2 | – | – | refused: the watch ended |");
    expect(text).toContain("| default 1 | 2 → 5 |");
    expect(text).toContain("| the kubelet reads a container's counters | 10\u00a0to\u00a020 |");
    expect(text).toContain("| default (none set) | 36\u00a0s | – | – |");
  });

  test("is said in French with the same tables", () => {
    const [en, fr] = (["en", "fr"] as const).map((lang) =>
      renderMarkdown(report, lang).split("\n"),
    );
    const tables = (lines: readonly string[]) =>
      lines.filter((line) => line.startsWith("|")).map((line) => line.split(" | ").length);

    expect(tables(fr)).toEqual(tables(en));
    expect(fr.join("\n")).toContain("Mémoire seule : réussi.");
  });
});
