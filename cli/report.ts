import { type GlobalOptions, openContext, quietProgress } from "./context";
import { fetchAndWrite, reportFolder } from "./reporting/fetchAndWrite";

/** Fetches the results of the last update again and writes the report. */
export async function report(options: GlobalOptions): Promise<void> {
  const context = openContext(options);
  const { summary, plugins } = await fetchAndWrite(context, quietProgress(context, "report"));
  const names = plugins.map(({ name, version, standIn }) => {
    return `${name} ${version} (${standIn ? "stand-in" : "official"})`;
  });
  context.print(`Plugins: ${names.join(", ")}`);
  for (const sentence of summary) context.print(sentence);
  context.print(`Written: ${reportFolder(context.environment.name)}/report.md and report.json`);
}
