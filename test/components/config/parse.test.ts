import { homedir } from "node:os";
import { parseConfig } from "../../../components/config/parse";
import { renderProblems } from "../../../components/config/problems";

const UID = "11111111-2222-3333-4444-555555555555";
const LOCAL = { TARE_CLUSTER_UID: UID };
const CLOUD = { kind: "cloud", context: "prod", uid: UID };

test("fills in every default, when a stack says nothing", () => {
  expect(parseConfig({}, LOCAL).config).toEqual({
    cluster: {
      kind: "kind",
      context: "kind-tare",
      kubeconfig: `${homedir()}/.kube/config`,
      uid: UID,
    },
    registry: "localhost:5001",
    stacks: ["frameworks", "ecommerce"],
    database: { kind: "own", onDelete: "delete" },
    benchmark: { plan: "short", connections: 64, threads: 1, rate: "16000 /s", seed: 1 },
    images: {},
    contestants: {},
  });
});

test("takes lists and maps from their JSON, as Pulumi hands them over", () => {
  const { config } = parseConfig(
    { "tare:stacks": '["frameworks"]', "tare:benchmark": '{"plan":"off","rate":"300 /s"}' },
    LOCAL,
  );

  expect(config).toMatchObject({
    stacks: ["frameworks"],
    benchmark: { plan: "off", rate: "300 /s" },
  });
});

test("leaves keys of other namespaces alone", () => {
  expect(parseConfig({ "aws:region": "eu-west-1" }, LOCAL).problems).toBeUndefined();
});

test("takes TARE_KUBECONFIG before the configured path", () => {
  const raw = { "tare:cluster": JSON.stringify({ ...CLOUD, kubeconfig: "/configured" }) };

  expect(parseConfig(raw, { TARE_KUBECONFIG: "/given" }).config?.cluster.kubeconfig).toBe("/given");
  expect(parseConfig(raw, {}).config?.cluster.kubeconfig).toBe("/configured");
});

test("never takes the UID of the local cluster for another one", () => {
  const raw = { "tare:cluster": JSON.stringify({ kind: "cloud", context: "prod" }) };

  expect(parseConfig(raw, LOCAL).problems?.map(({ path }) => path)).toEqual(["cluster.uid"]);
});

test("takes the configured UID before the recorded one", () => {
  const uid = "99999999-2222-3333-4444-555555555555";
  const raw = { "tare:cluster": JSON.stringify({ kind: "kind", uid }) };

  expect(parseConfig(raw, LOCAL).config?.cluster.uid).toBe(uid);
});

test("reports all problems at once with path, value and what is allowed", () => {
  const { problems = [] } = parseConfig(
    {
      "tare:regsitry": "hunter2",
      "tare:registry": "https://registry.example.com",
      "tare:stacks": '["frameworks","frameworks"]',
      "tare:benchmark": '{"plan":"long","connections":0,"rate":"1 /h","pause":"1 s"}',
      "tare:images": '{"loadgen":"loadgen:latest"}',
      "tare:cluster": '{"kind":"clowd"}',
    },
    {},
  );

  expect(renderProblems(problems)).toBe(
    `the configuration of this stack has 9 problems:
  'tare:cluster.kind' (clowd) must be kind or cloud
  'tare:registry' (https://registry.example.com) must be host[:port][/path], without a scheme
  'tare:stacks' (["frameworks","frameworks"]) must be a list of at least one of frameworks, ecommerce, each once
  'tare:benchmark.plan' (long) must be one of off, short, standard, full
  'tare:benchmark.connections' (0) must be a whole number from 1 to 1024
  'tare:benchmark.rate' (1 /h) must be an amount from 100 /s to 1000000 /s
  'tare:benchmark.pause' is not a known key; known are plan, connections, threads, rate, seed
  'tare:images.loadgen' (loadgen:latest) must be a reference by digest, registry/name@sha256:...
  'tare:regsitry' is not a known key; known are cluster, registry, stacks, database, benchmark, images, contestants
docs/configuration.md describes every key.`,
  );
});

test("refuses more threads than connections, which the load generator cannot share out", () => {
  const raw = { "tare:benchmark": '{"connections":4,"threads":5}' };

  expect(renderProblems(parseConfig(raw, LOCAL).problems ?? [])).toContain(
    "'tare:benchmark.threads' (5) must be at most benchmark.connections",
  );
  const equal = { "tare:benchmark": '{"connections":4,"threads":4}' };
  expect(parseConfig(equal, LOCAL).problems).toBeUndefined();
});

test("tells how to record the cluster, when its UID is missing", () => {
  const { problems = [] } = parseConfig({}, {});

  expect(renderProblems(problems)).toContain(
    "'tare:cluster.uid' is missing: it must be a UID, as `kubectl get namespace kube-system " +
      '-o jsonpath={.metadata.uid}` prints it (for the local cluster `eval "$(./tare env)"` sets it)',
  );
});
