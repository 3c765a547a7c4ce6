import childProcess from "node:child_process";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { Recorder } from "./recorder";

/** UID of the cluster that the kubectl of these tests finds. */
export const CLUSTER_UID = "11111111-2222-3333-4444-555555555555";

export interface ProgramRun {
  readonly recorder: Recorder;
  /** The stack's outputs. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** `tare:` keys of the committed `Pulumi.<stack>.yaml`, as Pulumi hands them to the program. */
export function stackConfig(stack: string): Record<string, string> {
  const file = parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as {
    config: Record<string, unknown>;
  };
  return Object.fromEntries(
    Object.entries(file.config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

/** Runs index.ts as Pulumi would, under the recorder. Once in a test file: modules run once. */
export async function runProgram(config: Readonly<Record<string, string>>): Promise<ProgramRun> {
  const recorder = await Recorder.start({ config });
  process.env.TARE_CLUSTER_UID = CLUSTER_UID;
  process.env.TARE_KUBECONFIG = "/kubeconfig";
  answerKubectl({ stdout: `{"metadata":{"name":"kube-system","uid":"${CLUSTER_UID}"}}` });
  const outputs = jest.requireActual<Record<string, unknown>>("../../index");
  await recorder.settle();
  return { recorder, outputs };
}

export interface KubectlAnswer {
  readonly status?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  /** The program could not start. */
  readonly error?: Error;
}

/** Every kubectl that the code under test starts ends like this. */
export function answerKubectl(answer: KubectlAnswer): jest.SpyInstance {
  const ended = { pid: 1, output: [], status: 0, signal: null, stdout: "", stderr: "" };
  return jest.spyOn(childProcess, "spawnSync").mockReturnValue({ ...ended, ...answer });
}
