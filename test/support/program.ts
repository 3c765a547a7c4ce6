import { answerAsCluster, CLUSTER_UID } from "./kubectl";
import { Recorder } from "./recorder";

export interface ProgramRun {
  readonly recorder: Recorder;
  /** The stack's outputs. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Runs index.ts as Pulumi would, under the recorder. Once in a test file: modules run once. */
export async function runProgram(
  config: Readonly<Record<string, string>>,
  { preview = false } = {},
): Promise<ProgramRun> {
  const recorder = await Recorder.start({ config, preview });
  process.env.TARE_CLUSTER_UID = CLUSTER_UID;
  process.env.TARE_KUBECONFIG = "/kubeconfig";
  answerAsCluster(CLUSTER_UID);
  const outputs = jest.requireActual<Record<string, unknown>>("../../index");
  await recorder.settle();
  return { recorder, outputs };
}
