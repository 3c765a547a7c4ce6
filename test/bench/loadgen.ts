import { cpus } from "node:os";
import { build, found, type Slice, slice, URL, withServer, wrkOf } from "./loadSlice";
import { type Load, LOAD_TOOLS, type LoadTool } from "./loadTools";
import { writeSection } from "./page";
import { ensureQuiet } from "./quiet";
import { median } from "./ratio";
import { stallTable } from "./stall";

const ROUNDS = 7;
const SECONDS = 3;
const OPEN_SECONDS = 2;
const STALL_SECONDS = 6;
const CONNECTIONS = 64;
/** Of the open loop, in requests a second; far below what one core can do. */
const RATE = 10_000;

/**
 * `make bench-loadgen`: the load generator beside the others that are installed (wrk is needed; oha,
 * rload and rewrk where they are found), on the reference server as a bare process. `--write` puts
 * the tables into docs/performance.md.
 */
async function main(flags: readonly string[]): Promise<void> {
  if (cpus().length < 2) throw new Error("needs two cores: one for the server, one for the load");
  const folder = build();
  const tools = found(LOAD_TOOLS);
  const open = tools.filter((tool) => tool.open);
  const wrk = wrkOf(LOAD_TOOLS);
  const seconds =
    ROUNDS * (SECONDS * tools.length + OPEN_SECONDS * open.length) +
    STALL_SECONDS * (open.length + 1);
  console.log(`Takes about ${Math.ceil(seconds / 60)} minutes. Keep the machine idle.\n`);
  await ensureQuiet();
  await withServer(folder, async (server) => {
    const closed = await rounds(folder, tools, { seconds: SECONDS });
    const atRate = await rounds(folder, open, { seconds: OPEN_SECONDS, rate: RATE });
    const tables = [
      closedTable(tools, closed),
      openTable(open, atRate),
      await stallTable(folder, [...open, wrk], server, STALL_SECONDS),
    ];
    const text = [EXPLANATION, ...tables].join("\n\n");
    console.log(text);
    if (flags.includes("--write"))
      writeSection("Load generator", 'make bench-loadgen FLAGS="--write"', text);
  });
}

/** Every tool once a round, in the opposite order from one round to the next. */
async function rounds(
  folder: string,
  tools: readonly LoadTool[],
  time: Pick<Load, "seconds" | "rate">,
): Promise<ReadonlyMap<LoadTool, readonly Slice[]>> {
  const slices = new Map<LoadTool, Slice[]>(tools.map((tool) => [tool, []]));
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? tools : [...tools].reverse();
    for (const tool of order) {
      const load = { url: URL, connections: CONNECTIONS, ...time };
      slices.get(tool)?.push(await slice(folder, tool, load));
    }
  }
  return slices;
}

const EXPLANATION = `The server \`reference\` as a bare process with one worker on the last core, the generator with one thread on the first, ${CONNECTIONS} connections, slices of ${SECONDS} s (${OPEN_SECONDS} s in the open loop), the tools in turn, ${ROUNDS} rounds. Medians, with the smallest and the largest beside them; a ratio is the median of the rounds' ratios. The CPU time is that of the whole process.`;

function closedTable(
  tools: readonly LoadTool[],
  slices: ReadonlyMap<LoadTool, readonly Slice[]>,
): string {
  const wrk = tools.find(({ name }) => name === "wrk");
  const base = (wrk && slices.get(wrk)) ?? [];
  const rows = tools.map((tool) => {
    const own = slices.get(tool) ?? [];
    const against = (value: (one: Slice) => number): string =>
      spread(
        own.map((one, round) => value(one) / value(base[round] ?? one)),
        3,
      );
    const cells = [
      spread(
        own.map(({ perSecond }) => perSecond / 1e3),
        1,
      ),
      against(({ perSecond }) => perSecond),
      spread(
        own.map(({ cpuMicros }) => cpuMicros),
        2,
      ),
      against(({ cpuMicros }) => cpuMicros),
    ];
    return `| ${[tool.name, ...cells, tool.knows].join(" | ")} |`;
  });
  return [
    "### Closed loop",
    "",
    "| tool | 1,000 requests/s | / wrk's | CPU µs/request | / wrk's | what it knows of an answer and of latency |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    "The project's bound: at least 0.95 of wrk's rate.",
  ].join("\n");
}

function openTable(
  tools: readonly LoadTool[],
  slices: ReadonlyMap<LoadTool, readonly Slice[]>,
): string {
  const rows = tools.map((tool) => {
    const own = slices.get(tool) ?? [];
    const cells = [
      spread(
        own.map(({ requests }) => (requests / (RATE * OPEN_SECONDS) - 1) * 100),
        3,
      ),
      spread(
        own.map(({ p99 }) => p99 ?? NaN),
        2,
      ),
      spread(
        own.map(({ cpuMicros }) => cpuMicros),
        2,
      ),
    ];
    return `| ${[tool.name, ...cells].join(" | ")} |`;
  });
  return [
    `### Open loop, ${RATE} requests/s`,
    "",
    "| tool | answers off the plan, % | p99, ms | CPU µs/request |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "The project's bound: at most 0.1 % off. loadgen sends each request at its own instant and wakes twice for it; the timers of oha and rload go in milliseconds, so that several requests share a wake-up and go out as a burst.",
  ].join("\n");
}

function spread(values: readonly number[], digits: number): string {
  const shown = (value: number): string => value.toFixed(digits);
  const range = `${shown(Math.min(...values))} to ${shown(Math.max(...values))}`;
  return `${shown(median(values))} (${range})`;
}

void main(process.argv.slice(2));
