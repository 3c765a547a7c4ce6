import { slice, URL } from "./loadSlice";
import { type LoadTool } from "./loadTools";

const STALL_MILLISECONDS = 100;
const RATE = 1_000;

/**
 * The server stands still for a tenth of each second. What should have been sent in that time waits
 * for up to 100 ms, evenly, so one request in a hundred waits for more than 90. A tool without an open
 * loop sends as fast as it can.
 */
export async function stallTable(
  folder: string,
  tools: readonly LoadTool[],
  server: number,
  seconds: number,
): Promise<string> {
  const true99 = 0.9 * STALL_MILLISECONDS;
  const rows: string[] = [];
  for (const tool of tools) {
    const stop = stallEachSecond(server);
    try {
      const load = { url: URL, connections: 64, seconds, rate: RATE };
      const { p99 = NaN } = await slice(folder, tool, load);
      rows.push(`| ${tool.name} | ${p99.toFixed(1)} | ${(p99 / true99).toFixed(3)} |`);
    } finally {
      stop();
    }
  }
  return [
    `### A stall of ${STALL_MILLISECONDS} ms each second`,
    "",
    `| tool | p99, ms | / the true one (${true99} ms) |`,
    "| --- | --- | --- |",
    ...rows,
    "",
    "The project's bound: within 5 %.",
  ].join("\n");
}

/** Stops and continues a process; gives what ends that. */
function stallEachSecond(pid: number): () => void {
  const timer = setInterval(() => {
    process.kill(pid, "SIGSTOP");
    setTimeout(() => process.kill(pid, "SIGCONT"), STALL_MILLISECONDS);
  }, 1_000);
  return () => clearInterval(timer);
}
