import { type Plan } from "../../components/benchmark/plan";
import { UserError } from "../../platform/errors";
import { type Context } from "../context";
import { type KubectlTarget } from "../reporting/jobLog";
import { durationText } from "../steps/duration";
import { rendererFor } from "../steps/rendererFor";
import { runSteps } from "../steps/runSteps";
import { type Finished, finishRun } from "./finish";
import { forecastSeconds, sessionSeconds } from "./forecast";
import { introduction } from "./introduction";
import { kubectlCluster } from "./jobCluster";
import { previousRun, withSession } from "./resume";
import { folderOf, type Run, type RunSession, writeRun } from "./runFile";
import { isKept, makeSession } from "./session";
import { type Source, sourceOf } from "./source";
import { benchSteps } from "./steps";

export interface CarryOutArgs {
  readonly context: Context;
  /** Folder of the runs. */
  readonly runs: string;
  /** The newest first. */
  readonly earlier: readonly Run[];
  readonly target: KubectlTarget;
  /** What the sessions repeat. */
  readonly sources: readonly Source[];
  readonly plan: Plan;
  /** The run to be made, or to be continued. */
  readonly run: Run;
}

/** Makes what is missing of a run, after it was said how long that takes, and reports. */
export async function carryOut(args: CarryOutArgs): Promise<void> {
  const { context, runs, plan, target } = args;
  const { print, signal, logs } = context;
  const folder = folderOf(runs, args.run);
  const pending = args.run.sessions.filter((session) => !isKept(session, folder));
  const forecast = forecastSeconds(plan, pending);
  for (const line of introduction(args.run, pending, forecast, folder.path)) print(line);

  let run = args.run;
  let finished: Finished = { told: [], noisy: [] };
  writeRun(runs, run);
  const begin = performance.now();
  const steps = benchSteps({
    sessions: pending,
    seconds: (session) => sessionSeconds(plan, session),
    make: async (session, progress) => {
      const source = sourceOf(session.source, args.sources);
      const place = { cluster: kubectlCluster(target, progress), folder, run, source };
      run = withSession(run, await makeSession(session, place, progress));
      writeRun(runs, run);
    },
    finish: async () => {
      const previous = previousRun(args.earlier, run);
      finished = await finishRun({
        environment: context.environment.name,
        runs,
        target,
        run,
        previous,
      });
    },
  });
  await runSteps(steps, { renderer: await rendererFor(steps, print), signal, logs, parallel: 1 });
  const seconds = (performance.now() - begin) / 1_000;

  const failed = run.sessions.filter(({ ended }) => ended !== "complete");
  const length = { sessions: pending.length, forecastSeconds: forecast, seconds };
  const finishedAt = failed.length > 0 ? {} : { finishedAt: new Date().toISOString() };
  writeRun(runs, { ...run, ...finishedAt, lengths: [...run.lengths, length] });
  for (const line of finished.told) print(line);
  print(`Took ${lengthText(seconds, forecast)}`);
  refuseFailed(failed.map(({ job }) => job));
  const noisy = run.sessions.filter(({ subject }) => finished.noisy.includes(subject));
  if (noisy.length > 0) print(noisyText(noisy, forecastSeconds(plan, noisy)));
}

/** `18 min 2 s; the forecast was 18 min 10 s (real to forecast: 0.99)`. */
export function lengthText(seconds: number, forecast: number): string {
  const ratio = (seconds / forecast).toFixed(2);
  return `${exact(seconds)}; the forecast was ${exact(forecast)} (real to forecast: ${ratio})`;
}

function noisyText(sessions: readonly RunSession[], seconds: number): string {
  const names = [...new Set(sessions.map(({ subject }) => subject))].join(", ");
  const way = `the same command with --noisy measures that once more (about ${durationText(seconds)})`;
  return `Noisy: ${names}; ${way}, and keeps the rest.`;
}

function exact(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function refuseFailed(jobs: readonly string[]): void {
  if (jobs.length === 0) return;
  throw new UserError(
    `no result of ${jobs.join(", ")}: the report says why`,
    "run the same command again: it keeps the other results and measures these once more",
  );
}
