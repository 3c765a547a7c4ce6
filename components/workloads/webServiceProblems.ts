import type { Problem } from "../config/problems";
import { problemIf, wholeNumberProblems } from "./argumentProblems";
import { autoscalingProblems } from "./autoscaler";
import { disruptionProblems } from "./disruption";
import { HTTP_PROBES, probeProblems } from "./probes";
import { reachProblems } from "./reachableTargets";
import { fewestPods, mostPods, replicaProblems } from "./replicas";
import { secretProblems } from "./secretFiles";
import { shutdownProblems } from "./shutdown";
import { settingsOf } from "./tuning/settings";
import { TOLD_VARIABLES } from "./tuning/telling";
import { resourcesOf } from "./tuning/tune";
import { tuningProblems } from "./tuning/tuningProblems";
import type { WebServiceArgs, WorkloadArgs } from "./webServiceArgs";

/** What a Service may be called: a label of DNS that starts with a letter. */
const NAME = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const DIGEST = /@sha256:[0-9a-f]{64}$/;

/** All that is wrong with the arguments of a WebService, as far as it is known now. */
export function webServiceProblems(name: string, args: WebServiceArgs): Problem[] {
  const { image, port, probes = HTTP_PROBES, podSecurity, spread } = args;
  return [
    ...problemIf(!NAME.test(name), "name", name, "must be a DNS label that starts with a letter"),
    ...problemIf(
      typeof image === "string" && !DIGEST.test(image),
      "image",
      image,
      "must be a reference by digest: a tag may mean another image tomorrow",
    ),
    ...wholeNumberProblems("port", port, { min: 1, max: 65_535 }),
    ...oneOf("podSecurity", podSecurity, ["restricted", "privileged"]),
    ...oneOf("spread", spread, ["preferred", "required"]),
    ...probeProblems(probes),
    ...shutdownProblems(args.shutdown),
    ...envProblems(args),
    ...callProblems(args),
    ...secretProblems(args.secrets),
    ...workloadProblems(args),
    ...disruptionProblems(args.disruption, fewestPods(args)),
  ];
}

/** The part that is arithmetic: the numbers first, and only good ones are compared. */
function workloadProblems(args: WorkloadArgs): Problem[] {
  const { sidecar = false, podSecurity = "restricted", autoscaling, memory } = args;
  const counts = [...replicaProblems(args), ...autoscalingProblems(autoscaling)];
  const pods = mostPods(args);
  const tuning = tuningProblems(args, { sidecar, podSecurity, pods });
  const problems = [...counts, ...tuning];
  if (problems.length > 0 || autoscaling === undefined) return problems;
  const { heap, threads } = settingsOf(args, pods);
  const heapCap = memory.heap && heap ? heap.value * threads.value : undefined;
  return reachProblems(autoscaling, { resources: resourcesOf(args), heapCap });
}

function oneOf(path: string, value: string | undefined, allowed: readonly string[]): Problem[] {
  const good = value === undefined || allowed.includes(value);
  return problemIf(!good, path, value, `must be one of ${allowed.join(", ")}`);
}

function envProblems({ env = [] }: WebServiceArgs): Problem[] {
  const names = env.map(({ name }) => name).filter((name) => typeof name === "string");
  return names.flatMap((name, index) => [
    ...problemIf(
      TOLD_VARIABLES.includes(name),
      "env",
      name,
      "must be left to 'cpu', 'memory', 'tcp' and 'pool', which see that it fits the limits",
    ),
    ...problemIf(name === "PORT", "env", name, "must be left to 'port'"),
    ...problemIf(names.indexOf(name) !== index, "env", name, "must be there once"),
  ]);
}

function callProblems({ calls = [] }: WebServiceArgs): Problem[] {
  const names = calls.map(({ endpoint }) => endpoint.name);
  return names.flatMap((name, index) =>
    problemIf(names.indexOf(name) !== index, "calls", name, "must be there once"),
  );
}
