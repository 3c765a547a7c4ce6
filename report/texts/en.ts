import { enMethod } from "./method";
import { enPodSpecs } from "./podSpecs";
import { enReasons } from "./reasons";
import { enTrials } from "./trials";
import { enTuning } from "./tuning";

/** "a", "a and b", "a, b and c". */
function list(items: readonly string[]): string {
  return items.length < 2
    ? items.join("")
    : `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** Every text of a report. What is a function gets numbers that are already printed. */
export const en = {
  title: (environment: string) => `What a request costs: ${environment}`,
  made: (date: string) => `measured until ${date}`,
  commit: (commit: string) => `commit ${commit}`,
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
  ranks: (best: string, worst: string) => (best === worst ? best : `${best}–${worst}`),
  roles: { yardstick: "yardstick", control: "control", contestant: "", variant: "" },
  columns: {
    rank: "rank",
    server: "server",
    cost: "CPU per request",
    costRatio: "yardstick ÷ server",
    peakRatio: "server ÷ yardstick",
    verdict: "verdict",
    peak: "requests/s on one core",
    derived: "2 CPU would pay for (derived)",
    rate: "sent, requests/s",
    p50: "p50",
    p99: "p99",
    p999: "p99.9",
    answers: "answers",
    idle: "idle",
    load: "under load",
    phase: "at",
    compressed: "compressed",
    unpacked: "unpacked",
    claimed: "claimed",
    claimedCost: "claimed CPU per request",
    measured: "measured",
    measuredCost: "measured CPU per request",
    times: "measured ÷ claimed",
    claimedRate: "claimed requests/s",
    claimedLatency: "claimed latency",
    law: "rate × latency",
    residual: "off 1,000 by",
    mean: "mean",
    wrkRate: "wrk, requests/s",
    failed: "failed",
    connections: "connections",
    compared: "what",
    pairs: "pairs kept",
    interval: "ratio, 95 % interval",
    seed: "seed",
    reason: "reason",
    slices: "slices",
    what: "what",
    value: "value",
    job: "raw log of the Job",
    image: "image",
    wire: "answer on the wire",
    plugin: "plugin",
    version: "version",
    which: "which",
  },
  phases: { cost: "fixed rate", peak: "peak", latency: "70 % of peak" },
  verdicts: {
    none: "no difference shown",
    noInterval: (pairs: string) => `no interval from ${pairs} pairs`,
    bound: "not decided: the generator was the limit",
    noisy: (kept: string, planned: string) => `noisy: ${kept} of ${planned} pairs left`,
    absent: "not in the plan",
    less: (by: string, interval: string) => `cheaper by ${by} (${interval})`,
    more: (by: string, interval: string) => `dearer by ${by} (${interval})`,
    timesMore: (times: string, interval: string) => `dearer: ${times} times the CPU (${interval})`,
    faster: (by: string, interval: string) => `faster by ${by} (${interval})`,
    slower: (by: string, interval: string) => `slower by ${by} (${interval})`,
  },
  summary: {
    title: "Summary",
    nothing: "Nothing was measured.",
    leader: (first: string, cost: string, second: string, times: string, interval: string) =>
      `${first} needs the least CPU per request: ${cost}. ${second}, the next, needs ${times} ` +
      `times as much (95 % interval ${interval}).`,
    tie: (first: string, cost: string, second: string, otherCost: string, interval: string) =>
      `${first} (${cost}) and ${second} (${otherCost}) need the least CPU per request. No ` +
      `difference between the two is shown: the ratio lies in ${interval}.`,
    only: (name: string, cost: string) => `${name} needs ${cost} of CPU per request.`,
    yardstick: (name: string, cost: string, first: string, verdict: string) =>
      `The yardstick ${name}, a minimal server of the project's own, needs ${cost}. ` +
      `${first} beside it: ${verdict}.`,
    peak: (name: string, rate: string) =>
      `On one core ${name} answers the most: ${rate} requests a second.`,
    peakTie: (names: string, rates: string) =>
      `On one core no first place can be told between ${names}: ${rates} requests a second.`,
    latency: (name: string, p99: string) =>
      `At 70 % of its own peak, ${name} answered 99 of 100 requests within ${p99}: the shortest time ` +
      "here, without an interval.",
    memory: (least: string, bytes: string, most: string, mostBytes: string) =>
      `Under load ${least} uses the least memory, ${bytes}, and ${most} the most, ${mostBytes}.`,
    claims: (low: string, high: string) =>
      `A request costs ${low} to ${high} times the CPU that the article's figures amount to.`,
    sure: (kept: string, planned: string, refused: string) =>
      `${kept} of ${planned} pairs were kept; sessions refused: ${refused}.`,
    refused: (subject: string, reason: string) => `${subject} has no figures: ${reason}.`,
  },
  cost: {
    title: "Which server needs the least CPU per request?",
    intro: (rate: string) =>
      `Each server gets the same ${rate} requests a second, in turns with the yardstick. The rank ` +
      "goes by the ratio to the yardstick of the same session, which the machine's drift leaves " +
      "alone: 1 is as cheap as the yardstick, 0.5 needs twice the CPU. Where intervals overlap, " +
      "servers share ranks.",
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
      "The last column is arithmetic, not a measurement: 2 CPU divided by CPU per request.",
    chart: "Requests a second on one core; an arrow means at least",
    caption: "Peak of one core, and what 2 CPU would pay for",
  },
  latency: {
    title: "How long do requests take at 70 % load?",
    intro:
      "An open loop at 70 % of each server's own peak, counted from when each request was due. " +
      "Servers get different rates here, so this compares what a user of each would see.",
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
    caption: "Working set, idle and at its largest under load",
  },
  throttling: {
    title: "Were they throttled?",
    intro:
      "The share of the scheduler's periods in which the limit of 2 CPU stopped the server, and " +
      "for how long in all.",
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
  claims: {
    title: "What was claimed?",
    intro:
      "The claims are from the article “Optimisation des performances de déploiement conteneurisé” " +
      "(January 2026), all “at 2 cores and 512 MB”.",
    chart: "CPU per request: claimed and measured",
    caption: "Claimed beside measured",
    notHere: "not measured here",
    share: (rate: string, share: string) => `${rate} at ${share} of 2 CPU`,
    lawTitle: "Why the claims cannot all be true",
    lawCaption: "Little's law on the claims, with 1,000 connections",
    law: (connections: string) => `${connections} connections`,
    refused: (residual: string) => `${residual}: refused`,
    kept: (residual: string) => `${residual}: possible`,
    span: (low: string, high: string) =>
      "By Little's law, rate × mean latency is the number of requests in flight. One run has one " +
      `number of connections; the rows ask for ${low} to ${high}.`,
    compatible: (most: string, all: string) =>
      `A slice of this project is dropped when it misses the law by more than 1 %. By the same ` +
      `rule, no number of connections lets more than ${most} of the ${all} rows stand.`,
    impossible: (broken: string, all: string) =>
      `With the 1,000 connections of a usual run, ${broken} of the ${all} latencies are longer ` +
      "than the rate leaves room for.",
    idle: (most: string) =>
      `None of the servers is said to use more than ${most} of its CPU at its highest rate, so ` +
      "something else was the limit: most likely the load generator.",
    machine: (rate: string) =>
      `${rate} requests a second on 2 CPU are about nine tenths of what is published elsewhere ` +
      "for a whole machine of 8 to 16 cores.",
  },
  article: {
    title: "The article's way (wrk)",
    intro:
      "The same servers under wrk in a closed loop, as published figures are made. Shown because " +
      "people look for it; nothing is ranked by it. Where rate × mean exceeds the connections, " +
      "wrk's latency is wrong: it adds answers that it thinks it missed.",
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
    plan: "plan",
    planText: (connections: string, threads: string, rate: string) =>
      `connections: ${connections}, threads of the generator: ${threads}, fixed rate: ${rate}/s`,
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
