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
import { dropGoCaches } from "../platform/tools/goCaches";
import { ensureImages } from "../platform/tools/images";
import { baseImages, nodeImage } from "../platform/tools/localImages";
import { resolveTools } from "../platform/tools/resolve";
import { type Context, pulumiOptions } from "./context";
import { makeReport } from "./reporting/makeReport";
import { type Step } from "./steps/step";

type Work = (progress: Progress) => Promise<unknown>;

/**
 * What `up` does on the local cluster, as a list. `about` gives the seconds that the plan expects
 * of a part; `warn` is told what the update warns of.
 */
export function localSteps(
  context: Context,
  about: (part: string) => number,
  warn: (text: string) => void,
): Step[] {
  const { instance } = context;
  const step = (id: string, title: string, seconds: number, after: string[], work: Work): Step => ({
    id,
    title,
    seconds,
    after,
    run: async (progress) => void (await work(progress)),
  });
  return [
    // First, since it may need a small build with Go that would queue behind the tools' long ones.
    step("engine", "container engine", about("engine"), [], ensureEngine),
    step("tools", "tools and plugins", about("tools") + about("plugins"), ["engine"], (progress) =>
      resolveTools(
        TOOLS.map(({ name }) => name),
        progress,
      ),
    ),
    step("node", "node image", about("node"), ["engine"], (progress) =>
      ensureImages([nodeImage()], progress),
    ),
    step("cluster", "kind cluster", about("cluster"), ["tools", "node"], async (progress) =>
      recordCluster(instance, await ensureCluster(instance, progress)),
    ),
    step("bases", "base images", about("bases"), ["engine"], (progress) =>
      ensureImages(baseImages(), progress),
    ),
    step("registry", "registry", about("registry"), ["cluster"], (progress) =>
      ensureRegistry(instance, progress),
    ),
    step("add-ons", "add-ons", about("add-ons"), ["registry"], (progress) =>
      ensureAddons(instance, progress),
    ),
    step("caches", "remove Go's build caches", 5, ["tools", "add-ons"], dropGoCaches),
    step("stack", "deployment and benchmarks", about("stack"), ["add-ons", "bases"], (progress) =>
      bringStackUp(context, progress, warn),
    ),
    step("report", "report", 5, ["stack"], (progress) => makeReport(context, progress)),
  ];
}

async function bringStackUp(
  context: Context,
  progress: Progress,
  warn: (text: string) => void,
): Promise<void> {
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
  for (const warning of await updateStack(environment.name, options)) warn(warning);
}
