import { type JobCluster } from "../../../cli/bench/jobCluster";
import { readSource, sourceOf } from "../../../cli/bench/source";
import { benchmark, deployedJob } from "./sampleRun";

const { job, namespace } = benchmark("hyperlane");
const manifest = deployedJob();

/** A cluster with the Job, and with a ConfigMap that holds such data. */
function cluster(data?: Record<string, string>): JobCluster {
  return {
    read: () => Promise.resolve(manifest),
    readConfigMap: (name: string, where: string) =>
      Promise.resolve(name === "kept" && where === namespace ? data && { data } : undefined),
  } as unknown as JobCluster;
}

const read = (keptIn: string | undefined, data?: Record<string, string>) =>
  readSource({ job, namespace, keptIn }, cluster(data));

test("what an update has measured is read of its Job, what is on demand of the ConfigMap", async () => {
  const kept = structuredClone(manifest);
  kept.metadata.labels["tare.dev/subject"] = "kept";

  expect((await read(undefined)).metadata.labels).toEqual(manifest.metadata.labels);
  expect((await read("kept", { [job]: JSON.stringify(kept) })).metadata.labels).toEqual(
    kept.metadata.labels,
  );
});

test.each([
  ["the ConfigMap is gone", "other", {}],
  ["it holds other Jobs", "kept", { other: "{}" }],
  ["it holds no JSON", "kept", { [job]: "{" }],
])("throws, when %s", async (_, keptIn, data) => {
  await expect(read(keptIn, data)).rejects.toThrow(`job ${job} of the stack is not in the cluster`);
});

test("throws, when what is kept is no Job", async () => {
  await expect(read("kept", { [job]: "{}" })).rejects.toThrow(`the manifest of job ${job}`);
});

test("the source of a session is found by the Job that it repeats", () => {
  const all = [benchmark("tokio"), { ...benchmark("hyperlane"), keptIn: "kept" }];

  expect(sourceOf(job, all)).toMatchObject({ job, keptIn: "kept" });
  expect(() => sourceOf("bench-other", all)).toThrow("job bench-other of the stack");
});
