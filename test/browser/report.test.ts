import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser } from "playwright-core";
import { buildReport } from "../../report/buildReport";
import { renderHtml } from "../../report/renderHtml";
import { LANGS } from "../../report/texts/lang";
import { input, measurement, sampleReport } from "../report/sample";
import { scalingTrials } from "../report/trials/sampleScaling";
import { load } from "../report/trials/sampleTrial";
import { launch, look, OUT, type View } from "./browser";

const VIEWS: readonly Omit<View, "name">[] = [390, 768, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => ({ width, scheme })),
);
const CASES = LANGS.flatMap((lang) =>
  VIEWS.map((view) => ({ ...view, lang, name: `report-${lang}-${view.width}-${view.scheme}` })),
);
const LONG = "a-server-whose-name-is-as-long-as-kubernetes-lets-it-be-63-letter";

const file = (name: string): string => join(OUT, `${name}.html`);
let browser: Browser;

jest.setTimeout(60_000);

beforeAll(async () => {
  browser = await launch();
  for (const lang of LANGS) {
    writeFileSync(file(`report-${lang}`), renderHtml(sampleReport(), lang));
  }
});

afterAll(() => browser.close());

describe.each(CASES)("in $lang, $width pixels wide and $scheme", ({ lang, ...view }) => {
  let seen: Awaited<ReturnType<typeof look>>;

  beforeAll(async () => {
    seen = await look(browser, file(`report-${lang}`), view);
  });

  test("the page is no wider than the screen", () => {
    expect(seen.width).toBe(view.width);
  });

  test("every section is there, the summary first", () => {
    expect(seen.headings).toHaveLength(15);
    expect(seen.headings[0]).toBe(lang === "en" ? "Summary" : "Résumé");
  });

  test("the charts for this screen are shown, and no text of theirs is cut or covered", () => {
    expect(seen.drawings).toEqual([view.width <= 700 ? "narrow" : "wide"]);
    expect(seen.cutTexts).toEqual([]);
    expect(seen.collisions).toEqual([]);
  });

  test("every text and every mark stands out from the ground", () => {
    expect(seen.ground > 0.5).toBe(view.scheme === "light");
    expect(seen.texts).toBeGreaterThan(300);
    expect(seen.faintTexts).toEqual([]);
    expect(seen.marks).toBeGreaterThan(50);
    expect(seen.faintMarks).toEqual([]);
  });

  test("nothing is asked of the network, and the browser has nothing to complain of", () => {
    expect(seen.troubles).toEqual([]);
  });
});

test("on paper the page is black on white, whatever the screen is", async () => {
  // A4 less a margin of one centimetre on each side.
  const view: View = { name: "report-en-paper", width: 718, scheme: "dark", paper: true };

  const seen = await look(browser, file("report-en"), view);

  expect(seen.ground).toBe(1);
  expect(seen.faintTexts).toEqual([]);
  expect(seen.width).toBe(718);
});

test.each([390, 1280])("long names fit into %i pixels", async (width) => {
  const sample = sampleReport();
  const servers = sample.servers.map((one) => ({ ...one, name: LONG, experiment: "frameworks" }));
  writeFileSync(file("long"), renderHtml({ ...sample, servers }, "en"));

  const seen = await look(browser, file("long"), { name: `long-${width}`, width, scheme: "light" });

  expect(seen.width).toBe(width);
  expect(seen.cutTexts).toEqual([]);
  expect(seen.collisions).toEqual([]);
});

describe.each(LANGS.flatMap((lang) => [390, 1280].map((width) => [lang, width] as const)))(
  "the trials of a service, in %s and %i pixels wide",
  (lang, width) => {
    let seen: Awaited<ReturnType<typeof look>>;

    beforeAll(async () => {
      const failing = load(30, { connect: 1, status: 3 });
      const { trials, ...run } = scalingTrials();
      const all = trials.map((one) => (one.kind === "rollout" ? { ...one, load: failing } : one));
      const name = `trials-${lang}-${width}`;
      const report = buildReport({ ...input([]), trials: { ...run, trials: all } });
      writeFileSync(file(name), renderHtml(report, lang));
      seen = await look(browser, file(name), { name, width, scheme: "light" });
    });

    test("fit the screen, and no text of their charts is cut or covered", () => {
      expect(seen.width).toBe(width);
      expect(seen.drawings).toEqual([width <= 700 ? "narrow" : "wide"]);
      expect(seen.cutTexts).toEqual([]);
      expect(seen.collisions).toEqual([]);
    });

    test("stand out from the ground, and ask nothing of the network", () => {
      expect(seen.faintTexts).toEqual([]);
      expect(seen.marks).toBeGreaterThan(20);
      expect(seen.faintMarks).toEqual([]);
      expect(seen.troubles).toEqual([]);
    });
  },
);

test("a report without a figure says so", async () => {
  const missing = "the Job is gone";
  const report = buildReport(input([{ ...measurement(), log: undefined, missing }]));
  writeFileSync(file("empty"), renderHtml(report, "en"));

  const seen = await look(browser, file("empty"), { name: "empty", width: 1280, scheme: "light" });

  expect(seen.headings).toEqual([
    "Summary",
    "What was claimed?",
    "Environment",
    "How it was measured",
  ]);
  expect(seen.troubles).toEqual([]);
});
