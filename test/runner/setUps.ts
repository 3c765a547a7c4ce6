import { ensureEngine } from "../../platform/engine";
import { type Instance } from "../../platform/instance";
import { ensureCluster } from "../../platform/kind";
import { type Progress } from "../../platform/progress";
import { ensureRegistry } from "../../platform/registry";
import { recordCluster } from "../../platform/stack/clusterRecord";
import { TOOLS } from "../../platform/tools/catalogue";
import { ensureImages } from "../../platform/tools/images";
import { baseImages, nodeImage } from "../../platform/tools/localImages";
import { resolveTools } from "../../platform/tools/resolve";
import { type SetUpName } from "../parts";

/**
 * Starts all set-ups at once, each after those it builds on. Nobody may be waiting yet when one
 * fails: who needs it learns of it later.
 */
export function startSetUps(
  instance: Instance,
  progressOf: (name: SetUpName) => Progress,
): Readonly<Record<SetUpName, Promise<unknown>>> {
  const names = TOOLS.map(({ name }) => name);
  const tools = resolveTools(names, progressOf("tools"));
  const engine = ensureEngine(progressOf("engine"));
  const images = engine.then(() =>
    ensureImages([nodeImage(), ...baseImages()], progressOf("images")),
  );
  const cluster = Promise.all([tools, images])
    .then(() => ensureCluster(instance, progressOf("cluster")))
    .then((record) => recordCluster(instance, record))
    .then(() => ensureRegistry(instance, progressOf("cluster")));
  const all = { tools, engine, images, cluster };
  for (const setUp of Object.values<Promise<unknown>>(all)) setUp.catch(() => undefined);
  return all;
}
