import { join, resolve } from "node:path";
import { failureText } from "../cli/failure";
import { instanceFromEnv } from "../platform/instance";
import { recordedCluster } from "../platform/stack/clusterRecord";
import { binDir } from "../platform/tools/folders";
import { chosenParts, type Part, type SetUpName } from "./parts";
import { runCommand, shown } from "./runner/commands";
import { type PartResult, resultTable } from "./runner/result";
import { startSetUps } from "./runner/setUps";

const INSTANCE = process.env.TARE_INSTANCE ?? "tare-test";
const tare = resolve(__dirname, "../tare");
const env = {
  ...process.env,
  TARE_INSTANCE: INSTANCE,
  PATH: `${binDir()}:${process.env.PATH ?? ""}`,
};
Object.assign(process.env, env);
const instance = instanceFromEnv(env);
const stop = new AbortController();

/** Runs every part in order on an instance of its own, and removes that instance in any case. */
async function main(): Promise<number> {
  // For work on one part: `make test PARTS=check,images`. All of them by default.
  const parts = chosenParts(process.env.PARTS);
  const needed = new Set(parts.flatMap(({ needs }) => needs));
  const setUps = startSetUps(instance, needed, progressOf);
  const results: PartResult[] = [];
  for (const part of parts) {
    if (stop.signal.aborted) break;
    process.stderr.write(`\n== ${part.name}\n`);
    results.push(await runPart(part, setUps));
  }
  await Promise.allSettled(Object.values(setUps));
  if (needed.size > 0) await takeDown();
  process.stdout.write(`\n${resultTable(results)}\n`);
  const sound = results.length === parts.length && results.every(({ failed }) => failed === 0);
  return sound ? 0 : 1;
}

async function runPart(
  part: Part,
  setUps: Readonly<Record<SetUpName, Promise<unknown>>>,
): Promise<PartResult> {
  const begin = performance.now();
  const seconds = (): number => (performance.now() - begin) / 1_000;
  try {
    for (const name of part.needs) await setUps[name];
  } catch (error) {
    const trouble = failureText(error);
    process.stderr.write(trouble);
    return {
      part: part.name,
      passed: 0,
      failed: part.commands.length,
      seconds: seconds(),
      trouble,
    };
  }
  if (part.bare === true) {
    await setUps.cluster.catch(() => undefined);
    await takeDown();
  }
  const counts = { passed: 0, failed: 0 };
  for (const command of part.commands) {
    const where = part.needs.includes("cluster") ? clusterEnv() : {};
    const { passed, failed } = await runCommand(command, { ...env, ...where }, stop.signal);
    counts.passed += passed;
    counts.failed += failed;
  }
  return { part: part.name, ...counts, seconds: seconds() };
}

function progressOf(name: SetUpName) {
  const log = join(instance.stateDir, "logs", `test-${name}.log`);
  let last = "";
  const note = (text: string): void => {
    if (text !== last) process.stderr.write(`   [${name}] ${text}\n`);
    last = text;
  };
  return { note, signal: stop.signal, log };
}

/** What the tests need that use the shared cluster directly. */
function clusterEnv(): NodeJS.ProcessEnv {
  return {
    TARE_KUBECONFIG: recordedCluster(instance)?.kubeconfig,
    TARE_REGISTRY: `localhost:${instance.registryPort}`,
  };
}

/** Even after Ctrl-C, which is why it takes no signal. */
async function takeDown(): Promise<void> {
  await shown(tare, ["down"], env, new AbortController().signal);
}

for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => stop.abort());
main().then(
  (code) => process.exit(stop.signal.aborted ? 130 : code),
  (error: unknown) => {
    process.stderr.write(failureText(error));
    process.exit(1);
  },
);
