import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { tryRun } from "../platform/exec";
import { recordedCluster } from "../platform/stack/clusterRecord";
import { TOOLS } from "../platform/tools/catalogue";
import { pluginsInUse } from "../platform/tools/resolve";
import { type Context, type GlobalOptions, openContext } from "./context";
import { sizesText } from "./keptFolders";
import { type Facts, gatherFacts } from "./plan/facts";
import { planOf, pluginText } from "./plan/plan";
import { preflightProblems } from "./plan/preflight";

/** Tells what is there, what is wrong, and the way out; changes nothing. */
export async function doctor(options: GlobalOptions): Promise<void> {
  const context = openContext(options);
  const { print, instance, environment } = context;
  const facts = await gatherFacts(instance, environment.name);
  print(`Tare: environment ${environment.name}, instance ${instance.name}`);
  print(`Plugins: ${pluginText(pluginsInUse()) || "none yet"}`);
  const rows = [...toolRows(facts), ...machineRows(facts), ...(await clusterRows(context, facts))];
  for (const [name, text] of rows) print(`  ${name.padEnd(18)} ${text}`);
  for (const line of sizesText(instance)) print(`  ${line}`);

  const problems = preflightProblems(facts, planOf(facts), instance);
  print(problems.length === 0 ? "No problems found." : `${problems.length} problems:`);
  for (const { what, way } of problems) print(`  - ${what}\n    do: ${way}`);
}

type Row = readonly [name: string, text: string];

function toolRows({ tools, source }: Facts): Row[] {
  return TOOLS.map(({ name, version }) => {
    const found = tools[name];
    if (found === undefined) return [name, `${version} missing; 'make up' would ${source} it`];
    return [name, `${found.version}, ${found.source}: ${found.path}`];
  });
}

function machineRows({ engine, cores, freeMemoryGb, disks, goPresent }: Facts): Row[] {
  const model = cpus()[0]?.model ?? "unknown model";
  return [
    ["engine", engine],
    ["go", goPresent ? "there" : "absent (only needed where the official downloads are not)"],
    ["cores", `${cores}, ${model}`],
    ["free memory", `${freeMemoryGb.toFixed(1)} GB`],
    ["free disk", disks.map(({ path, freeGb }) => `${freeGb.toFixed(0)} GB at ${path}`).join(", ")],
    ["cgroups", cgroupVersion()],
  ];
}

/** Which of the two the kernel offers here: it decides how throttling and memory are read. */
export function cgroupVersion(root = "/sys/fs/cgroup"): string {
  if (existsSync(join(root, "cgroup.controllers"))) return "v2";
  return existsSync(join(root, "cpu")) || existsSync(join(root, "memory")) ? "v1" : "none found";
}

async function clusterRows({ instance }: Context, facts: Facts): Promise<Row[]> {
  const record = recordedCluster(instance);
  const rows: Row[] = [
    ["cluster", `${facts.cluster}${record === undefined ? "" : `, UID ${record.uid}`}`],
    ["registry", `${facts.registry}, 127.0.0.1:${instance.registryPort}`],
  ];
  if (facts.cluster !== "running" || record === undefined) return rows;
  const asked = ["--kubeconfig", record.kubeconfig, "get", "nodes", "-o", "wide", "--no-headers"];
  const nodes = await tryRun("kubectl", asked, { timeout: 10_000 });
  rows.push(["nodes", nodes?.stdout.trim() ?? "the API server does not answer: try 'make up'"]);
  rows.push(["CPU pinning", await pinning(`${instance.clusterName}-control-plane`)]);
  return rows;
}

/** The kubelet's own record of its policy; `static` gives an exclusive core to a Guaranteed pod. */
async function pinning(node: string): Promise<string> {
  const file = "/var/lib/kubelet/cpu_manager_state";
  const answer = await tryRun("docker", ["exec", node, "cat", file], { timeout: 10_000 });
  const policy = /"policyName":"(\w+)"/.exec(answer?.stdout ?? "")?.[1];
  if (policy === undefined) return "unknown: the kubelet's state could not be read";
  return policy === "static"
    ? "static CPU manager: exclusive cores work"
    : `policy ${policy}: none`;
}
