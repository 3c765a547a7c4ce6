import { z } from "zod";
import { type JobManifest } from "../../../cli/bench/derivedJob";

/** A server of a session: the yardstick, under another name and with settings. */
export interface Yardstick {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
}

const variable = z.looseObject({ name: z.string(), value: z.string().optional() });
const armSchema = z.looseObject({
  name: z.string(),
  image: z.string(),
  env: z.array(variable),
});
type ArmContainer = z.infer<typeof armSchema>;
const podSchema = z.looseObject({ initContainers: z.tuple([armSchema, armSchema]) });

const FIRST_PORT = 8081;

/** The reference by digest that both arms of {@link withYardsticks} have. */
export function yardstickImage(manifest: JobManifest): string {
  return armsOf(manifest)[0].image;
}

/**
 * The Job with the yardstick as both of its arms. All else that the arms have, limits and ports, is the
 * same for each arm of a session anyway.
 */
export function withYardsticks(
  manifest: JobManifest,
  arms: readonly [Yardstick, Yardstick],
): JobManifest {
  const own = armsOf(manifest);
  const [{ image }] = own;
  const initContainers = own.map((container, index) => {
    const { name, settings } = arms[index];
    return {
      ...container,
      name,
      image,
      env: variables({ ...settings, TARE_ARM: name }, container),
    };
  });
  const documents = arms.map((arm, index) => ({ ...arm, image, port: FIRST_PORT + index }));
  return withPod(manifest, ({ containers, ...pod }) => ({
    ...pod,
    initContainers,
    containers: containers.map((one) => ({
      ...one,
      env: one.env.map((entry) =>
        entry.name === "ARMS" ? { ...entry, value: JSON.stringify(documents) } : entry,
      ),
    })),
  }));
}

/** The Job with the yardstick alone, on all cores, with one worker: a server for another pod. */
export function serverAlone(manifest: JobManifest): JobManifest {
  const [container] = armsOf(manifest);
  const readinessProbe = { httpGet: { path: "/healthz", port: FIRST_PORT }, periodSeconds: 1 };
  const env = variables({ WORKERS: "1" }, container);
  return withPod(manifest, (pod) => ({
    ...pod,
    initContainers: [],
    // Only a sidecar has a policy of its own.
    containers: [{ ...container, restartPolicy: undefined, env, readinessProbe }],
  }));
}

/** The Job with the load generator alone, which loads a server on the first core. */
export function loadAlone(manifest: JobManifest, address: string, seconds: number): JobManifest {
  const url = `http://${address}:${FIRST_PORT}/`;
  const load = ["load", "--url", url, "--cpus", "0", "--seconds", String(seconds)];
  return withPod(manifest, (pod) => ({
    ...pod,
    initContainers: [],
    containers: pod.containers.map((one) => ({ ...one, command: ["/usr/bin/loadgen", ...load] })),
  }));
}

function armsOf({ spec }: JobManifest): readonly [ArmContainer, ArmContainer] {
  return podSchema.parse(spec.template.spec).initContainers;
}

type Pod = JobManifest["spec"]["template"]["spec"];

function withPod(manifest: JobManifest, change: (pod: Pod) => Pod): JobManifest {
  const { spec } = manifest;
  const { template } = spec;
  return {
    ...manifest,
    spec: { ...spec, template: { ...template, spec: change(template.spec) } },
  };
}

/** Variables of a container with those of `settings` in place of its own. */
function variables(
  settings: Readonly<Record<string, string>>,
  { env }: ArmContainer,
): ArmContainer["env"] {
  const others = env.filter(({ name }) => !(name in settings));
  return [...others, ...Object.entries(settings).map(([name, value]) => ({ name, value }))];
}
