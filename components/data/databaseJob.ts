import { Job } from "@pulumi/kubernetes/batch/v1/job";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import type * as k8s from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels, selectorLabels } from "../workloads/labels";
import { NetworkCall } from "../workloads/networkCall";
import { type OpenTemplate, podTemplate } from "../workloads/podTemplate";
import type { Resources } from "../workloads/resources";
import { databaseClient } from "./databaseClient";
import { hashedName } from "./hashedName";
import type { Postgres } from "./postgres";

/** One program that runs to its end. */
export interface DatabaseStep {
  /** Of its container. */
  readonly name: string;
  readonly command: readonly string[];
}

export interface DatabaseJobArgs {
  readonly namespace: pulumi.Input<string>;
  /** Reference by digest. */
  readonly image: pulumi.Input<string>;
  readonly database: Postgres;
  /** One after the other, each of them made so that it may be repeated. */
  readonly steps: readonly [DatabaseStep, ...DatabaseStep[]];
  readonly resources: Resources;
  /** Besides how to reach the database. @default - none */
  readonly env?: readonly k8s.core.v1.EnvVar[];
}

/** Seconds for all attempts; a pod that fails is followed by another one, later and later. */
const DEADLINE = 600;
const ATTEMPTS = 6;

/**
 * Work on a database that must be done before those who use it start, as its owner: migrations, first
 * rows. The Job's name ends in a hash of image, steps, settings and of which database it is, so that an
 * unchanged update does nothing; a new image does it once and before its own pods are there, and a
 * database that was made again has it done again.
 *
 *     const migrate = new DatabaseJob("shop-migrate", { database, image, steps: [...], ... });
 *     new WebService("shop", { ..., after: [migrate] });
 *
 * Costs one pod of `resources` until it has ended.
 */
export class DatabaseJob extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:DatabaseJob", name, {}, opts);

    const { namespace, database } = args;
    const metadata = { name, namespace, labels: commonLabels(name) };
    const account = new ServiceAccount(
      name,
      { metadata, automountServiceAccountToken: false },
      { parent: this },
    );
    const from = { name, namespace, labels: selectorLabels(name) };
    const call = new NetworkCall(`${name}-call`, { from, to: database }, { parent: this });
    createJob(this, name, account.metadata.name, [database, call], args);

    this.registerOutputs({});
  }
}

function createJob(
  parent: DatabaseJob,
  name: string,
  serviceAccount: pulumi.Input<string>,
  dependsOn: pulumi.Resource[],
  args: DatabaseJobArgs,
): Job {
  const { namespace, image, steps, database } = args;
  const { env, secrets } = databaseClient(database, "owner");
  const variables = [...env, ...(args.env ?? [])];
  const { identity } = database;
  const hashed = pulumi
    .output({ image, variables, secrets, identity })
    .apply((known) => hashedName(name, { known: JSON.stringify([known, steps]) }));
  const labels = commonLabels(name);
  const template = jobPod(name, serviceAccount, args, { env: variables, secrets });
  return new Job(
    name,
    {
      metadata: {
        name: hashed,
        namespace,
        labels,
        // One that failed is made again by the next update instead of being waited for.
        annotations: { "pulumi.com/replaceUnready": "true" },
      },
      spec: { backoffLimit: ATTEMPTS, activeDeadlineSeconds: DEADLINE, template },
    },
    { parent, dependsOn, customTimeouts: { create: `${DEADLINE + 60}s` } },
  );
}

/** All steps but the last are init containers, which run one after the other. */
function jobPod(
  name: string,
  serviceAccount: pulumi.Input<string>,
  { image, steps, resources }: DatabaseJobArgs,
  { env, secrets }: ReturnType<typeof databaseClient>,
): OpenTemplate {
  const templates = steps.map((step) =>
    podTemplate({
      ...{ name: step.name, command: step.command, labels: commonLabels(name), image, resources },
      ...{ serviceAccount, env, secrets, restartPolicy: "Never" },
    }),
  );
  const earlier = templates.slice(0, -1).map(({ spec }) => spec.containers[0]);
  const last = templates[templates.length - 1];
  if (earlier.length > 0) last.spec.initContainers = earlier;
  return last;
}
