import { type Progress } from "../../platform/progress";
import { type Lang } from "../../report/texts/lang";
import { type Context } from "../context";
import { fetchResults } from "./fetch";
import { reportFolder } from "./folder";
import type * as render from "./render";

/** Renders what was fetched before. */
export function renderAgain({ environment }: Context, lang: Lang): render.Rendered {
  return renderer().renderReport(reportFolder(environment.name), lang);
}

/** Fetches the results and renders the report. */
export async function makeReport(
  context: Context,
  progress: Progress,
  lang: Lang = "en",
): Promise<render.Rendered> {
  await fetchResults(context, progress);
  return renderAgain(context, lang);
}

/** Loaded when it is needed: the library for charts would slow the start of every verb down. */
export function renderer(): typeof render {
  // tsx translates what is required; `import()` would go past it, to a file that does not exist.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("./render") as typeof render;
}
