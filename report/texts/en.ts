import { enClaims } from "./claims";
import { enColumns } from "./columns";
import { enMethod } from "./method";
import { enPodSpecs } from "./podSpecs";
import { enReasons } from "./reasons";
import { enSummary } from "./summary";
import { enTrials } from "./trials";
import { enTuning } from "./tuning";
import { enVerdicts } from "./verdicts";

/** "a", "a and b", "a, b and c". */
function list(items: readonly string[]): string {
  return items.length < 2
    ? items.join("")
    : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** Every text of a report. What is a function gets numbers that are already printed. */
export const en = {
  title: (environment: string) => `What a request costs: ${environment}`,
  begun: (first: string, last: string) =>
    first === last ? `measured ${first}` : `measured from ${first}, the last begun ${last}`,
  fetched: (date: string) => `fetched ${date}`,
  commit: (commit: string) => `at commit ${commit}`,
  plugins: (plugins: string) => `plugins ${plugins}`,
  standIn: "the project's own stand-in",
  official: "official",
  contents: "Contents",
  unknown: "unknown",
  none: "–",
  list,
  to: (low: string, high: string) => `${low}\u00a0to\u00a0${high}`,
  within: (value: string, interval: string) => `${value} (${interval})`,
  atLeast: (value: string) => `at least\u00a0${value}`,
  atMost: (value: string) => `at most\u00a0${value}`,
  ranks: (best: string, worst: string) => (best === worst ? best : `${best}–${worst}`),
  roles: { yardstick: "yardstick", control: "control", contestant: "", variant: "" },
  drift:
    "Figures are of sessions one after another, between which the machine drifts; what it leaves alone " +
    "is the ratio to the yardstick, or the default, of the same session.",
  columns: enColumns,
  phases: { cost: "fixed rate", peak: "peak", latency: "70 % of peak" },
  verdicts: enVerdicts,
  summary: enSummary,
  cost: {
    title: "Which server needs the least CPU per request?",
    intro: (rate: string) =>
      `Each server gets the same ${rate} requests a second, in turns with the yardstick. The rank ` +
      "goes by the ratio to the yardstick of the same session, which the machine's drift leaves " +
      "alone: 1 is as cheap as the yardstick, 0.5 needs twice the CPU. Where intervals overlap, " +
      "servers share ranks. The last column is the same ratio at the peak of one core: a server hardly " +
      "sleeps there, so that waking is little of a request.",
    summaryChart: "CPU per request of the yardstick ÷ that of the server",
    guide: "as cheap as the yardstick",
    chart: "CPU per request, in microseconds; small dots are single slices",
    axis: "µs",
    caption: "CPU per request at a fixed rate",
  },
  peak: {
    title: "What is the peak of one core?",
    intro:
      "A closed loop against one core: each connection asks again as soon as it has its answer. " +
      "The last column is arithmetic, not a measurement: 2 CPU divided by CPU per request at this peak, " +
      "and no more than twice the peak, unless the generator was its limit.",
    chart: "Requests a second on one core; an arrow means at least",
    caption: "Peak of one core, and what 2 CPU would pay for",
  },
  latency: {
    title: "How long do requests take at 70 % load?",
    intro:
      "An open loop at 70 % of each server's own peak (the middle of all its slices, dropped ones among " +
      "them), counted from when each request was due. Servers get different rates here, so this " +
      "compares what a user of each would see.",
    chart: "Latency at 70 % of the server's own peak, logarithmic",
    caption: "Latency at 70 % of the server's own peak",
    span: "In brackets: the lowest and the highest of the single slices.",
    noInterval:
      "No interval is given: answers of one slice are not independent of one another, so their " +
      "number says nothing of how far another slice would lie.",
    unreadable: (detail: string) => `the histogram cannot be read: ${detail}`,
  },
  memory: {
    title: "How much memory?",
    intro: "The working set: what the kernel could not take back at once.",
    chart: "Working set, idle and under load, logarithmic",
    caption: "Working set, idle and the largest at the end of a slice under load",
  },
  throttling: {
    title: "Were they throttled?",
    intro:
      "The share of the scheduler's periods in which its own CPU limit stopped the server, and for " +
      "how long in all.",
    chart: "Periods with throttling",
    caption: "Periods with throttling, and time stopped",
    none: "No server was stopped by its CPU limit.",
  },
  images: {
    title: "How big are the images?",
    intro: "Compressed is what is pulled, unpacked is what a node keeps.",
    chart: "Image size, logarithmic",
    caption: "Size of the images",
  },
  claims: enClaims,
  article: {
    title: "The article's way (wrk)",
    intro:
      "The same servers under wrk in a closed loop, as published figures are made. Shown because " +
      "people look for it; nothing is ranked by it. Where rate × mean exceeds the connections, " +
      "wrk's latency is wrong: it adds answers that it thinks it missed. Here the server is not kept on " +
      "one core, nothing is dropped, and each was run once.",
    chart: "Requests a second: claimed, and what wrk says here",
    caption: "What wrk says",
    absent: "The plan has no run of wrk.",
  },
  sure: {
    title: "How sure is this?",
    intro:
      "Each small dot is one pair: how far its ratio lies from that of all pairs. The line is the " +
      "95 % interval of the ratio.",
    chart: "CPU per request: pairs around their mean, in percent",
    caption: "Comparisons with the yardstick",
    starts:
      "Both servers were started anew several times, spread over the run, each time in a pod of its own. The " +
      "interval rests on the ratios of these starts.",
    startsCaption: "CPU per request, yardstick ÷ server, from start to start",
    none: "No slice was dropped.",
    dropCaption: "Dropped slices",
    control: (name: string) =>
      `${name} is the yardstick measured against itself: whatever difference it shows is a fault ` +
      "of the instrument.",
  },
  environment: {
    title: "Environment",
    caption: "Where it was measured",
    kubernetes: "Kubernetes",
    kernel: "kernel",
    cpu: "CPU",
    memory: "memory",
    cgroup: "cgroup",
    limits: "limits of a server, read back",
    plan: "load",
    trials: "trials",
    planText: (experiments: string, connections: string, threads: string, rate: string) =>
      `${experiments}: connections: ${connections}, threads of the generator: ${threads}, fixed rate: ${rate}/s`,
    pluginsCaption: "Resource plugins that deployed it",
    rawCaption: "Raw data",
    raw: "Each log holds the whole result of a session, packed, with its checksum.",
  },
  method: { title: "How it was measured", items: enMethod },
  reasons: enReasons,
  trials: enTrials,
  podSpecs: enPodSpecs,
  tuning: enTuning,
};

export type Texts = typeof en;
