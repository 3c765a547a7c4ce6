import { type JobManifest } from "../../../cli/bench/derivedJob";
import { type Plan } from "../../../components/benchmark/plan";
import { build, slice, URL, withServer, wrkOf } from "../loadSlice";
import { LOAD_TOOLS } from "../loadTools";
import {
  droppedText,
  jobSeconds,
  kubectl,
  type Laboratory,
  logOf,
  session,
  withJob,
} from "./laboratory";
import { loadAlone, serverAlone } from "./manifests";
import { peakPlan } from "./plans";

/** Rates of the harness, each divided by that of wrk right before and after it. */
export interface HarnessRatios {
  readonly within: readonly number[];
  readonly between: readonly number[];
}

const CONNECTIONS = 64;
const SECONDS = 3;
const ONE_WORKER = { WORKERS: "1" };

/** Seconds that the rounds take; the compiler's time is not in it. */
export function harnessSeconds(like: Plan, rounds: number): number {
  const load = SECONDS + 6;
  return AROUND_SERVER + SECONDS + rounds * (jobSeconds(peakPlan(like)) + load + 2 * SECONDS);
}

/** To have the server of the other pod ready and gone. */
const AROUND_SERVER = 10;

/**
 * The project's load in one pod with its server and from pod to pod, beside wrk on a bare process of
 * the host. The server has one worker; wrk and the load are on the first core. What is bare or in
 * one pod has its server on the last core; in a pod of its own it chooses.
 */
export async function harnessRatios(
  laboratory: Laboratory,
  like: Plan,
  rounds: number,
): Promise<HarnessRatios> {
  laboratory.say("compiling the server that runs bare");
  const folder = build();
  const wrk = wrkOf(LOAD_TOOLS);
  const bare = async (): Promise<number> =>
    (await slice(folder, wrk, { url: URL, connections: CONNECTIONS, seconds: SECONDS })).perSecond;
  const ratios = { within: [] as number[], between: [] as number[] };
  const server = serverAlone(laboratory.manifest);
  await withServer(folder, () =>
    withJob(laboratory, server, "server", like, async ({ job, namespace }) => {
      const address = await addressOf(laboratory, job, namespace);
      let before = await bare();
      const measure = async (list: number[], rate: () => Promise<number>): Promise<void> => {
        const own = await rate();
        const after = await bare();
        list.push(own / ((before + after) / 2));
        before = after;
      };
      for (let round = 1; round <= rounds; round += 1) {
        await measure(ratios.within, () => peakInPod(laboratory, like, round));
        await measure(ratios.between, () => rateBetween(laboratory, like, address, round));
      }
    }),
  );
  return ratios;
}

async function peakInPod(laboratory: Laboratory, like: Plan, round: number): Promise<number> {
  const arms = [
    { name: "reference", settings: ONE_WORKER },
    { name: "reference-again", settings: ONE_WORKER },
  ] as const;
  const { measured } = await session(laboratory, `within-${round}`, arms, peakPlan(like));
  const { peak } = measured;
  if (peak.kind !== "compared") {
    throw new Error(`the peak in one pod was not measured: ${droppedText(measured)}`);
  }
  return Math.sqrt(peak.reference * peak.subject);
}

async function rateBetween(
  laboratory: Laboratory,
  like: Plan,
  address: string,
  round: number,
): Promise<number> {
  const manifest: JobManifest = loadAlone(laboratory.manifest, address, SECONDS);
  laboratory.say(`from pod to pod: about ${SECONDS + 6} s`);
  const log = await withJob(laboratory, manifest, `between-${round}`, like, (place) =>
    logOf(laboratory, place),
  );
  const said = LOAD_TOOLS[0].read(log);
  if (said.errors > 0) throw new Error(`the load from pod to pod counted ${said.errors} errors`);
  return said.perSecond;
}

async function addressOf(laboratory: Laboratory, job: string, namespace: string): Promise<string> {
  const pod = ["pod", "-n", namespace, "-l", `job-name=${job}`];
  // The pod is made a moment after its Job.
  await kubectl(laboratory, ["wait", "--for=create", ...pod, "--timeout=30s"]);
  await kubectl(laboratory, ["wait", "--for=condition=Ready", ...pod, "--timeout=60s"]);
  return kubectl(laboratory, ["get", ...pod, "-o", "jsonpath={.items[0].status.podIP}"]);
}
