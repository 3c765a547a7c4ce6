import { durationText } from "./duration";
import { type Renderer, type Step } from "./step";

/** Below this, a step's start is not worth a line of its own. */
const LONG_SECONDS = 10;
const NOTE_EVERY_MILLISECONDS = 15_000;

/**
 * One line a step for logs and pipes: `[ 3/12] cluster ... 41 s (about 60 s)`. A long step also says
 * when it begins, and now and then what it is at, so that nobody takes it for hung.
 */
export function plainRenderer(
  steps: readonly Step[],
  print: (line: string) => void,
  now: () => number = Date.now,
): Renderer {
  const width = String(steps.length).length;
  const lastNote = new Map<string, number>();
  const head = (step: Step): string => {
    const number = String(steps.indexOf(step) + 1).padStart(width);
    return `[${number}/${steps.length}] ${step.title}`;
  };
  const about = (step: Step): string => `about ${durationText(step.seconds)}`;
  const end = (step: Step, word: string): void => print(`${head(step)} ... ${word}`);
  return {
    start: (step) => {
      lastNote.set(step.id, now());
      if (step.seconds >= LONG_SECONDS) print(`${head(step)} (${about(step)})`);
    },
    note: (step, text) => {
      if (now() - (lastNote.get(step.id) ?? 0) < NOTE_EVERY_MILLISECONDS) return;
      lastNote.set(step.id, now());
      print(`${" ".repeat(2 * width + 3)} ${step.title}: ${text}`);
    },
    done: (step, seconds) => end(step, `${durationText(seconds)} (${about(step)})`),
    ended: (step, seconds, how) => end(step, `${how} after ${durationText(seconds)}`),
    close: () => Promise.resolve(),
  };
}
