import { buildReport } from "../../report/buildReport";
import { renderHtml } from "../../report/renderHtml";
import { input, measurement, sampleReport } from "./sample";

const REPORT = sampleReport();
const HTML = renderHtml(REPORT, "en");

const all = (pattern: RegExp, html = HTML): string[] =>
  [...html.matchAll(pattern)].map((match) => match[1]);

describe("renderHtml", () => {
  test("answers a question a section, the summary first", () => {
    expect(all(/<h2 [^>]*>([^<]*)</g).map((title) => title.replace(/\u00a0/g, " "))).toEqual([
      "Summary",
      "Which server needs the least CPU per request?",
      "What is the peak of one core?",
      "How long do requests take at 70 % load?",
      "How much memory?",
      "Were they throttled?",
      "How big are the images?",
      "Does tuning pay?",
      "How large a connection pool?",
      "Does an exclusive core pay?",
      "What was claimed?",
      "The article&#39;s way (wrk)",
      "How sure is this?",
      "Environment",
      "How it was measured",
    ]);
  });

  test("needs nothing from outside: no script, no style, no picture, no font", () => {
    expect(all(/<(script|link|img|iframe|object)\b/g)).toEqual([]);
    expect(all(/(url\(|@import|javascript:|https?:\/\/)/g)).toEqual([]);
    expect(all(/ (on[a-z]+)=/g)).toEqual([]);
  });

  test("links to the raw log of every session that has one", () => {
    const links = all(/href="([^#"][^"]*)"/g);

    expect(links).toContain("raw/bench-tokio-0123abcd.log");
    expect(links).not.toContain("raw/bench-actix-0123abcd.log");
    expect(links.every((link) => link.startsWith("raw/"))).toBe(true);
  });

  test("has every element closed, every id once, and every link inside the page an end", () => {
    const open: string[] = [];
    for (const [, end, name, rest] of HTML.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
      if (end === "/") expect(open.pop()).toBe(name);
      else if (!rest.endsWith("/") && name !== "meta") open.push(name);
    }
    expect(open).toEqual([]);
    const ids = all(/ id="([^"]*)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    expect(all(/href="#([^"]*)"/g).filter((id) => !ids.includes(id))).toEqual([]);
  });

  test("says each chart in words, and draws it once for wide and once for narrow screens", () => {
    const charts = all(/<div role="img" aria-label="([^"]*)"/g);

    expect(charts).toHaveLength(14);
    expect(charts[0]).toMatch(/^CPU per request of the yardstick.*tokio: 0\.850 \(0\.842/);
    expect(all(/(<svg class="wide")/g)).toHaveLength(14);
    expect(all(/(<svg class="narrow")/g)).toHaveLength(14);
  });

  test("colours charts by variables alone, so that they follow the scheme of the page", () => {
    const colours = [...new Set(all(/ (?:fill|stroke)="([^"]*)"/g))].sort();

    expect(colours).toEqual([
      "none",
      ...["ink", "muted", "rule", "series-0", "series-1", "series-2"].map(
        (name) => `var(--${name})`,
      ),
    ]);
  });

  test("names the columns and rows of each table", () => {
    const tables = all(/<table>([\s\S]*?)<\/table>/g);

    expect(tables.length).toBeGreaterThan(10);
    for (const table of tables) {
      expect(table).toContain("<caption>");
      expect(table).toContain('<th scope="col"');
    }
  });

  test("is the same, to the byte, when it is made again", () => {
    expect(renderHtml(REPORT, "en")).toBe(HTML);
  });

  test("makes every text harmless that comes from outside", () => {
    const hostile = `"><script>alert('x')</script>&`;
    const session = measurement();
    const report = buildReport({
      ...input([
        { ...session, subject: hostile, job: hostile, log: undefined, missing: hostile },
        session,
      ]),
      environment: hostile,
      commit: hostile,
      kubernetes: hostile,
      plugins: [{ name: hostile, version: hostile, standIn: true }],
    });
    const named = {
      ...report,
      servers: report.servers.map((server) => ({ ...server, name: hostile, image: hostile })),
    };

    const html = renderHtml(named, "fr");

    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;");
  });

  test("works without any measurement, with a word on it", () => {
    const html = renderHtml(buildReport(input([])), "en");

    expect(html).toContain("Nothing was measured.");
    expect(html).not.toContain("NaN");
  });

  test("holds no value that a computer made of nothing", () => {
    for (const lang of ["en", "fr"] as const) {
      expect(renderHtml(REPORT, lang)).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
    }
  });
});
