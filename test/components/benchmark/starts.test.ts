import { against } from "../../../components/benchmark/comparison";
import { measuringPlan } from "../../../components/benchmark/plan";
import { runExperiments } from "../../../components/benchmark/runExperiments";
import { keptJobs } from "../../support/keptJobs";
import { type Recorded, Recorder } from "../../support/recorder";

const JOB = "kubernetes:batch/v1:Job";
const digest = (digit: string): string => `r/i@sha256:${digit.repeat(64)}`;

/** Two subjects, and a third on demand, under a plan of several starts. */
async function run(): Promise<Recorder> {
  const recorder = await Recorder.start();
  const yardstick = { name: "yardstick", image: digest("0") };
  const [a, b, later] = ["a", "b", "later"].map((name) => ({ name, image: digest("1") }));
  runExperiments(
    {
      plan: measuringPlan("standard", { connections: 8, threads: 1, seed: 1, rate: "100 /s" }),
      images: { loadgen: digest("e"), nodeprobe: digest("f") },
      experiments: [
        {
          name: "first",
          pairings: [...against(yardstick, [a, b]), { yardstick, subject: later, onDemand: true }],
        },
      ],
      after: [],
    },
    {},
  );
  await recorder.settle();
  return recorder;
}

const nameOf = ({ inputs }: Recorded): string => (inputs.metadata as { name: string }).name;

test("each subject is measured by as many Jobs, and all of them before any is again", async () => {
  const jobs = (await run()).ofType(JOB);

  expect(jobs.map(({ name }) => name)).toEqual(
    ["", "-2", "-3", "-4", "-5"].flatMap((start) => [`first-a${start}`, `first-b${start}`]),
  );
  expect(new Set(jobs.map(nameOf)).size).toBe(jobs.length);
  for (const [index, { dependsOn }] of jobs.entries()) {
    if (index > 0) expect(dependsOn).toContain(`${JOB}::${jobs[index - 1].name}`);
  }
});

test("what is on demand is kept once", async () => {
  const { resources } = await run();

  expect(keptJobs(resources).map(({ name }) => name)).toEqual(["first-later"]);
});
