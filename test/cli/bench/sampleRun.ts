import { newRun, type Wish } from "../../../cli/bench/resume";
import { type Run } from "../../../cli/bench/runFile";
import { measuringPlan, planDocument } from "../../../components/benchmark/plan";

export const PLAN = measuringPlan("short", {
  connections: 8,
  threads: 1,
  seed: 3,
  rate: "5000 /s",
});

export function benchmark(subject: string) {
  const image = (name: string): string => `registry/${name}@sha256:1`;
  return {
    experiment: "frameworks",
    subject,
    namespace: "tare-benchmark",
    job: `bench-${subject}-0123abcd`,
    images: { reference: image("reference"), [subject]: image(subject) },
  };
}

export const WISH: Wish = {
  experiment: "frameworks",
  plan: "short",
  starts: 1,
  planDocument: planDocument(PLAN),
  benchmarks: [benchmark("hyperlane"), benchmark("node-std")],
};

/** A run that began at this minute of one hour. */
export function runAt(minute: number, wish: Wish = WISH): Run {
  return newRun(wish, new Date(Date.UTC(2026, 0, 2, 3, minute, 5)));
}

/** The Job of the stack as a cluster gives it. */
export function deployedJob(subject = "hyperlane") {
  const labels = { "app.kubernetes.io/name": "loadgen", "tare.dev/subject": subject };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: `bench-${subject}-0123abcd`,
      namespace: "tare-benchmark",
      uid: "6f1c",
      resourceVersion: "17",
      annotations: { "pulumi.com/replaceUnready": "true" },
      labels,
    },
    spec: {
      selector: { matchLabels: { "batch.kubernetes.io/controller-uid": "6f1c" } },
      template: {
        metadata: {
          labels: {
            ...labels,
            "controller-uid": "6f1c",
            "batch.kubernetes.io/job-name": "bench-hyperlane-0123abcd",
          },
        },
        spec: {
          restartPolicy: "Never",
          initContainers: [{ name: subject, image: "registry/hyperlane@sha256:1" }],
          containers: [
            {
              name: "loadgen",
              image: "registry/loadgen@sha256:1",
              env: [
                { name: "EXPERIMENT", value: "frameworks" },
                { name: "PLAN", value: JSON.stringify(planDocument(PLAN)) },
                { name: "POD_UID", valueFrom: { fieldRef: { fieldPath: "metadata.uid" } } },
              ],
            },
          ],
        },
      },
    },
    status: { conditions: [{ type: "Complete", status: "True" }] },
  };
}
