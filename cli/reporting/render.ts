import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../platform/errors";
import { buildReport } from "../../report/buildReport";
import { summarySentences } from "../../report/document/makeDocument";
import { renderHtml } from "../../report/renderHtml";
import { renderMarkdown } from "../../report/renderMarkdown";
import { type Measurement, type Plugin, type Report } from "../../report/report";
import { type Lang } from "../../report/texts/lang";
import { type TrialRun, trialRunSchema } from "../../report/trials/trialRun";
import { jsonOf, readContext, type ReportContext } from "./contextFile";
import { type ReportFolder } from "./folder";

/** What is told of a report on the terminal. */
export interface Rendered {
  /** One sentence an item. */
  readonly summary: readonly string[];
  readonly plugins: readonly Plugin[];
}

/**
 * Writes report.html, report.md and report.json from what `fetchResults` has kept. Needs no cluster;
 * the same files give the same report.
 *
 * It brings the charts with it, which take time to load: import it where it is called.
 */
export function renderReport(folder: ReportFolder, lang: Lang): Rendered {
  const report = readReport(folder);
  const write = (name: string, text: string): void => writeFileSync(join(folder.path, name), text);
  write("report.json", `${JSON.stringify(report, undefined, 2)}\n`);
  write("report.md", renderMarkdown(report, lang));
  write("report.html", renderHtml(report, lang));
  return { summary: summarySentences(report, lang), plugins: report.plugins };
}

/** The report on what was kept in a folder, unrendered. */
export function readReport(folder: ReportFolder): Report {
  const { measurements, ...context } = readContext(folder.context);
  const trials = readTrials(folder);
  return buildReport({
    ...context,
    ...(trials && { trials }),
    measurements: measurements.map((one) => withLog(one, folder)),
  });
}

/** `undefined` where there are none. Those of another version of the program are an error. */
function readTrials({ trials: file }: ReportFolder): TrialRun | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = trialRunSchema.safeParse(jsonOf(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(
    `${file} cannot be read`,
    "delete it, or make the trials again by './tare bench'",
    `${issue?.path.join(".")}: ${issue?.message}`,
  );
}

/** A log that could not be fetched counts as missing, though an older one may lie there. */
function withLog(one: ReportContext["measurements"][number], folder: ReportFolder): Measurement {
  const file = join(folder.raw, `${one.job}.log`);
  if (one.missing !== undefined) return one;
  return existsSync(file)
    ? { ...one, log: readFileSync(file, "utf8") }
    : { ...one, missing: `there is no ${file}` };
}
