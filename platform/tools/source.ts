import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../errors";
import { dataDir } from "../instance";
import { releaseOf, toolNamed } from "./catalogue";
import { downloadText } from "./download";
import { mirrored } from "./mirror";
import { currentTarget } from "./target";

/** How a tool came to be on this machine. */
export type Source = "present" | "download" | "build";

const PROBE_MILLISECONDS = 2_000;
/** Age from which a remembered "cannot be reached" is asked again. */
const PROBE_KEPT_MILLISECONDS = 24 * 60 * 60 * 1_000;

/** TARE_SOURCE, or `undefined` where the probe decides. Throws {@link UserError} on another word. */
export function forcedSource(
  given: string | undefined = process.env.TARE_SOURCE,
): "download" | "build" | undefined {
  if (given === undefined || given === "") return undefined;
  if (given === "download" || given === "build") return given;
  throw new UserError(
    `TARE_SOURCE ('${given}') must be 'download' or 'build'`,
    "leave it unset to let one short probe decide",
  );
}

let asked: Promise<boolean> | undefined;

/** Whether the official releases can be reached; one request, once a run. */
export function releasesReachable(): Promise<boolean> {
  asked ??= probe().then((reachable) => {
    remember(reachable);
    return reachable;
  });
  return asked;
}

/**
 * Like {@link releasesReachable}, but answers from memory when a probe of the last day found no
 * way: a second run must not wait for a time-out.
 */
export async function releasesReachableNowOrLately(now = Date.now()): Promise<boolean> {
  const last = recall();
  const fresh = last !== undefined && now - last.at < PROBE_KEPT_MILLISECONDS;
  return fresh && !last.reachable ? false : releasesReachable();
}

/** Asks for one small file of checksums, as any download would. */
export async function probe(milliseconds = PROBE_MILLISECONDS): Promise<boolean> {
  const { checksums } = releaseOf(toolNamed("pulumi"), currentTarget());
  try {
    await downloadText(mirrored(checksums), {
      stall: milliseconds,
      signal: AbortSignal.timeout(milliseconds),
    });
    return true;
  } catch {
    return false;
  }
}

interface Remembered {
  readonly at: number;
  readonly reachable: boolean;
}

function memory(): string {
  return join(dataDir(), "tools", "probe.json");
}

function remember(reachable: boolean): void {
  mkdirSync(dirname(memory()), { recursive: true });
  writeFileSync(memory(), JSON.stringify({ at: Date.now(), reachable } satisfies Remembered));
}

function recall(): Remembered | undefined {
  try {
    return JSON.parse(readFileSync(memory(), "utf8")) as Remembered;
  } catch {
    return undefined;
  }
}
