import { z } from "zod";
import { UserError } from "../../../platform/errors";
import { type Owners } from "./podEvents";
import { type Place, type TrialCluster } from "./trialCluster";

/** Where trials find what a case study has deployed. */
export interface ServiceNames {
  readonly caseStudy: string;
  readonly namespace: string;
  /** Of the Deployment and the Service. */
  readonly service: string;
  /** Of the StatefulSet without which the service cannot answer. */
  readonly database: string;
  /** Where its pods listen. */
  readonly port: number;
  /** What the load and the questions ask for: it takes the database, and its answer never changes. */
  readonly path: string;
}

/** The case studies whose operation can be tried. */
export const SERVICES: Readonly<Record<string, ServiceNames>> = {
  ecommerce: {
    caseStudy: "ecommerce",
    namespace: "ecommerce",
    service: "shop",
    database: "shop-database",
    port: 8080,
    path: "/api/products?size=10",
  },
};

/** A service under trial, as it stands in the cluster. */
export interface Service extends ServiceNames {
  /** By digest. */
  readonly image: string;
  /** Through its Service, without asking DNS. */
  readonly url: string;
  readonly owners: Owners;
  readonly databaseReplicas: number;
}

const selector = z.object({ matchLabels: z.record(z.string(), z.string()) });

const deploymentSchema = z.object({
  spec: z.object({
    selector,
    template: z.object({
      spec: z.object({ containers: z.array(z.object({ image: z.string() })).min(1) }),
    }),
  }),
});
const statefulSetSchema = z.object({
  spec: z.object({ replicas: z.number().int().min(1), selector }),
});
const serviceSchema = z.object({
  spec: z.object({ clusterIP: z.string(), ports: z.array(z.object({ port: z.number() })).min(1) }),
});

/** Throws {@link UserError} where it is not deployed as trials need it. */
export async function findService(names: ServiceNames, cluster: TrialCluster): Promise<Service> {
  const { namespace, service, database, path } = names;
  const read = async <T>(kind: string, name: string, schema: z.ZodType<T>): Promise<T> => {
    const place: Place = { kind, name, namespace };
    const parsed = schema.safeParse(await cluster.read(place));
    if (parsed.success) return parsed.data;
    throw new UserError(
      `namespace ${namespace} has no ${kind} ${name} as the case study makes it`,
      kind === "statefulset"
        ? "trials take the database away, which has to be the project's own: they need tare:database.kind own, and './tare up'"
        : "run './tare up' with this version of the program, which puts back what is missing",
    );
  };
  const deployment = await read("deployment", service, deploymentSchema);
  const statefulSet = await read("statefulset", database, statefulSetSchema);
  const { spec } = await read("service", service, serviceSchema);
  return {
    ...names,
    image: deployment.spec.template.spec.containers[0].image,
    url: `http://${spec.clusterIP}:${spec.ports[0].port}${path}`,
    owners: {
      service: deployment.spec.selector.matchLabels,
      database: statefulSet.spec.selector.matchLabels,
    },
    databaseReplicas: statefulSet.spec.replicas,
  };
}
