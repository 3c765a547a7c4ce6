/** Where the load of the trials comes from, and with what it is made. */
export interface LoadSource {
  readonly namespace: string;
  /** Reference by digest. */
  readonly image: string;
}

export interface LoadArgs extends LoadSource {
  readonly name: string;
  readonly url: string;
  /** Requests a second. */
  readonly rate: number;
  /** Seconds before the measured window. */
  readonly settle: number;
  /** Of the measured window. */
  readonly seconds: number;
  /** Opened before the load and kept, as a browser or a gateway keeps them. @default 16 */
  readonly connections?: number;
}

/** The labels by which a network policy lets the load in; those of the benchmark's own pods. */
export const LOAD_LABELS = {
  "app.kubernetes.io/name": "loadgen",
  "app.kubernetes.io/managed-by": "tare",
} as const;

/** Marks what a trial has made, so that what a killed one has left can be found. */
export const TRIAL_LABEL = "tare.dev/trial";

const CONNECTIONS = 16;
/** The longest wait for an answer, in seconds. */
const TIMEOUT = 5;

/** One open-loop load with an end, under the rules of a restricted namespace. */
export function loadPod(load: LoadArgs): object {
  const { name, namespace, image, url, rate, settle, seconds, connections = CONNECTIONS } = load;
  const options = {
    url,
    connections,
    rate,
    seconds,
    settle,
    timeout: TIMEOUT,
  };
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)]);
  const container = {
    name: "loadgen",
    image,
    command: ["/usr/bin/loadgen", "load", ...args],
    resources: { limits: { cpu: "1", memory: "128Mi" }, requests: { cpu: "10m", memory: "32Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
  };
  const labels = { ...LOAD_LABELS, [TRIAL_LABEL]: name };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels },
    spec: {
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 1,
      activeDeadlineSeconds: Math.ceil(settle + seconds + TIMEOUT + 60),
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [container],
    },
  };
}
