import { cpus } from "node:os";

/** More than what daemons and an idle cluster take. */
const AT_MOST = 0.2;
const SECONDS = 3;

/** Refuses to measure while something else works: shares of a busy core are no figures. */
export async function ensureQuiet(): Promise<void> {
  const before = ticks();
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1e3));
  const after = ticks();
  const busy = 1 - (after.idle - before.idle) / (after.all - before.all);
  if (busy <= AT_MOST) return;
  const [share, most] = [busy, AT_MOST].map((one) => `${(one * 100).toFixed(0)} %`);
  throw new Error(`the machine is ${share} busy with other work; end that (at most ${most})`);
}

function ticks(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((core) => core.times);
  return {
    idle: times.reduce((sum, { idle }) => sum + idle, 0),
    all: times.flatMap((one) => Object.values(one)).reduce((sum, one) => sum + one, 0),
  };
}
