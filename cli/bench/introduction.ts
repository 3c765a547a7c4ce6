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
  const kept = run.sessions.filter((session) => !pending.includes(session));
  const namespaces = [...new Set(run.sessions.map(({ namespace }) => namespace))].join(", ");
  const row = (name: string, text: string): string => `  ${name.padEnd(9)} ${text}`;
  return [
    `Tare: bench ${run.experiment}, plan ${run.plan}, run ${run.id}`,
    "What happens now:",
    ...(kept.length === 0 ? [] : [row("kept", `${namesOf(kept)}, measured before`)]),
    row(
      "measure",
      pending.length === 0 ? "nothing more" : `${namesOf(pending)}, one after another`,
    ),
    row("by", `Jobs of their own in ${namespaces}; the stack stays as it is`),
    row("into", relative(PROJECT_DIR, folder)),
    row("time", `about ${durationText(forecast)}`),
    "",
  ];
}

/** `tokio (5 starts), exclusive-core`. */
function namesOf(sessions: readonly RunSession[]): string {
  const subjects = [...new Set(sessions.map(({ subject }) => subject))];
  const texts = subjects.map((subject) => {
    const starts = sessions.filter((one) => one.subject === subject && one.start !== undefined);
    if (starts.length === 0) return subject;
    return `${subject} (${starts.length} ${starts.length === 1 ? "start" : "starts"})`;
  });
  return texts.join(", ");
}
