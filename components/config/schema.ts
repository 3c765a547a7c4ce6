import * as z from "zod/mini";
import { contestants } from "./contestants";
import { database, DEFAULT_DATABASE } from "./database";
import { choice, choices, fieldDocs, integer, MAP, quantity, text } from "./fields";
import { HOST, NAME, reference } from "./imageReference";
import { IMAGES } from "./images";
import { rate } from "./rate";

/** The case studies of stacks/, in the order in which they are deployed. */
const STACKS = ["frameworks", "ecommerce"] as const;
export type StackName = (typeof STACKS)[number];

/**
 * `short` is a first look of under a minute a server, `standard` long enough to be quoted, `full`
 * longer still; `off` makes no Job.
 */
const PLANS = ["off", "short", "standard", "full"] as const;
export type PlanName = (typeof PLANS)[number];

const UID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const context = text(
  "Context of the kubeconfig, to be given for `cloud`. The machine's current one is never used.",
  /^\S{1,253}$/,
  "the name of a context, without spaces",
);
const kubeconfig = text(
  "Path of the kubeconfig file; `~/` is the home folder. TARE_KUBECONFIG goes before it.",
  /^(?:~\/|\/)\S+$/,
  "an absolute path, or one that starts with ~/, without spaces",
);
const uid = text(
  "UID of the cluster's kube-system namespace: any other cluster is refused. " +
    "For kind it comes from TARE_CLUSTER_UID.",
  UID,
  "a UID, as `kubectl get namespace kube-system -o jsonpath={.metadata.uid}` prints it " +
    '(for the local cluster `eval "$(./tare env)"` sets it)',
);

const kind = {
  meaning:
    "`kind` is the local cluster that `make up` makes, `cloud` any other one. " +
    "A stack that names no cluster means `kind`.",
  allowed: "kind or cloud",
};

const kindCluster = z.strictObject(
  {
    kind: z.literal("kind").register(fieldDocs, kind),
    context: z._default(context, "kind-tare"),
    kubeconfig: z._default(kubeconfig, "~/.kube/config"),
    uid,
  },
  MAP,
);
const cloudCluster = z.strictObject(
  {
    kind: z.literal("cloud").register(fieldDocs, kind),
    context,
    kubeconfig: z._default(kubeconfig, "~/.kube/config"),
    uid,
  },
  MAP,
);
const cluster = z.discriminatedUnion("kind", [kindCluster, cloudCluster], {
  error: (issue) => (issue.code === "invalid_union" ? kind.allowed : MAP),
});

/** The load generator refuses more threads than connections, but only minutes later. */
function eachThreadHasWork(load: { connections: number; threads: number }): boolean {
  // Connections below 1 are a problem of their own.
  return load.connections < 1 || load.threads <= load.connections;
}

const benchmark = z
  .strictObject(
    {
      plan: z._default(choice("How long each measurement takes.", PLANS), "short"),
      connections: z._default(
        integer("Connections that the load generator keeps open.", { min: 1, max: 1024 }),
        64,
      ),
      threads: z._default(
        integer("Threads of the load generator, at most as many as connections.", {
          min: 1,
          max: 16,
        }),
        1,
      ),
      rate: z._default(
        quantity(
          "Requests a second at which CPU per request is compared, the same for all.",
          rate,
          {
            min: "100 /s",
            max: "1000000 /s",
          },
        ),
        "16000 /s",
      ),
      seed: z._default(
        integer("Decides in which order the compared servers take their turns.", {
          min: 0,
          max: 4_294_967_295,
        }),
        1,
      ),
    },
    MAP,
  )
  .check(
    z.refine(eachThreadHasWork, {
      path: ["threads"],
      error: "at most benchmark.connections",
    }),
  );

/** What a stack that says nothing about its cluster means. */
export const DEFAULT_CLUSTER = { kind: "kind" } as const;

/** The one description of what `Pulumi.<stack>.yaml` may hold under `tare:`. */
export const schema = z.strictObject(
  {
    cluster,
    registry: z._default(
      text(
        "Where built images are pushed to and the cluster pulls from.",
        new RegExp(`^${HOST}(?:/${NAME})*$`),
        "host[:port][/path], without a scheme",
      ),
      "localhost:5001",
    ),
    stacks: z._default(choices("The case studies that are deployed.", STACKS), [...STACKS]),
    database: z.prefault(database, DEFAULT_DATABASE),
    benchmark: z.prefault(benchmark, {}),
    images: z._default(
      z.partialRecord(
        z.enum(IMAGES),
        reference("An image made elsewhere, used instead of building the folder of services/."),
        MAP,
      ),
      {},
    ),
    contestants: z._default(contestants, {}),
  },
  MAP,
);

export type Settings = z.infer<typeof schema>;
