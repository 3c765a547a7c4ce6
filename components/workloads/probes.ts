import type * as k8s from "@pulumi/kubernetes/types/input";
import { type Duration, seconds } from "../config/duration";
import type { Problem } from "../config/problems";
import { problemIf } from "./argumentProblems";

export interface ProbeTiming {
  /** Time between two questions, in whole seconds. */
  readonly period: Duration;
  /** Time for an answer. @default "1 s" */
  readonly timeout?: Duration;
  /** Failures in a row until the probe counts as failed. */
  readonly failures: number;
}

/** A question over HTTP, of which everything is known now. */
export interface HttpProbe {
  readonly httpGet: { readonly path: string; readonly port: "http" };
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** Asks a path of the port named `http`; any status from 200 to 399 is a success. */
export function httpProbe(
  path: string,
  { period, timeout = "1 s", failures }: ProbeTiming,
): HttpProbe {
  return {
    httpGet: { path, port: "http" },
    periodSeconds: seconds(period),
    timeoutSeconds: seconds(timeout),
    failureThreshold: failures,
  };
}

export interface Probes {
  /** Holds the other two back until the process has started. */
  readonly startup: k8s.core.v1.Probe;
  /** Restarts the container: must not depend on anything outside it. */
  readonly liveness: k8s.core.v1.Probe;
  /** Takes the pod out of its Service. */
  readonly readiness: k8s.core.v1.Probe;
}

/** The probes of a server that speaks HTTP. */
export type HttpProbes = Readonly<Record<keyof Probes, HttpProbe>>;

/**
 * The contract of every server in services/: `/healthz` tells that the event loop turns, `/readyz`
 * that requests may come. A start may take 30 seconds; a hung server is restarted after 30 more.
 */
export const HTTP_PROBES: HttpProbes = {
  startup: httpProbe("/healthz", { period: "1 s", failures: 30 }),
  liveness: httpProbe("/healthz", { period: "10 s", timeout: "2 s", failures: 3 }),
  readiness: httpProbe("/readyz", { period: "2 s", failures: 2 }),
};

/**
 * Readiness is what tells of a dependency that is lost. Were liveness asked there too, every pod would
 * be restarted for a fault that no restart mends, and the fault would spread.
 */
export function probeProblems({ startup, liveness, readiness }: HttpProbes): Problem[] {
  const path = liveness.httpGet.path;
  const separate = path !== readiness.httpGet.path;
  const sentence =
    "must not be the path of 'probes.readiness', which may depend on others: " +
    "ask one that tells only whether the process itself works";
  return [
    ...problemIf(!separate, "probes.liveness", path, sentence),
    ...Object.entries({ startup, liveness, readiness }).flatMap(([name, probe]) =>
      timingProblems(`probes.${name}`, probe),
    ),
  ];
}

function timingProblems(path: string, probe: HttpProbe): Problem[] {
  const { periodSeconds: period, timeoutSeconds: timeout, failureThreshold: failures } = probe;
  const { path: asked } = probe.httpGet;
  return [
    ...problemIf(!asked.startsWith("/"), `${path}.path`, asked, "must start with /"),
    ...problemIf(period < 1, `${path}.period`, `${period} s`, "must be at least 1 s"),
    ...problemIf(
      timeout < 1 || timeout > period,
      `${path}.timeout`,
      `${timeout} s`,
      `must be from 1 s to the period (${period} s), or questions would overlap`,
    ),
    ...problemIf(
      !Number.isInteger(failures) || failures < 1,
      `${path}.failures`,
      failures,
      "must be a whole number from 1",
    ),
  ];
}
