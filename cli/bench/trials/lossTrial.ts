import { UserError } from "../../../platform/errors";
import { momentsOf, serves } from "../../../report/trials/timeline";
import { type Trial, type TrialPlan } from "../../../report/trials/trialRun";
import { type Ask } from "./podQuestions";
import { type Recorder, wait } from "./recorder";
import { type Stage } from "./stage";
import { isAtRest, makeTrial } from "./trial";
import { type Place } from "./trialCluster";
import { lossWindow } from "./trialPlan";

/** Between two questions at one pod, in seconds. */
const ASK_EVERY = 0.2;
/** Seconds for the database to go, to come back, and for the service to be ready again. */
const LONGEST_RETURN = 120;
/** The same for what puts the database back, whatever has happened. */
const RESTORE_MILLIS = 60_000;

/** Takes the database away for a while, asks every pod all the time, and gives the database back. */
export async function lossTrial(stage: Stage, plan: TrialPlan, ask: Ask): Promise<Trial> {
  const args = { kind: "loss", number: 1, window: lossWindow(plan) } as const;
  return makeTrial(stage, args, async (recorder, signal) => {
    await refuseUnreachable(recorder, ask);
    const over = new AbortController();
    const asking = askAll(recorder, ask, over.signal);
    try {
      recorder.act("database-off");
      await withoutDatabase(stage, recorder, plan.lossSeconds, signal);
      await recorder.until(isAtRest, LONGEST_RETURN, signal);
    } finally {
      over.abort();
      await asking;
    }
  });
}

async function withoutDatabase(
  stage: Stage,
  recorder: Recorder,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    await scaleDatabase(stage, 0, signal);
    stage.note(`the database is away for ${seconds} s`);
    await wait(recorder, seconds, signal);
  } finally {
    recorder.act("database-on");
    await restoreDatabase(stage);
  }
  stage.note("the database is to come back");
}

/** With a signal of its own: the database comes back whatever ended the waiting. */
async function restoreDatabase(stage: Stage): Promise<void> {
  const { database, databaseReplicas, namespace } = stage.service;
  try {
    await scaleDatabase(stage, databaseReplicas, AbortSignal.timeout(RESTORE_MILLIS));
  } catch (error) {
    throw new UserError(
      `statefulset ${database} in namespace ${namespace} was scaled to 0 and could not be scaled back`,
      "run './tare up', which puts it back",
      error instanceof Error ? error.message : undefined,
    );
  }
}

async function scaleDatabase(stage: Stage, replicas: number, signal: AbortSignal): Promise<void> {
  const { database: name, namespace } = stage.service;
  const place: Place = { kind: "statefulset", name, namespace };
  await stage.cluster.patch(place, { spec: { replicas } }, signal);
}

/** Where the API server cannot reach the pods, the trial would see nothing but its own fault. */
async function refuseUnreachable(recorder: Recorder, ask: Ask): Promise<void> {
  for (const { name } of servingPods(recorder)) {
    const { status } = await ask(name);
    if (status !== 200) {
      const said = status === undefined ? "gave no answer" : `answered ${status}`;
      throw new Error(`pod ${name}, asked through the API server, ${said} before the loss`);
    }
  }
}

function servingPods(recorder: Recorder) {
  return (momentsOf("service", recorder.timeline).at(-1)?.pods ?? []).filter(serves);
}

/** Asks each pod that serves now, again and again, one question at a time. */
async function askAll(recorder: Recorder, ask: Ask, over: AbortSignal): Promise<void> {
  const askOne = async ({ name, uid }: { readonly name: string; readonly uid: string }) => {
    while (!over.aborted) {
      const at = recorder.now();
      const answer = await ask(name);
      recorder.add({ kind: "answer", uid, ...answer }, at);
      await wait(recorder, ASK_EVERY, over).catch(() => undefined);
    }
  };
  await Promise.all(servingPods(recorder).map(askOne));
}
