import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../config/problems";

/**
 * Arguments that cannot be had, or not together. All problems are in one message, each with the
 * argument, its value and the way out; Pulumi prints it without a stack trace.
 */
export class ArgumentsError extends pulumi.RunError {
  constructor(
    what: string,
    readonly problems: readonly Problem[],
  ) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super([`${what} has ${count}:`, ...problems.map(line)].join("\n"));
  }
}

/**
 * Throws where there is a problem; of several with one argument it names the first.
 *
 * @param what The component whose arguments they are: `WebService 'shop'`.
 */
export function refuseProblems(what: string, problems: readonly Problem[]): void {
  const paths = problems.map(({ path }) => path);
  const first = problems.filter(({ path }, index) => paths.indexOf(path) === index);
  if (first.length > 0) throw new ArgumentsError(what, first);
}

function line({ path, value, sentence }: Problem): string {
  return `  '${path}'${value === undefined ? "" : ` (${value})`} ${sentence}`;
}
