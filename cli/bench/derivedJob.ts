import { z } from "zod";
import {
  deadline,
  type Load,
  type MeasuringPlan,
  measuringPlan,
  type Plan,
  planDocument,
  settingsPlan,
} from "../../components/benchmark/plan";
import { podDeadline, podPlanDocument } from "../../components/benchmark/podPlan";
import { type Duration, seconds } from "../../components/config/duration";
import { UserError } from "../../platform/errors";
import { jsonOf } from "../reporting/contextFile";

const labels = z.record(z.string(), z.string());
const container = z.looseObject({
  name: z.string(),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
});

/** What is read of a Job's manifest as the cluster gives it; the rest of the pod stays as it is. */
const manifestSchema = z.object({
  metadata: z.object({ name: z.string(), namespace: z.string(), labels: labels.default({}) }),
  spec: z.object({
    template: z.object({
      metadata: z.object({ labels: labels.default({}) }),
      spec: z.looseObject({ containers: z.array(container) }),
    }),
  }),
});

const loadSchema = z.object({
  connections: z.number(),
  threads: z.number(),
  seed: z.number(),
  cost: z.object({ rate: z.number() }),
  /** A comparison of pods has none. One without blocks is of a load generator that takes no others. */
  latency: z.object({ peak: z.enum(["own", "yardstick"]), blocks: z.number() }).optional(),
});

const variantsSchema = z.array(z.unknown());

export type JobManifest = z.infer<typeof manifestSchema>;

/** A Job to be made: what the cluster adds to one is not in it. */
export type NewJob = Readonly<Record<string, unknown>>;

/** The label that a Job of `bench` carries: the id of its run. */
const RUN_LABEL = "tare.dev/run";

const GENERATOR = "loadgen";

/** Put on a pod's labels by the cluster, for the Job that it belongs to. */
const OWNED_LABEL = /^(?:batch\.kubernetes\.io\/)?(?:controller-uid|job-name)$/;

/** Throws {@link UserError} where a Job of the stack is none that this program has made. */
export function readManifest(job: string, manifest: unknown): JobManifest {
  const parsed = manifestSchema.safeParse(manifest);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badJob(job, `${issue?.path.join(".")}: ${issue?.message}`);
}

/** The plan of this name, with the load that the environment's own Jobs are measured under. */
export function planFor(name: MeasuringPlan, manifest: JobManifest): Plan {
  const { connections, threads, seed, cost, latency } = deployedLoad(manifest);
  const load: Load = { connections, threads, seed, rate: `${cost.rate} /s` };
  const plan = measuringPlan(name, load);
  return latency?.peak === "yardstick" ? settingsPlan(plan) : plan;
}

function deployedLoad(manifest: JobManifest): z.infer<typeof loadSchema> {
  const load = loadSchema.safeParse(jsonOf(variable("PLAN", manifest) ?? ""));
  if (load.success) return load.data;
  const { name } = manifest.metadata;
  throw badJob(name, `its container '${GENERATOR}' has no PLAN that can be read`);
}

/** What the load generator of a Job is told. */
function variable(name: string, { spec }: JobManifest): string | undefined {
  const env = spec.template.spec.containers.find((one) => one.name === GENERATOR)?.env;
  return env?.find((one) => one.name === name)?.value;
}

/**
 * A Job of the same pod under another plan. It is no copy of the whole manifest: what the cluster
 * sets, such as the selector, would tie it to the first Job, and the annotations are Pulumi's.
 */
export function derivedJob(
  manifest: JobManifest,
  { name, run, plan }: { readonly name: string; readonly run: string; readonly plan: Plan },
): NewJob {
  const { metadata, spec } = manifest;
  const { template } = spec;
  const { limit, document } = planIn(manifest, plan);
  const ownLabels = Object.entries(template.metadata.labels).filter(
    ([label]) => !OWNED_LABEL.test(label),
  );
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name,
      namespace: metadata.namespace,
      labels: { ...metadata.labels, [RUN_LABEL]: run },
    },
    spec: {
      activeDeadlineSeconds: seconds(limit),
      backoffLimit: 0,
      template: {
        metadata: { labels: { ...Object.fromEntries(ownLabels), [RUN_LABEL]: run } },
        spec: {
          ...template.spec,
          containers: template.spec.containers.map((one) =>
            one.name === GENERATOR ? { ...one, env: withPlan(one.env, document) } : one,
          ),
        },
      },
    },
  };
}

/** The plan in the form that is read by what the Job runs: a comparison of pods, or a session. */
function planIn(
  manifest: JobManifest,
  plan: Plan,
): { readonly limit: Duration; readonly document: object } {
  const text = variable("VARIANTS", manifest);
  if (text === undefined) return { limit: deadline(plan), document: planDocument(plan) };
  const variants = variantsSchema.safeParse(jsonOf(text));
  if (!variants.success) {
    throw badJob(manifest.metadata.name, `its VARIANTS are no list: ${text.slice(0, 60)}`);
  }
  return { limit: podDeadline(plan, variants.data.length), document: podPlanDocument(plan) };
}

function withPlan(env: z.infer<typeof container>["env"], plan: object): object[] {
  const value = JSON.stringify(plan);
  return env.map((one) => (one.name === "PLAN" ? { ...one, value } : one));
}

function badJob(job: string, why: string): UserError {
  return new UserError(
    `the manifest of job ${job} cannot be read`,
    "run './tare up' with this version of the program",
    why,
  );
}
