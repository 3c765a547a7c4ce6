import { relative } from "node:path";
import { PROJECT_DIR } from "../../platform/tools/versions";
import { durationText } from "../steps/duration";
import { type Run, type RunSession } from "./runFile";

/** What `bench` says before it does anything. */
export function introduction(
  run: Run,
  pending: readonly RunSession[],
  forecast: number,
  folder: string,
): string[] {
  const names = (sessions: readonly RunSession[]): string =>
    sessions.map(({ subject }) => subject).join(", ");
  const kept = run.sessions.filter((session) => !pending.includes(session));
  const namespaces = [...new Set(run.sessions.map(({ namespace }) => namespace))].join(", ");
  const row = (name: string, text: string): string => `  ${name.padEnd(9)} ${text}`;
  return [
    `Tare: bench ${run.experiment}, plan ${run.plan}, run ${run.id}`,
    "What happens now:",
    ...(kept.length === 0 ? [] : [row("kept", `${names(kept)}, measured before`)]),
    row("measure", pending.length === 0 ? "nothing more" : `${names(pending)}, one after another`),
    row("by", `Jobs of their own in ${namespaces}; the stack stays as it is`),
    row("into", relative(PROJECT_DIR, folder)),
    row("time", `about ${durationText(forecast)}`),
    "",
  ];
}
