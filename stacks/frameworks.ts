import type { Resources } from "../components/workloads/resources";
import { RestrictedNamespace } from "../components/workloads/restrictedNamespace";
import { WebService } from "../components/workloads/webService";
import type { CaseStudy } from "./caseStudy";

/** The servers that are compared; `reference` is the yardstick and no contestant. */
const SERVERS = ["hyperlane", "node-std", "reference"] as const;

/** The same for each, so that nothing but the server differs. */
const RESOURCES: Resources = {
  limits: { cpu: "2 CPU", memory: "512 MiB" },
  requests: { cpu: "10 mCPU", memory: "64 MiB" },
};

/** Web frameworks side by side: the table of requests per second, measured again. */
export const frameworks: CaseStudy = (images, opts) => {
  const namespace = new RestrictedNamespace("frameworks", opts).namespaceName;
  const servers = SERVERS.map((name) => {
    const image = images.get(name).reference;
    const service = new WebService(name, { namespace, image, resources: RESOURCES }, opts);
    return { service, subject: { name, namespace, image, url: service.url } };
  });
  return {
    resources: servers.map(({ service }) => service),
    experiments: [{ name: "frameworks", subjects: servers.map(({ subject }) => subject) }],
  };
};
