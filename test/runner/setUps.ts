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
import { TEST_TOOLS } from "../../platform/tools/testTools";
import { type SetUpName } from "../parts";
import { ensureChromium } from "../support/chromium";

/**
 * Starts the set-ups that are needed, each after those it builds on. Nobody may be waiting yet when
 * one fails: who needs it learns of it later.
 */
export function startSetUps(
  instance: Instance,
  needed: ReadonlySet<SetUpName>,
  progressOf: (name: SetUpName) => Progress,
): Readonly<Record<SetUpName, Promise<unknown>>> {
  const start = (name: SetUpName, work: () => Promise<unknown>): Promise<unknown> => {
    const begun = needed.has(name) ? work() : Promise.resolve();
    begun.catch(() => undefined);
    return begun;
  };
  const names = TOOLS.map(({ name }) => name);
  const engine = start("engine", () => ensureEngine(progressOf("engine")));
  const browser = start("browser", async () => {
    // Both may install packages, and apt lets only one at a time.
    await engine.catch(() => undefined);
    await ensureChromium(progressOf("browser"));
  });
  // The engine may need a small build with Go; it must not queue behind the tools' long ones.
  const tools = start("tools", async () => {
    await engine;
    await resolveTools(names, progressOf("tools"));
  });
  // After the tools, of whose compiled modules they can make use.
  const checkers = start("checkers", async () => {
    await tools;
    await resolveTools(
      TEST_TOOLS.map(({ name }) => name),
      progressOf("checkers"),
    );
  });
  const images = start("images", async () => {
    await engine;
    await ensureImages([nodeImage(), ...baseImages()], progressOf("images"));
  });
  const cluster = start("cluster", async () => {
    await Promise.all([tools, images]);
    recordCluster(instance, await ensureCluster(instance, progressOf("cluster")));
    await ensureRegistry(instance, progressOf("cluster"));
  });
  return { browser, tools, checkers, engine, images, cluster };
}
