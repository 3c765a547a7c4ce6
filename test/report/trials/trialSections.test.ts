import { buildReport } from "../../../report/buildReport";
import { summarySentences } from "../../../report/document/makeDocument";
import { renderHtml } from "../../../report/renderHtml";
import { renderMarkdown } from "../../../report/renderMarkdown";
import { trialRunSchema } from "../../../report/trials/trialRun";
import { input, measurement } from "../sample";
import { EVICTIONS, load, ROLLOUT, sampleTrials, trial } from "./sampleTrial";

const trials = sampleTrials();
const report = buildReport({ ...input([]), trials });

describe("the trials in a report", () => {
  test("are read back as they were written", () => {
    expect(trialRunSchema.parse(JSON.parse(JSON.stringify(trials)))).toEqual(trials);
  });

  test("are told first, with the count of failed requests, where nothing else is", () => {
    expect(summarySentences(report, "en")).toEqual([
      "Rolling updates: passed. 0 of 3,000 requests failed in 1 rolling updates.",
      "Evictions: passed.",
      "Loss of the database: passed.",
    ]);
  });

  test("have a section each with a chart and a verdict", () => {
    const html = renderHtml(report, "en");

    for (const id of ["rollouts", "evictions", "loss"]) {
      const section = html.slice(html.indexOf(`<section id="${id}"`));
      const whole = section.slice(0, section.indexOf("</section>"));
      expect(whole).toContain("<svg");
      expect(whole).toContain("passed.");
    }
  });

  test("give figures and limits side by side", () => {
    const text = renderMarkdown(report, "en");

    expect(text).toContain("| 1 | 11.5\u00a0s | 2 | 3,000 | 0 | – |");
    expect(text).toContain("| fewest pods that served | at least 1 | 1 | holds |");
    expect(text).toContain("| restarts of the service | 0 | 0 | holds |");
    expect(text).toContain(
      "The answer was “not now” 2 times. 0 of 3,000 requests failed meanwhile.",
    );
  });

  test("say why requests failed, by kind and by the first of them", () => {
    const failed = sampleTrials({
      trials: [
        trial("rollout", ROLLOUT, { load: load(30, { read: 2 }) }),
        trial("evictions", EVICTIONS, { load: load(30, { connect: 1, status: 3 }) }),
      ],
    });
    const said = (lang: "en" | "fr") =>
      renderMarkdown(buildReport({ ...input([]), trials: failed }), lang);

    expect(said("en")).toContain(
      "4 of 3,000 requests failed meanwhile. What failed: 1 × connection refused, " +
        "3 × another status; the first: the server closed the connection.",
    );
    expect(said("en")).toContain("| 2 | 2 × connection lost; the first: the server closed");
    expect(said("fr")).toContain("1 × connexion refusée, 3 × autre statut ; le premier : ");
  });

  test("say why one is refused, and never 0", () => {
    const unseen = sampleTrials({
      trials: [trial("rollout", [], { load: undefined, missing: "the image cannot be pulled" })],
    });
    const text = renderMarkdown(buildReport({ ...input([]), trials: unseen }), "en");

    expect(text).toContain("| 1 | – | – | – | – | refused: the image cannot be pulled |");
    expect(text).toContain("Rolling updates: refused: nothing could be seen.");
    expect(text).not.toContain("requests failed in");
  });

  test("stand beside what was measured", () => {
    const both = renderMarkdown(buildReport({ ...input([measurement()]), trials }), "en");

    expect(both).toContain("## Which server needs the least CPU per request?");
    expect(both).toContain("## Does a rolling update fail requests?");
    expect(both).toContain("## What was claimed?");
  });

  test("are said in French with the same tables", () => {
    const [en, fr] = (["en", "fr"] as const).map((lang) =>
      renderMarkdown(report, lang).split("\n"),
    );
    const tables = (lines: readonly string[]) =>
      lines.filter((line) => line.startsWith("|")).map((line) => line.split(" | ").length);

    expect(tables(fr)).toEqual(tables(en));
    expect(fr.join("\n")).toContain("Mises à jour progressives : réussi.");
  });
});
