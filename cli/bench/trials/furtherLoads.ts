import { type Load } from "../../../report/trials/load";
import { timesOf } from "../../../report/trials/timeline";
import { type Trial } from "../../../report/trials/trialRun";
import { underLoad } from "./load";
import { type Recorder, wait } from "./recorder";
import { type Stage } from "./stage";

export interface FurtherLoadsOf {
  /** Of the pods, among those of the run; a number follows. */
  readonly name: string;
  /** Seconds of the load that is there already. */
  readonly window: number;
}

/** Seconds of each. */
const WINDOW = 25;
/** Seconds that a load still has when the next one is sent, which has to run before they are over. */
const OVERLAP = 10;
/** More are not made, so that what takes a minute longer than expected is seen, and not what hangs. */
const MOST = 5;

/**
 * Has the load go on in further pods for as long as the work takes, each sent before the one before it
 * ends. Gives what the trial then tells of them.
 */
export async function furtherLoads(
  stage: Stage,
  of: FurtherLoadsOf,
  recorder: Recorder,
  work: Promise<unknown>,
): Promise<Pick<Trial, "more">> {
  const more = await fromLoad(1, stage, of, recorder, work);
  return more.length > 0 ? { more } : {};
}

async function fromLoad(
  number: number,
  stage: Stage,
  of: FurtherLoadsOf,
  recorder: Recorder,
  work: Promise<unknown>,
): Promise<Load[]> {
  if (number > MOST) {
    await work;
    return [];
  }
  if (await endsWithin(secondsLeft(of, recorder) - OVERLAP, recorder, stage.signal, work))
    return [];
  const { load, found } = await underLoad(
    stage,
    {
      ...{ name: `${of.name}-more-${number}`, rate: stage.rate, settle: 0, seconds: WINDOW },
      acts: ["more-sent", "more-runs"],
    },
    recorder,
    () => fromLoad(number + 1, stage, of, recorder, work),
  );
  return [load, ...found];
}

async function endsWithin(
  seconds: number,
  recorder: Recorder,
  signal: AbortSignal,
  work: Promise<unknown>,
): Promise<boolean> {
  const ended = new AbortController();
  const either = AbortSignal.any([signal, ended.signal]);
  const waited = wait(recorder, Math.max(0, seconds), either);
  try {
    return await Promise.race([work.then(() => true), waited.then(() => false)]);
  } finally {
    ended.abort();
  }
}

/** Until the load that was sent last ends. */
function secondsLeft({ window }: FurtherLoadsOf, recorder: Recorder): number {
  const { timeline } = recorder;
  const [first = 0] = timesOf("load-sent", timeline);
  const last = timesOf("more-sent", timeline).at(-1);
  const end = last === undefined ? first / 1_000 + window : last / 1_000 + WINDOW;
  return end - recorder.now() / 1_000;
}
