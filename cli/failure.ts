import { UserError } from "../platform/errors";
import { CommandError } from "../platform/exec";
import { StepError } from "./steps/runSteps";

const STOPPED = "Stopped. Run the same command again: it goes on from here.\n";

const FREE_SPACE =
  "free some space ('docker system prune' removes unused images, 'make clean' the caches), " +
  "then run the same again";

/**
 * What the user reads when something failed: what, why, what to do, and where the log is. A failure
 * nobody has foreseen keeps its stack trace and says that it is a bug.
 */
export function failureText(error: unknown): string {
  if (error instanceof StepError) {
    if (isAbort(error.cause)) return STOPPED;
    return `${error.step.title} failed.\n${reasons(error.cause)}${line("log", error.log)}`;
  }
  return reasons(error);
}

function reasons(error: unknown): string {
  if (isAbort(error)) return STOPPED;
  if (isDiskFull(error)) {
    return line("what", "the disk is full") + line("why", message(error)) + line("do", FREE_SPACE);
  }
  if (error instanceof UserError) {
    return line("what", error.what) + line("why", error.why) + line("do", error.way);
  }
  if (error instanceof CommandError) {
    const why = line("why", error.message) + line("do", "read the log, then run the same again");
    return line("what", `'${error.command.slice(0, 300)}' failed`) + why + line("log", error.log);
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${line("what", "an error that was not foreseen; please report it")}${text}\n`;
}

function line(name: string, text: string | undefined): string {
  if (text === undefined || text === "") return "";
  return `  ${name.padEnd(5)} ${text.replaceAll("\n", "\n        ")}\n`;
}

function isDiskFull(error: unknown): boolean {
  const output = error instanceof CommandError ? error.stderr : "";
  return /no space left on device|ENOSPC/i.test(`${message(error)}\n${output}`);
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isAbort(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "name" in error && error.name === "AbortError"
  );
}
