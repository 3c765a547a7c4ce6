/** How many lines of the failing step are shown: as many as the engine's diagnostics have room for. */
const MOST_LINES = 20;

/**
 * What a failed build's plain progress says of the failure: the step, the end of its output, and
 * BuildKit's verdict. Its own summary repeats at most ten lines. Without a failed step, the end.
 */
export function buildFailure(progress: string): string {
  const lines = progress.split(/\r?\n/).filter((line) => line.trim() !== "");
  const step = lines.map((line) => /^#\d+ (?=ERROR: )/.exec(line)?.[0]).findLast(Boolean);
  if (step === undefined) return lines.slice(-MOST_LINES).join("\n");
  const said = lines.filter((line) => line.startsWith(step)).map((line) => line.slice(step.length));
  const title = said.find((text) => text.startsWith("[")) ?? "";
  const output = said.filter((text) => /^\d+\.\d+ /.test(text)).slice(-MOST_LINES);
  const verdict = lines.findLast((line) => /^ERROR: /.test(line)) ?? said.at(-1) ?? "";
  return [title, ...output, verdict].filter((line) => line !== "").join("\n");
}
