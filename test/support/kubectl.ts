import childProcess from "node:child_process";

/** UID of the cluster that the kubectl of most tests finds. */
export const CLUSTER_UID = "11111111-2222-3333-4444-555555555555";

export interface KubectlAnswer {
  readonly status?: number;
  readonly stdout?: string;
  readonly stderr?: string;
  /** The program could not start. */
  readonly error?: Error;
}

/** What is seen of a kubectl that has ended like this. */
export function kubectlEnded(answer: KubectlAnswer) {
  const well = { pid: 1, output: [], status: 0, signal: null, stdout: "", stderr: "" };
  return { ...well, ...answer };
}

/** Every kubectl that the code under test waits for ends like this. */
export function answerKubectl(answer: KubectlAnswer) {
  return jest.spyOn(childProcess, "spawnSync").mockClear().mockReturnValue(kubectlEnded(answer));
}

type ExecFileEnded = (error: Error | null, stdout: string, stderr: string) => void;

/** Every kubectl that the code under test starts aside ends like this. */
export function answerKubectlAside({ status = 0, stdout = "", stderr = "", error }: KubectlAnswer) {
  const failed = status === 0 ? null : Object.assign(new Error("failed"), { code: status });
  const start = (...args: unknown[]): childProcess.ChildProcess => {
    const ended = args.at(-1) as ExecFileEnded;
    setImmediate(() => ended(error ?? failed, stdout, stderr));
    return {} as childProcess.ChildProcess;
  };
  const execFile = jest.spyOn(childProcess, "execFile").mockClear();
  return execFile.mockImplementation(start);
}

/** The namespace as `kubectl get --raw` prints it. */
export function kubeSystem(uid: string): string {
  return JSON.stringify({ kind: "Namespace", metadata: { name: "kube-system", uid } });
}

/** DaemonSets of these names as `kubectl get --raw` prints them. */
export function daemonSets(...names: readonly string[]): string {
  return JSON.stringify({ items: names.map((name) => ({ metadata: { name } })) });
}

/** Every kubectl that is started finds a cluster of that UID, whose network enforces policies. */
export function answerAsCluster(uid: string): void {
  answerKubectl({ stdout: kubeSystem(uid) });
  answerKubectlAside({ stdout: daemonSets("kindnet") });
}
