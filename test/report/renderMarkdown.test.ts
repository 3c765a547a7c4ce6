import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildReport } from "../../report/buildReport";
import { renderChart } from "../../report/renderChart";
import { renderMarkdown } from "../../report/renderMarkdown";
import { input, measurement, resultWith } from "./sample";

const GOLDEN = join(__dirname, "../golden/report.md");

const REPORT = buildReport(
  input([
    measurement("hyperlane", resultWith({ machine: { busyCores: 1.97, irqCores: 0.1 } })),
    measurement(
      "reference",
      resultWith({
        generator: { utilisation: 0.97 },
        subjectUse: {
          cpu: { known: true, cores: 0.2, overSeconds: 10, readings: 2 },
          memory: { known: false, reason: "no reading" },
        },
      }),
    ),
    { ...measurement("node-std"), log: undefined, missing: "the Job failed | see its log\nhere" },
  ]),
);

describe("renderMarkdown", () => {
  test("gives the text of the golden file", () => {
    const text = renderMarkdown(REPORT);
    if (process.env["TARE_GOLDEN"] === "write") writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, "utf8"));
  });

  test("keeps every table whole, when a reason holds bars and line ends", () => {
    const rows = renderMarkdown(REPORT).split("\n");
    const [row, ...more] = rows.filter((line) => line.startsWith("| node-std | -"));
    expect(row).toContain("refused: the Job failed \\| see its log here |");
    expect(more).toEqual([]);
  });

  test("prints no figure for a refused measurement, and never 0", () => {
    const row = renderMarkdown(REPORT)
      .split("\n")
      .find((line) => line.startsWith("| node-std | - |"));
    expect(row).toMatch(/^\| node-std \| - \| - \| - \| - \|/);
  });

  test("works without any measurement", () => {
    expect(renderMarkdown(buildReport(input([])))).toContain("Nothing was measured.");
  });
});

describe("renderChart", () => {
  test("draws the fastest first and a bar only where there is a figure", () => {
    const svg = renderChart(REPORT);
    const labels = [...svg.matchAll(/text-anchor="end"[^>]*>([^<]+)</g)].map((match) => match[1]);

    expect(labels).toEqual(["hyperlane", "reference", "node-std"]);
    expect(svg).toContain("at least 50,000");
    expect(svg).toContain('width="0"');
    expect(svg).toContain("refused");
  });

  test("makes names harmless", () => {
    const svg = renderChart(buildReport(input([measurement("<a&b>")])));
    expect(svg).toContain("&lt;a&amp;b&gt;");
  });
});
