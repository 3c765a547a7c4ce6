import { ensureAddons } from "../platform/addons";
import { ensureEngine } from "../platform/engine";
import { ensureCluster } from "../platform/kind";
import { type Progress } from "../platform/progress";
import { ensureRegistry } from "../platform/registry";
import { recordCluster } from "../platform/stack/clusterRecord";
import { refreshConfiguration } from "../platform/stack/files";
import { ensurePassphrase } from "../platform/stack/passphrase";
import { recoverStack } from "../platform/stack/recover";
import { hasStack, initStack, updateStack } from "../platform/stack/stack";
import { backendDir } from "../platform/toolEnv";
import { TOOLS } from "../platform/tools/catalogue";
import { ensureImages } from "../platform/tools/images";
import { resolveTools } from "../platform/tools/resolve";
import { type Context, pulumiOptions } from "./context";
import { type PlanLine, secondsOf } from "./plan/plan";
import { fetchAndWrite } from "./reporting/fetchAndWrite";
import { type Step } from "./steps/step";

/** What `up` does on the local cluster, as a list. */
export function localSteps(context: Context, lines: readonly PlanLine[]): Step[] {
  const { instance } = context;
  const about = (part: string): number => secondsOf(lines, part);
  return [
    {
      id: "tools",
      title: "tools and plugins",
      seconds: about("tools") + about("plugins"),
      run: async (progress) => {
        await resolveTools(
          TOOLS.map(({ name }) => name),
          progress,
        );
      },
    },
    {
      id: "engine",
      title: "container engine",
      seconds: about("engine"),
      run: ensureEngine,
    },
    {
      id: "images",
      title: "node and base images",
      seconds: about("images"),
      after: ["engine"],
      run: async (progress) => void (await ensureImages(IMAGES, progress)),
    },
    {
      id: "cluster",
      title: "kind cluster",
      seconds: about("cluster"),
      after: ["tools", "images"],
      run: async (progress) => recordCluster(instance, await ensureCluster(instance, progress)),
    },
    {
      id: "registry",
      title: "registry",
      seconds: about("registry"),
      after: ["cluster"],
      run: (progress) => ensureRegistry(instance, progress),
    },
    {
      id: "add-ons",
      title: "add-ons",
      seconds: about("add-ons"),
      after: ["registry"],
      run: (progress) => ensureAddons(instance, progress),
    },
    {
      id: "stack",
      title: "stack: images, deployment, benchmarks",
      seconds: about("stack"),
      after: ["add-ons"],
      run: (progress) => bringStackUp(context, progress),
    },
    {
      id: "report",
      title: "report",
      seconds: 5,
      after: ["stack"],
      run: (progress) => fetchAndWrite(context, progress),
    },
  ];
}

async function bringStackUp(context: Context, progress: Progress): Promise<void> {
  const { instance, environment, stacks } = context;
  ensurePassphrase(instance);
  refreshConfiguration(instance, environment, stacks);
  const options = pulumiOptions(context, progress);
  const uid = options.env.TARE_CLUSTER_UID ?? "";
  if (hasStack(instance, uid, environment.name)) {
    await recoverStack(backendDir(instance, uid), environment.name, options);
  } else {
    await initStack(instance, environment.name, options);
  }
  await updateStack(environment.name, options);
}
