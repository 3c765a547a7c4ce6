/** What a load generator is told. */
export interface Load {
  readonly url: string;
  readonly connections: number;
  /** Seconds. */
  readonly seconds: number;
  /** Requests a second at planned instants. @default - as many as there are answers */
  readonly rate?: number;
}

/** What it says afterwards. */
export interface Said {
  readonly requests: number;
  readonly perSecond: number;
  readonly errors: number;
  /** Milliseconds; undefined where the tool does not tell it. */
  readonly p99?: number;
}

/** A load generator: the same load in its own words. */
export interface LoadTool {
  readonly name: string;
  /** Looked for in PATH, unless it is the project's own. */
  readonly program: string;
  /** It can keep a rate. */
  readonly open: boolean;
  readonly arguments: (load: Load) => readonly string[];
  readonly read: (output: string) => Said;
  /** What it checks of an answer, what it measures in the open loop, what can be merged afterwards. */
  readonly knows: string;
}

/** All run on one thread. The project's own comes first, wrk, which it is held against, second. */
export const LOAD_TOOLS: readonly LoadTool[] = [
  {
    name: "loadgen",
    program: "loadgen",
    open: true,
    arguments: (load) => [
      ...["load", "--url", load.url, "--connections", String(load.connections)],
      ...["--seconds", String(load.seconds), "--settle", "0"],
      ...(load.rate === undefined ? [] : ["--rate", String(load.rate)]),
    ],
    read: (output) => {
      const said = JSON.parse(output) as OwnOutput;
      return {
        requests: said.requests,
        perSecond: said.requests / said.seconds,
        errors: sum(said.errors),
        p99: said.latencyMicros.p99 / 1e3,
      };
    },
    knows:
      "status and body length of each answer; latency from the planned instant; HdrHistogram; answers a connection",
  },
  {
    name: "wrk",
    program: "wrk",
    open: false,
    arguments: (load) => [
      ...["-t", "1", "-c", String(load.connections), "-d", `${load.seconds}s`],
      ...["--timeout", "5s", "--latency", load.url],
    ],
    read: (output) => ({
      requests: number(output, /(\d+) requests in/),
      perSecond: number(output, /Requests\/sec:\s+([\d.]+)/),
      errors: count(output, /Non-2xx or 3xx responses: (\d+)/) + socketErrors(output),
      p99: milliseconds(output, /^\s+99%\s+([\d.]+)(us|ms|s)$/m),
    }),
    knows: "status; no rate; percentiles as text",
  },
  {
    name: "oha",
    program: "oha",
    open: true,
    arguments: (load) => [
      ...["-z", `${load.seconds}s`, "-c", String(load.connections), "-t", "5s", "--no-tui"],
      ...["--output-format", "json"],
      ...(load.rate === undefined ? [] : ["-q", String(load.rate), "--latency-correction"]),
      load.url,
    ],
    read: (output) => {
      const said = JSON.parse(output) as OhaOutput;
      const requests = sum(said.statusCodeDistribution);
      return {
        requests,
        perSecond: requests / said.summary.total,
        // What is in flight at the end is listed among the errors.
        errors:
          sum(said.errorDistribution) -
          (said.errorDistribution["aborted due to deadline"] ?? 0) +
          requests -
          (said.statusCodeDistribution["200"] ?? 0),
        p99: said.latencyPercentiles.p99 * 1e3,
      };
    },
    knows: "status, counted apart; latency from the planned instant on demand; percentiles",
  },
  {
    name: "rload",
    program: "rload",
    open: true,
    arguments: (load) => [
      ...["-t", "1", "-c", String(load.connections), "-d", `${load.seconds}s`, "-T", "5s"],
      ...["--output-format", "json"],
      ...(load.rate === undefined ? [] : ["--stages", `${load.seconds}s:${load.rate}`]),
      load.url,
    ],
    read: (output) => {
      const { summary, socket_errors, latency } = JSON.parse(output) as RloadOutput;
      return {
        requests: summary.completed_requests,
        perSecond: summary.load_requests_per_sec,
        errors: summary.status_errors + socket_errors.total,
        p99: latency.p99_us / 1e3,
      };
    },
    knows: "status; latency from the send, corrected afterwards; percentiles",
  },
  {
    name: "rewrk",
    program: "rewrk",
    open: false,
    arguments: (load) => [
      ...["-t", "1", "-c", String(load.connections), "-d", `${load.seconds}s`],
      ...["--json", "-h", load.url],
    ],
    read: (output) => {
      const said = JSON.parse(output) as RewrkOutput;
      return { requests: said.requests_total, perSecond: said.requests_avg, errors: 0 };
    },
    knows: "nothing of an answer; no rate; no percentiles in its JSON",
  },
];

interface OwnOutput {
  readonly requests: number;
  readonly seconds: number;
  readonly errors: Record<string, number>;
  readonly latencyMicros: { readonly p99: number };
}

interface OhaOutput {
  readonly summary: { readonly total: number };
  readonly latencyPercentiles: { readonly p99: number };
  readonly statusCodeDistribution: Record<string, number>;
  readonly errorDistribution: Record<string, number>;
}

interface RloadOutput {
  readonly summary: Record<
    "completed_requests" | "load_requests_per_sec" | "status_errors",
    number
  >;
  readonly socket_errors: { readonly total: number };
  readonly latency: { readonly p99_us: number };
}

interface RewrkOutput {
  readonly requests_total: number;
  readonly requests_avg: number;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, one) => total + one, 0);
}

function number(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`no ${pattern.source} in\n${text}`);
  return Number(found);
}

/** A line that is only there when there is something to count. */
function count(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}

function socketErrors(text: string): number {
  const line = /Socket errors: (.*)/.exec(text)?.[1] ?? "";
  return [...line.matchAll(/\d+/g)].reduce((total, [one]) => total + Number(one), 0);
}

function milliseconds(text: string, pattern: RegExp): number {
  const [, value, unit] = pattern.exec(text) ?? [];
  if (value === undefined) throw new Error(`no ${pattern.source} in\n${text}`);
  return Number(value) * (unit === "s" ? 1e3 : unit === "us" ? 1e-3 : 1);
}
