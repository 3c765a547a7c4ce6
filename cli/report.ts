import { UserError } from "../platform/errors";
import { type Lang, LANGS } from "../report/texts/lang";
import { type Context, type GlobalOptions, openContext, quietProgress } from "./context";
import { ensureRecordedCluster } from "./remoteCluster";
import { makeReport, renderAgain } from "./reporting/makeReport";

export interface ReportOptions {
  readonly lang: string;
  readonly offline?: boolean;
}

/** Fetches the results of the last update again, unless told not to, and writes the report. */
export async function report(options: GlobalOptions, more: ReportOptions): Promise<void> {
  const lang = langOf(more.lang);
  const context = openContext(options);
  const { summary, plugins } =
    more.offline === true ? renderAgain(context, lang) : await reportAnew(context, lang);
  const named = plugins.map(({ name, version, standIn }) => {
    return `${name} ${version} (${standIn ? "stand-in" : "official"})`;
  });
  context.print(`Plugins: ${named.join(", ")}`);
  for (const sentence of summary) context.print(sentence);
  context.print(`Written: out/${context.environment.name}/report.html, report.md and report.json`);
}

async function reportAnew(context: Context, lang: Lang): ReturnType<typeof makeReport> {
  const progress = quietProgress(context, "report");
  await ensureRecordedCluster(context, progress);
  return makeReport(context, progress, lang);
}

/** Throws {@link UserError} for a language that there is no catalogue of. */
export function langOf(text: string): Lang {
  const lang = LANGS.find((one) => one === text);
  if (lang !== undefined) return lang;
  throw new UserError(
    `'--lang' (${text}) is no language of the report`,
    `use ${LANGS.join(" or ")}`,
  );
}
