import { durationText } from "../steps/duration";
import { type Step } from "../steps/step";
import { FINISH_SECONDS } from "./forecast";
import { type RunSession } from "./runFile";

export interface StepsArgs {
  /** Still to be made. */
  readonly sessions: readonly RunSession[];
  /** That one of them takes. */
  readonly seconds: (session: RunSession) => number;
  readonly make: (session: RunSession, progress: Parameters<Step["run"]>[0]) => Promise<void>;
  readonly finish: Step["run"];
}

/** How often a step says how much is left, in milliseconds. Rarely, so as not to disturb. */
const LEFT_EVERY = 30_000;

/** One step a session, each after the one before it, and the report. */
export function benchSteps({ sessions, seconds, make, finish }: StepsArgs): Step[] {
  const steps = sessions.map((session, index): Step => ({
    id: session.job,
    title: `measure ${session.subject}${startText(session)}`,
    seconds: seconds(session),
    after: sessions.slice(0, index).map(({ job }) => job),
    run: async (progress) => {
      const others = sessions.slice(index + 1);
      const later = others.reduce((sum, one) => sum + seconds(one), FINISH_SECONDS);
      const stop = tellWhatIsLeft(seconds(session), later, progress.note);
      try {
        await make(session, progress);
      } finally {
        stop();
      }
    },
  }));
  const after = steps.map(({ id }) => id);
  return [
    ...steps,
    { id: "bench-report", title: "report", seconds: FINISH_SECONDS, after, run: finish },
  ];
}

function startText({ start }: RunSession): string {
  return start === undefined ? "" : `, start ${start + 1}`;
}

/** @param later seconds that will be needed after this step */
function tellWhatIsLeft(own: number, later: number, note: (text: string) => void): () => void {
  const begin = performance.now();
  const timer = setInterval(() => {
    const spent = (performance.now() - begin) / 1_000;
    note(`about ${durationText(Math.max(0, own - spent) + later)} left in all`);
  }, LEFT_EVERY);
  return () => clearInterval(timer);
}
