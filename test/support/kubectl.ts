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

/** Every kubectl that the code under test starts ends like this. */
export function answerKubectl(answer: KubectlAnswer) {
  const ended = { pid: 1, output: [], status: 0, signal: null, stdout: "", stderr: "" };
  const spawn = jest.spyOn(childProcess, "spawnSync");
  return spawn.mockClear().mockReturnValue({ ...ended, ...answer });
}

/** The namespace as `kubectl get --raw` prints it. */
export function kubeSystem(uid: string): string {
  return JSON.stringify({ kind: "Namespace", metadata: { name: "kube-system", uid } });
}

/** Every kubectl that is started finds a cluster of that UID, whose network enforces policies. */
export function answerAsCluster(uid: string): void {
  const daemonSets = JSON.stringify({ items: [{ metadata: { name: "kindnet" } }] });
  answerKubectl({}).mockImplementation((_command, args) => {
    const stdout = args?.some((arg) => arg.endsWith("/daemonsets")) ? daemonSets : kubeSystem(uid);
    return { pid: 1, output: [], status: 0, signal: null, stdout, stderr: "" };
  });
}
