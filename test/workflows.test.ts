import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import versions from "../versions.json";

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly "timeout-minutes": number; readonly steps: readonly Step[] }>
  >;
}

const folder = join(__dirname, "../.github/workflows");
const workflows = readdirSync(folder).map((file) => {
  const workflow = parse(readFileSync(join(folder, file), "utf8")) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  return { file, workflow, steps };
});

test.each(workflows)(
  "$file may read the repository, and write to no more than a pull request",
  ({ workflow }) => {
    expect({ "pull-requests": "write", ...workflow.permissions }).toEqual({
      contents: "read",
      "pull-requests": "write",
    });
  },
);

test.each(workflows)("$file is bounded in time and names a version of each action", (one) => {
  for (const job of Object.values(one.workflow.jobs)) {
    expect(job["timeout-minutes"]).toBeLessThanOrEqual(90);
  }
  const used = one.steps.flatMap(({ uses }) => uses ?? []);
  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((name) => !/@(v\d+|[0-9a-f]{40})$/.test(name))).toEqual([]);
});

test("the preview runs on the pinned version of Pulumi", () => {
  const pinned = workflows
    .flatMap(({ steps }) => steps)
    .filter(({ uses }) => uses?.startsWith("pulumi/actions@"))
    .map((step) => step.with?.["pulumi-version"]);

  expect(pinned).toEqual([versions.pulumi]);
});
