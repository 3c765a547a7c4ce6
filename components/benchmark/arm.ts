import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { type Resources, resourceRequirements } from "../workloads/resources";
import { secretMounts } from "../workloads/secretFiles";
import { CONTAINER_SECURITY } from "../workloads/securityContext";
import type { PlacedService } from "./measuredService";

/** A server that can be measured. */
export interface Subject {
  /** Name of the row in the report: lower-case letters, digits and dashes. */
  readonly name: string;
  /** Reference by digest. */
  readonly image: pulumi.Input<string>;
  /** Environment variables besides PORT. @default - none: the server's own defaults */
  readonly settings?: Readonly<Record<string, string>>;
}

/** One of the two servers of a session. */
export interface Arm extends Subject {
  /** Told to the server as PORT: both arms share the pod's address. */
  readonly port: number;
  /** @default - a server of the contract */
  readonly service?: PlacedService;
}

/** The same for each arm, so that nothing but the server differs. */
const RESOURCES: Resources = {
  limits: { cpu: "2 CPU", memory: "512 MiB" },
  requests: { cpu: "10 mCPU", memory: "64 MiB" },
};

const FIRST_PORT = 8081;

/** The yardstick first, since every figure is a ratio to it. */
export function armsOf(
  yardstick: Subject,
  subject: Subject,
  service?: PlacedService,
): readonly [Arm, Arm] {
  // A server may be compared with itself, which proves the instrument: two arms, two names.
  const second = subject.name === yardstick.name ? `${subject.name}-again` : subject.name;
  return [
    { ...yardstick, port: FIRST_PORT, service },
    { ...subject, name: second, port: FIRST_PORT + 1, service },
  ];
}

/** What the load generator must know of the arms; their images are in it for the record. */
export function armDocument({ name, image, port, settings = {}, service }: Arm): object {
  const asked = service && { path: service.path, calls: [...service.calls] };
  return { name, image, port, settings: { ...settings }, ...asked };
}

/**
 * An arm is a sidecar: it is started before the load generator and ended after it. It has no liveness
 * probe, because it is stopped while the other one is measured, and none at its start: the load generator
 * itself waits until it answers, and gives up after a minute, where the kubelet would try until the deadline
 * of the Job. Its processes are found by the variable TARE_ARM.
 */
export function armContainer(arm: Arm): k8s.core.v1.Container {
  const told = { ...arm.settings, PORT: String(arm.port), TARE_ARM: arm.name };
  const { env = [], secrets = [], resources = RESOURCES } = arm.service ?? {};
  return {
    name: arm.name,
    image: arm.image,
    restartPolicy: "Always",
    env: [...env, ...Object.entries(told).map(([name, value]) => ({ name, value }))],
    ports: [{ name: `arm-${arm.port}`, containerPort: arm.port }],
    resources: resourceRequirements(resources),
    securityContext: CONTAINER_SECURITY,
    ...(secrets.length > 0 && { volumeMounts: secretMounts(secrets).volumeMounts }),
  };
}
