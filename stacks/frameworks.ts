import type { Subject } from "../components/benchmark/arm";
import { RestrictedNamespace } from "../components/workloads/restrictedNamespace";
import { WebService } from "../components/workloads/webService";
import type { CaseStudy } from "./caseStudy";
import { CONTESTANTS, SERVERS, type ServerName, YARDSTICK } from "./frameworksServers";

/** Web frameworks side by side: the table of requests per second, measured again. */
export const frameworks: CaseStudy = (images, opts) => {
  const namespace = new RestrictedNamespace("frameworks", opts).namespaceName;
  const names: readonly ServerName[] = [...CONTESTANTS, YARDSTICK];
  const resources = names.map((name) => {
    const image = images.get(name).reference;
    return new WebService(name, { ...SERVERS[name], namespace, image }, opts);
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
