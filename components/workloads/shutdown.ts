import { type Duration, duration, seconds } from "../config/duration";
import type { Problem } from "../config/problems";
import { amountProblems, problemIf } from "./argumentProblems";

/** How a pod goes, in whole seconds. */
export interface ShutdownArgs {
  /**
   * How long it goes on serving when it is to stop: by then no node sends it anything new, and what
   * waited to be accepted is. At SIGTERM a server closes its queue, and whatever still stands in it is
   * lost. @default "5 s"
   */
  readonly serveOn?: Duration;
  /** The longest that the server takes from SIGTERM to its end. @default "20 s", services/ */
  readonly drain?: Duration;
  /** From the order to stop until SIGKILL. @default - serveOn + drain + 5 s */
  readonly grace?: Duration;
}

export type Shutdown = Required<ShutdownArgs>;

const SPARE: Duration = "5 s";
const BOUNDS = { min: "0 s", max: "1 h" } as const;

export function shutdownOf(args: ShutdownArgs = {}): Shutdown {
  const { serveOn = "5 s", drain = "20 s" } = args;
  const needed = duration.parse(serveOn) + duration.parse(drain);
  const { grace = duration.render(needed + duration.parse(SPARE)) } = args;
  return { serveOn, drain, grace };
}

export function shutdownProblems(args: ShutdownArgs | undefined): Problem[] {
  if (args === undefined) return [];
  const names = ["serveOn", "drain", "grace"] as const;
  const problems = names.flatMap((name) =>
    amountProblems(`shutdown.${name}`, args[name], duration, BOUNDS),
  );
  if (problems.length > 0) return problems;
  const { serveOn, drain, grace } = shutdownOf(args);
  const needed = seconds(serveOn) + seconds(drain);
  return problemIf(
    seconds(grace) < needed,
    "shutdown.grace",
    grace,
    `must be at least ${needed} s, 'shutdown.serveOn' (${serveOn}) and 'shutdown.drain' ` +
      `(${drain}) together: the kernel would end the server in the middle of an answer`,
  );
}
