import { durationText } from "./duration";
import { type Renderer, type Step } from "./step";

interface Row {
  readonly ended: Promise<void>;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
  begin: number | undefined;
  note: string;
  final: string | undefined;
}

/**
 * Milliseconds between two drawings, each of which costs a busy machine something: ten a second took
 * 4 % of a core, beside measurements that allow the whole machine 2 %.
 */
const DRAW_EVERY = 1_000;

/** A list that is redrawn in place, with what each step is at and how long it has taken. */
export async function liveRenderer(steps: readonly Step[]): Promise<Renderer> {
  const { Listr } = await import("listr2");
  const rows = new Map(steps.map((step) => [step.id, newRow()]));
  const row = (step: Step): Row => rows.get(step.id) as Row;

  const list = new Listr(
    steps.map((step) => ({
      title: titleOf(step, row(step)),
      task: async (_context: unknown, task: { title: string; output: string }) => {
        const draw = setInterval(() => {
          task.title = titleOf(step, row(step));
          task.output = row(step).note;
        }, DRAW_EVERY);
        try {
          await row(step).ended;
        } finally {
          clearInterval(draw);
          task.title = titleOf(step, row(step));
        }
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      // `lazy`: draws when a title or a note changes, and no wheel that turns meanwhile.
      rendererOptions: { lazy: true, showErrorMessage: false, collapseSkips: false },
    },
  );
  const shown = list.run();
  return {
    start: (step) => void (row(step).begin = Date.now()),
    note: (step, text) => void (row(step).note = text),
    done: (step, seconds) => {
      row(step).final = durationText(seconds);
      row(step).end();
    },
    ended: (step, seconds, how) => {
      row(step).final = `${how} after ${durationText(seconds)}`;
      row(step).fail(new Error(row(step).note || how));
    },
    close: async () => {
      for (const [, one] of rows) {
        if (one.begin !== undefined) continue;
        one.final = "not started";
        one.fail(new Error(one.final));
      }
      await shown;
    },
  };
}

/** `cluster  12 s of about 60 s` while it runs. */
function titleOf(step: Step, row: Pick<Row, "begin" | "final">, now = Date.now()): string {
  const about = durationText(step.seconds);
  if (row.final !== undefined) return `${step.title}  ${row.final} (about ${about})`;
  if (row.begin === undefined) return `${step.title}  waiting (about ${about})`;
  return `${step.title}  ${durationText((now - row.begin) / 1_000)} of about ${about}`;
}

function newRow(): Row {
  let end = (): void => undefined;
  let fail: (error: Error) => void = () => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  ended.catch(() => undefined); // The list may not have begun to wait for it.
  return { ended, end, fail, begin: undefined, note: "", final: undefined };
}
