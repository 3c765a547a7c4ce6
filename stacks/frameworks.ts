import type { Subject } from "../components/benchmark/arm";
import { against } from "../components/benchmark/comparison";
import { RestrictedNamespace } from "../components/workloads/restrictedNamespace";
import { TOLD_VARIABLES } from "../components/workloads/tuning/telling";
import { WebService } from "../components/workloads/webService";
import type { CaseStudy } from "./caseStudy";
import {
  CONTESTANTS,
  EXCLUSIVE_CORE,
  type ServerName,
  sizeOf,
  YARDSTICK,
} from "./frameworksServers";
import { tuningPairings } from "./frameworksTuning";

/**
 * Web frameworks side by side: the table of requests per second, measured again. Servers of the
 * user's own stand in it after those of the project. One of the servers shows what a core of one's
 * own is worth. Then each server as its tuning has it, beside its own default.
 */
export const frameworks: CaseStudy = ({ images, contestants }, opts) => {
  const namespace = new RestrictedNamespace("frameworks", {}, opts).namespaceName;
  const subject = (name: ServerName): Subject => ({ name, image: images.get(name).reference });
  const own = Object.entries(contestants).map(([name, contestant]): Subject => {
    const image = images.own(name, contestant).reference;
    return { name, image, settings: contestant.settings };
  });
  const subjects = [...CONTESTANTS.map(subject), ...own];
  const yardstick = subject(YARDSTICK);
  const resources = [...subjects, yardstick].map(({ name, image, settings = {} }) => {
    const env = deployedVariables(settings);
    return new WebService(name, { ...sizeOf(name), namespace, image, env }, opts);
  });
  const podComparisons = [{ ...EXCLUSIVE_CORE, server: subject(EXCLUSIVE_CORE.server) }];
  return {
    resources,
    experiments: [
      { name: "frameworks", pairings: against(yardstick, subjects), podComparisons },
      { name: "tuning", compares: "settings", pairings: tuningPairings(subject) },
    ],
  };
};

/**
 * What a deployed server is told besides its tuning, which its own arguments decide: a setting of
 * the contract, such as WORKERS, holds where the server is measured.
 */
function deployedVariables(settings: Readonly<Record<string, string>>) {
  return Object.entries(settings)
    .filter(([name]) => !TOLD_VARIABLES.includes(name))
    .map(([name, value]) => ({ name, value }));
}
