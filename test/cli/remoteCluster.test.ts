import { bench } from "../../cli/bench";
import { down } from "../../cli/down";
import {
  ensureClustersOfState,
  ensureRecordedCluster,
  remoteAddress,
} from "../../cli/remoteCluster";
import { report } from "../../cli/report";
import { up } from "../../cli/up";
import { type UserError } from "../../platform/errors";
import { type Environment } from "../../platform/stack/files";
import { pulumi } from "../../platform/stack/pulumi";
import { type StackState } from "../../platform/stack/state";
import { answerKubectl, CLUSTER_UID, kubectlEnded, kubeSystem } from "../support/kubectl";
import { RECORDED_UID, useRemoteEnvironment } from "../support/remoteEnvironment";
import { thrownBy } from "../support/thrownBy";

jest.mock("../../platform/stack/pulumi", () => ({
  ...jest.requireActual<object>("../../platform/stack/pulumi"),
  pulumi: jest.fn(),
}));
jest.mock("../../platform/tools/resolve", () => ({
  pluginsInUse: () => [],
  resolveTools: (names: readonly string[]) =>
    Promise.resolve(Object.fromEntries(names.map((name) => [name, { version: "1.0.0" }]))),
}));

useRemoteEnvironment();

const started = jest.mocked(pulumi);
const STAGING = { env: "staging" };

beforeEach(() => started.mockReset().mockResolvedValue("{}"));

const VERBS: readonly (readonly [string, () => Promise<void>])[] = [
  ["up", () => up(STAGING, { yes: true })],
  ["down", () => down(STAGING, { yes: true })],
  ["bench frameworks", () => bench(STAGING, "frameworks", {})],
  ["bench ecommerce", () => bench(STAGING, "ecommerce", {})],
  ["report", () => report(STAGING, { lang: "en" })],
];

describe.each(VERBS)("%s of an environment that is not local", (_, verb) => {
  test("stops before Pulumi is started, when its context leads to another cluster", async () => {
    const kubectl = answerKubectl({ stdout: kubeSystem(CLUSTER_UID) });

    const error = await rejectionOf(verb());

    expect(error.what).toBe(
      "context 'my-staging-cluster' of /kubeconfig is another cluster than the one of this " +
        `environment: its kube-system namespace has UID ${CLUSTER_UID}, recorded is ${RECORDED_UID}`,
    );
    expect(error.way).toBe(
      "Nothing was changed. Check the context, or, where the cluster itself is new, record its " +
        "UID in 'tare:cluster.uid' of Pulumi.staging.yaml",
    );
    expect(started).not.toHaveBeenCalled();
    expect(kubectl.mock.calls[0][1]).toContain("--context=my-staging-cluster");
  });

  test("stops before Pulumi is started, when the cluster does not answer", async () => {
    answerKubectl({ status: 1, stderr: "Unable to connect to the server: timeout\n" });

    const error = await rejectionOf(verb());

    expect(error.what).toBe(
      "context 'my-staging-cluster' of /kubeconfig did not answer: " +
        "Unable to connect to the server: timeout",
    );
    expect(error.way).toContain("Nothing was changed. Make the cluster answer");
    expect(started).not.toHaveBeenCalled();
  });
});

describe.each([VERBS[0], VERBS[1]])("%s, whose state has a provider elsewhere", (_, verb) => {
  test("stops before anything but the state is read", async () => {
    started.mockResolvedValue(JSON.stringify(stateIn(RECORDED_UID)));
    const configured = { stdout: kubeSystem(RECORDED_UID) };
    answerKubectl({ stdout: kubeSystem(CLUSTER_UID) }).mockReturnValueOnce(
      kubectlEnded(configured),
    );

    const error = await rejectionOf(verb());

    expect(error.what).toContain(
      "the state of 'staging' leads elsewhere: context 'old' of /old is another cluster",
    );
    expect(started.mock.calls.map(([args]) => args.slice(0, 2))).toEqual([["stack", "export"]]);
  });
});

describe("a state that was made in a cluster which is not the recorded one any more", () => {
  const committed = { config: { "tare:cluster": { context: "c", uid: RECORDED_UID } } };
  const environment: Environment = { name: "prod", committed, local: false };
  const ensure =
    (moving: boolean, found: string): (() => void) =>
    () => {
      answerKubectl({ stdout: kubeSystem(found) });
      ensureClustersOfState(environment, stateIn(CLUSTER_UID), { moving });
    };

  test("may move to the recorded one by an update, and is not destroyed where it was", () => {
    expect(ensure(true, CLUSTER_UID)).not.toThrow();
    expect(ensure(false, CLUSTER_UID)).toThrow("the state of 'prod' leads elsewhere");
  });

  test("leads to the recorded one already, when the cluster was made anew", () => {
    expect(ensure(true, RECORDED_UID)).not.toThrow();
    expect(ensure(false, RECORDED_UID)).not.toThrow();
  });

  test("is left to Pulumi, when that cluster does not answer", () => {
    answerKubectl({ status: 1, stderr: "no such file\n" });

    const leave = () => ensureClustersOfState(environment, stateIn(CLUSTER_UID), { moving: false });

    expect(leave).not.toThrow();
  });
});

test("asks nothing for the local environment, which has a record of its own", async () => {
  const kubectl = answerKubectl({ status: 1 });
  const environment = { name: "dev", committed: {}, local: true };

  await ensureRecordedCluster({ environment }, progressless);

  expect(kubectl).not.toHaveBeenCalled();
});

test.each(["context", "uid"])("names what is missing, when the file has no %s", (key) => {
  const cluster: Record<string, string> = { kind: "cloud", context: "c", uid: "u" };
  delete cluster[key];
  const committed = { config: { "tare:cluster": cluster } };
  const environment: Environment = { name: "prod", committed, local: false };

  expect(thrownBy(() => remoteAddress(environment)).message).toContain(
    `Pulumi.prod.yaml names no ${key} under tare:cluster`,
  );
});

const progressless = { note: () => undefined, signal: new AbortController().signal, log: "" };

/** A state whose provider was made for a cluster of that UID, by another context. */
function stateIn(uid: string): StackState {
  const inputs = { context: "old", kubeconfig: "/old", clusterIdentifier: uid };
  const provider = { urn: "urn:provider", type: "pulumi:providers:kubernetes", inputs };
  return { deployment: { resources: [provider] } };
}

async function rejectionOf(work: Promise<void>): Promise<UserError> {
  return work.then(
    () => Promise.reject(new Error("it was not refused")),
    (error: unknown) => error as UserError,
  );
}
