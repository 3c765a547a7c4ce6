import { slice, URL } from "./loadSlice";
import { type LoadTool } from "./loadTools";

const STALL_MILLISECONDS = 100;
const RATE = 1_000;

/**
 * The server stands still for a tenth of each second, and what is due in that time waits for its end.
 * What the 99th percentile then is follows from the lengths of the stalls alone.
 *
 * @param tools one without an open loop sends as fast as it can
 */
export async function stallTable(
  folder: string,
  tools: readonly LoadTool[],
  server: number,
  seconds: number,
): Promise<string> {
  const rows: string[] = [];
  for (const tool of tools) {
    const stalls = new Stalls(server);
    try {
      const load = { url: URL, connections: 64, seconds, rate: RATE };
      const { p99 = NaN } = await slice(folder, tool, load);
      const real = waitOf(0.01, stalls.milliseconds, seconds * 1e3);
      const cells = [p99.toFixed(1), real.toFixed(1), (p99 / real).toFixed(3)];
      rows.push(`| ${[tool.name, tool.open ? "open" : "closed", ...cells].join(" | ")} |`);
    } finally {
      stalls.end();
    }
  }
  return [
    `### A stall of ${STALL_MILLISECONDS} ms each second`,
    "",
    `Open loops at ${RATE} requests/s, closed ones as fast as they are answered.`,
    "",
    "| tool | loop | p99, ms | computed from the stalls, ms | ratio |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
    "The project's bound: within 5 %, in an open loop. wrk sends nothing during a stall; its percentile holds " +
      "answers that it adds for those that its mean rate lets it think it missed.",
  ].join("\n");
}

/**
 * The wait that a share of evenly planned requests goes beyond, when each waits for the end of the
 * stall that it falls into.
 *
 * @param stalls their lengths, in the unit of `total`
 * @param total time of all requests
 */
export function waitOf(share: number, stalls: readonly number[], total: number): number {
  let [low, high] = [0, Math.max(0, ...stalls)];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    const beyond = stalls.reduce((sum, stall) => sum + Math.max(0, stall - middle), 0);
    if (beyond > share * total) low = middle;
    else high = middle;
  }
  return high;
}

/** Stops and continues a process each second, first after half of one. */
class Stalls {
  /** How long each was. */
  readonly milliseconds: number[] = [];
  private next: NodeJS.Timeout;

  constructor(private readonly pid: number) {
    const first = performance.now() + 500;
    this.next = setTimeout(() => this.begin(first), 500);
  }

  /** Leaves the process at work. */
  end(): void {
    clearTimeout(this.next);
    process.kill(this.pid, "SIGCONT");
  }

  private begin(planned: number): void {
    process.kill(this.pid, "SIGSTOP");
    const begun = performance.now();
    this.next = setTimeout(() => {
      process.kill(this.pid, "SIGCONT");
      const now = performance.now();
      this.milliseconds.push(now - begun);
      this.next = setTimeout(() => this.begin(planned + 1_000), planned + 1_000 - now);
    }, STALL_MILLISECONDS);
  }
}
