import type { Subject } from "../components/benchmark/arm";
import type { Resources } from "../components/workloads/resources";
import { RestrictedNamespace } from "../components/workloads/restrictedNamespace";
import { WebService } from "../components/workloads/webService";
import type { CaseStudy } from "./caseStudy";

/** The servers that are compared, in the order in which they are measured. */
export const CONTESTANTS = ["hyperlane", "tokio", "rocket", "rust-std", "node-std"] as const;

/** A minimal server of the project's own, to which every figure is a ratio. */
export const YARDSTICK = "reference";

type ServerName = (typeof CONTESTANTS)[number] | typeof YARDSTICK;

/** The same for each, so that nothing but the server differs. */
const RESOURCES: Resources = {
  limits: { cpu: "2 CPU", memory: "512 MiB" },
  requests: { cpu: "10 mCPU", memory: "64 MiB" },
};

/** Web frameworks side by side: the table of requests per second, measured again. */
export const frameworks: CaseStudy = (images, opts) => {
  const namespace = new RestrictedNamespace("frameworks", opts).namespaceName;
  const names: readonly ServerName[] = [...CONTESTANTS, YARDSTICK];
  const resources = names.map((name) => {
    const image = images.get(name).reference;
    return new WebService(name, { namespace, image, resources: RESOURCES }, opts);
  });
  const subject = (name: ServerName): Subject => ({
    name,
    image: images.get(name).reference,
  });
  const subjects = CONTESTANTS.map(subject);
  return {
    resources,
    experiments: [{ name: "frameworks", yardstick: subject(YARDSTICK), subjects }],
  };
};
