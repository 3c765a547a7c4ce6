import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildReport } from "../../report/buildReport";
import { renderMarkdown } from "../../report/renderMarkdown";
import { input, measurement, sampleReport } from "./sample";

const GOLDEN = join(__dirname, "../golden/report.md");
const REPORT = sampleReport();

describe("renderMarkdown", () => {
  test("gives the text of the golden file", () => {
    const text = renderMarkdown(REPORT, "en");
    if (process.env["TARE_GOLDEN"] === "write") writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, "utf8"));
  });

  test("has the same figures and tables in French, and no English heading", () => {
    const [en, fr] = (["en", "fr"] as const).map((lang) =>
      renderMarkdown(REPORT, lang).split("\n"),
    );
    const tables = (lines: readonly string[]): number[] =>
      lines.filter((line) => line.startsWith("|")).map((line) => line.split(" | ").length);
    const headings = (lines: readonly string[]): string[] =>
      lines.filter((line) => line.startsWith("#"));

    expect(tables(fr)).toEqual(tables(en));
    expect(headings(fr)).toHaveLength(headings(en).length);
    expect(headings(fr).filter((line) => headings(en).includes(line))).toEqual([]);
  });

  test("keeps every table whole and every word a word, whatever a text holds", () => {
    const missing = "the Job failed | see\nits *log* <b>here</b>";
    const report = buildReport(input([{ ...measurement(), log: undefined, missing }]));
    const hostile = "a|b`c";
    const odd = { ...report, kubernetes: hostile };

    const text = renderMarkdown(odd, "en");

    expect(text).toContain("the Job failed \\| see its \\*log\\* \\<b\\>here\\</b\\>");
    expect(text).toContain("| Kubernetes | a\\|b\\`c |");
  });

  test("prints no figure for a server that has none, and never 0", () => {
    const row = renderMarkdown(REPORT, "en")
      .split("\n")
      .find((line) => line.includes("| rust-std | "));
    // Its peak was kept, and tells what a request costs there.
    expect(row).toMatch(
      /^\| – \| rust-std \| unknown \| – \| noisy: 0 of 12 pairs left \| 0\.59\d /,
    );
  });

  test("names nobody the first beside a better figure that has no interval", () => {
    const servers = REPORT.servers.map((server) =>
      server.name === "rust-std"
        ? {
            ...server,
            ratios: { cost: { estimate: 2 }, peak: { estimate: 2 } },
            ranks: {},
          }
        : server,
    );
    const first = /the least CPU per request cannot|On one core .* answers? the most/;

    expect(renderMarkdown(REPORT, "en")).toMatch(first);
    expect(renderMarkdown(REPORT, "en")).toContain(
      "Not counting rust-std, without an interval for CPU per request: Who needs the least CPU",
    );
    expect(renderMarkdown({ ...REPORT, servers }, "en")).not.toMatch(first);
  });

  test("tells the yardstick beside one with an interval, whoever stands before without one", () => {
    const ahead = REPORT.servers.map((server) =>
      server.name === "rust-std" ? { ...server, ratios: { cost: { estimate: 2 } } } : server,
    );
    const servers = [...ahead].sort(({ name }) => (name === "rust-std" ? -1 : 0));

    const text = renderMarkdown({ ...REPORT, servers }, "en");
    expect(text).toMatch(/^- The yardstick reference, .*\. tokio beside it: dearer/m);
  });

  test("names nobody the fastest where one alone has an interval", () => {
    const servers = REPORT.servers.map((server) =>
      server.name === "tokio" ? server : { ...server, ranks: {} },
    );

    expect(renderMarkdown(REPORT, "en")).toContain("On one core ");
    expect(renderMarkdown({ ...REPORT, servers }, "en")).not.toContain("On one core ");
  });

  test("says of which comparisons the pairs are, where pods are compared, too", () => {
    const alone = renderMarkdown({ ...REPORT, podComparisons: [] }, "en");

    expect(renderMarkdown(REPORT, "en")).toMatch(/^- Of the comparisons of servers \d+ of /m);
    expect(alone).toMatch(/^- \d+ of \d+ pairs were kept; /m);
  });

  test("works without any measurement", () => {
    expect(renderMarkdown(buildReport(input([])), "en")).toContain("Nothing was measured.");
    expect(renderMarkdown(buildReport(input([])), "fr")).toContain("Rien n'a été mesuré.");
  });
});
