import { resourceDiff } from "../../../../from-registries/plugins/kubernetes/resourceDiff";

const job = (replaceUnready: string, kind = "Job") => ({
  apiVersion: "batch/v1",
  kind,
  metadata: {
    name: "bench",
    namespace: "n",
    annotations: { "pulumi.com/replaceUnready": replaceUnready },
  },
});

const ended = (type: string) => ({ status: { conditions: [{ type, status: "True" }] } });

const log = { info: () => undefined, warn: () => undefined, status: () => undefined };
const { signal } = new AbortController();

function diff(inputs: ReturnType<typeof job>, outputs: object) {
  const urn = "urn:pulumi:dev::tare::kubernetes:batch/v1:Job::bench";
  const call = { urn, type: "kubernetes:batch/v1:Job", name: "bench", id: "n/bench", log, signal };
  const olds = { ...inputs, ...outputs };
  return resourceDiff({ ...call, olds, oldInputs: inputs, news: inputs });
}

test("replaces an unchanged Job under its own name, when it failed and asks for it", () => {
  const { detailed, deleteBeforeReplace } = diff(job("true"), ended("Failed"));

  expect([...detailed]).toEqual([["metadata", { kind: "update", replace: true }]]);
  expect(deleteBeforeReplace).toBe(true);
});

test.each([
  ["it succeeded", job("true"), ended("Complete")],
  ["it still runs", job("true"), { status: { active: 1 } }],
  ["nothing is known of it", job("true"), {}],
  ["it does not ask for it", job("false"), ended("Failed")],
  ["it is no Job", job("true", "CronJob"), ended("Failed")],
])("leaves an unchanged Job alone, when %s", (_, inputs, outputs) => {
  expect([...diff(inputs, outputs).detailed]).toEqual([]);
});
