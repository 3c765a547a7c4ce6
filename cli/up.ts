import { UserError } from "../platform/errors";
import { recordedCluster } from "../platform/stack/clusterRecord";
import { stackState, updateStack } from "../platform/stack/stack";
import { pluginsInUse } from "../platform/tools/resolve";
import { makeText, tareText } from "./commandText";
import {
  type Context,
  type GlobalOptions,
  openContext,
  pulumiOptions,
  quietProgress,
} from "./context";
import { withInstanceLock } from "./lock";
import { gatherFacts } from "./plan/facts";
import { planOf, planText, pluginText, secondsOf } from "./plan/plan";
import { preflightProblems } from "./plan/preflight";
import { remoteTools } from "./remote";
import { ensureClustersOfState, ensureRecordedCluster } from "./remoteCluster";
import { makeReport } from "./reporting/makeReport";
import { rendererFor } from "./steps/rendererFor";
import { runSteps } from "./steps/runSteps";
import { localSteps } from "./upSteps";

/** Brings the environment up, deploys, measures what has changed, and writes the report. */
export async function up(options: GlobalOptions, more: { yes?: boolean }): Promise<void> {
  const context = openContext(options);
  const work = context.environment.local
    ? () => upLocal(context)
    : () => upRemote(context, more.yes === true);
  await withInstanceLock(context.instance, work);
}

async function upLocal(context: Context): Promise<void> {
  const { instance, environment, print, signal, logs } = context;
  const facts = await gatherFacts(instance, environment.name);
  const lines = planOf(facts);
  const plugins = pluginsInUse();
  print(`Tare: environment ${environment.name}, instance ${instance.name}`);
  if (plugins.length > 0) print(`Plugins: ${pluginText(plugins)}`);
  print("What happens now:");
  print(planText(lines, facts));
  print("");
  refuse(preflightProblems(facts, lines, instance));

  const warnings: string[] = [];
  const steps = localSteps(
    context,
    (part) => secondsOf(lines, part),
    (text) => warnings.push(text),
  );
  const parallel = Math.max(2, Math.floor(facts.cores / 2));
  await runSteps(steps, { renderer: await rendererFor(steps, print), signal, logs, parallel });
  summary(context);
  for (const warning of warnings) print(`  warning     ${warning}`);
}

/** Another cluster than ours: only the tools come from here, the rest is the user's own. */
async function upRemote(context: Context, yes: boolean): Promise<void> {
  const { environment, print } = context;
  const progress = { ...quietProgress(context, "up"), note: print };
  await remoteTools(context, progress);
  const interactive = !yes && process.stdin.isTTY;
  if (!yes && !interactive) {
    throw new UserError(
      `environment '${environment.name}' is not the local one, and there is no terminal to ask at`,
      `look at '${tareText(environment.name, "preview")}' and then add --yes`,
    );
  }
  const pulumi = { ...pulumiOptions(context, progress), interactive };
  await ensureRecordedCluster(context, progress);
  const state = await stackState(environment.name, pulumi);
  ensureClustersOfState(environment, state, { moving: true });
  await updateStack(environment.name, pulumi);
  await makeReport(context, progress);
  summary(context);
}

function refuse(problems: readonly UserError[]): void {
  const [first] = problems;
  if (first === undefined) return;
  if (problems.length === 1) throw first;
  throw new UserError(
    problems.map(({ what }, index) => `${index + 1}. ${what}`).join("\n"),
    problems.map(({ way }, index) => `${index + 1}. ${way}`).join("\n"),
  );
}

function summary(context: Context): void {
  const { environment, instance, print, logs } = context;
  print("");
  print(`Environment ${environment.name} is up. Plugins: ${pluginText(pluginsInUse())}`);
  print(`  report      out/${environment.name}/report.html (raw results under raw/)`);
  const cluster = environment.local ? recordedCluster(instance) : undefined;
  if (cluster !== undefined)
    print(`  kubeconfig  ${cluster.kubeconfig} (context ${cluster.context})`);
  print(`  logs        ${logs}`);
  const { name } = environment;
  const preview = `eval "$(${tareText(name, "env")})" && pulumi preview -s ${name}`;
  print(`  next        ${preview}    or    ${makeText(name, "down")}`);
}
