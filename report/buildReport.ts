import { compareClaims } from "./compareClaims";
import { littlesLaw } from "./littlesLaw";
import { parseRawLog } from "./parseRawLog";
import type { RawResult } from "./rawResult";
import {
  type Figures,
  type Measurement,
  REPORT_SCHEMA,
  type Report,
  type ReportInput,
  type Row,
} from "./report";
import { summarize } from "./summary";
import { judge } from "./verdict";

/** Characters of a reason that are kept. */
const MAX_REASON = 300;

/** Makes the report out of raw logs. Pure: the same input gives the same report. */
export function buildReport(input: ReportInput): Report {
  const read = input.measurements.map((measurement) => readOne(measurement, input));
  const rows = read.map(({ row }) => row);
  return {
    schema: REPORT_SCHEMA,
    createdAt: input.createdAt,
    environment: input.environment,
    kubernetes: input.kubernetes,
    commit: input.commit,
    summary: summarize(rows),
    rows,
    claims: compareClaims(rows),
    machine: read.find(({ row }) => row.figures)?.result?.machine,
    plugins: input.plugins,
  };
}

function readOne(one: Measurement, input: ReportInput): { row: Row; result?: RawResult } {
  const { experiment, subject, job, image } = one;
  const base = { experiment, subject, job, image, size: input.images[image] ?? {} };
  const refuse = (reason: string) => ({
    row: { ...base, verdict: { kind: "refused", reason: oneLine(reason) } } satisfies Row,
  });
  if (one.log === undefined) return refuse(one.missing ?? "the log could not be fetched");
  const parsed = parseRawLog(one.log);
  if (parsed.kind === "refused") return refuse(parsed.reason);
  const { result } = parsed;
  if (result.subject.name !== subject) {
    return refuse(`the log is of another subject, ${result.subject.name}`);
  }
  const verdict = judge(result);
  if (verdict.kind === "refused") return refuse(verdict.reason);
  return { row: { ...base, verdict, figures: figuresOf(result) }, result };
}

/** A reason may quote a log: one line of it, and not a whole page. */
function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, MAX_REASON);
}

function figuresOf({ wrk, plan, target, subjectUse, generator }: RawResult): Figures {
  const seconds = wrk.durationMicros / 1e6;
  const requestsPerSecond = wrk.requests / seconds;
  const { cpu, memory } = subjectUse;
  return {
    requestsPerSecond,
    latency: wrk.latencyMicros,
    littlesLaw: littlesLaw(requestsPerSecond, wrk.latencyMicros.mean / 1e6, plan.connections),
    connections: plan.connections,
    threads: plan.threads,
    seconds,
    cpu,
    cpuMicrosPerRequest: cpu.known ? (cpu.cores / requestsPerSecond) * 1e6 : undefined,
    memory,
    generator,
    wireBytes: target.answer.wireBytes,
  };
}
