import type * as k8s from "@pulumi/kubernetes/types/input";
import { type Duration, seconds } from "../config/duration";

export interface ProbeTiming {
  /** Time between two questions, in whole seconds. */
  readonly period: Duration;
  /** Time for an answer. @default "1 s" */
  readonly timeout?: Duration;
  /** Failures in a row until the probe counts as failed. */
  readonly failures: number;
}

/** Asks a path of the port named `http`; any status from 200 to 399 is a success. */
export function httpProbe(
  path: string,
  { period, timeout = "1 s", failures }: ProbeTiming,
): k8s.core.v1.Probe {
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

/**
 * The contract of every server in services/: `/healthz` tells that the event loop turns, `/readyz`
 * that requests may come. A start may take 30 seconds; a hung server is restarted after 30 more.
 */
export const HTTP_PROBES: Probes = {
  startup: httpProbe("/healthz", { period: "1 s", failures: 30 }),
  liveness: httpProbe("/healthz", { period: "10 s", timeout: "2 s", failures: 3 }),
  readiness: httpProbe("/readyz", { period: "2 s", failures: 2 }),
};
