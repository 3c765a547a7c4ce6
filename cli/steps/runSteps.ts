import { join } from "node:path";
import { type Renderer, type Step } from "./step";

export interface RunStepsOptions {
  readonly renderer: Renderer;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  /** Each step's tools write to `<logs>/<id>.log`. */
  readonly logs: string;
  /** Steps that may run beside each other. @default 2 */
  readonly parallel?: number;
}

/** A step that failed, with the place of its log. */
export class StepError extends Error {
  override readonly name = "StepError";

  constructor(
    readonly step: Step,
    readonly log: string,
    override readonly cause: unknown,
  ) {
    super(`${step.title} failed`);
  }
}

/**
 * Runs every step as soon as those it comes after are done. The first failure stops the steps under
 * way (and waits for them) and starts no others. Throws {@link StepError}.
 */
export async function runSteps(steps: readonly Step[], options: RunStepsOptions): Promise<void> {
  checkOrder(steps);
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const done = new Set<string>();
  const waiting = [...steps];
  const running = new Map<string, Promise<void>>();
  let failure: StepError | undefined;

  const startReady = (): void => {
    const isReady = (step: Step): boolean => (step.after ?? []).every((id) => done.has(id));
    for (const step of waiting.filter(isReady)) {
      if (running.size >= (options.parallel ?? 2)) return;
      waiting.splice(waiting.indexOf(step), 1);
      const ended = runOne(step, signal, options).then(
        () => void done.add(step.id),
        (error: StepError) => {
          // What a step that was stopped by Ctrl-C says is no failure of it.
          if (!options.signal.aborted) failure ??= error;
          stop.abort();
        },
      );
      running.set(
        step.id,
        ended.finally(() => running.delete(step.id)),
      );
    }
  };

  try {
    startReady();
    while (running.size > 0) {
      await Promise.race(running.values());
      if (!signal.aborted) startReady();
    }
  } finally {
    await options.renderer.close();
  }
  if (failure !== undefined) throw failure;
  options.signal.throwIfAborted();
}

async function runOne(step: Step, signal: AbortSignal, options: RunStepsOptions): Promise<void> {
  const { renderer, logs } = options;
  const log = join(logs, `${step.id}.log`);
  const begin = performance.now();
  const seconds = (): number => (performance.now() - begin) / 1_000;
  renderer.start(step);
  try {
    await step.run({ note: (text) => renderer.note(step, text), signal, log });
    renderer.done(step, seconds());
  } catch (error) {
    renderer.ended(step, seconds(), signal.aborted ? "stopped" : "failed");
    throw new StepError(step, log, error);
  }
}

function checkOrder(steps: readonly Step[]): void {
  const seen = new Set<string>();
  for (const { id, after = [] } of steps) {
    const unknown = after.find((other) => !seen.has(other));
    if (unknown !== undefined)
      throw new Error(`step '${id}' comes after '${unknown}', not before it`);
    seen.add(id);
  }
}
