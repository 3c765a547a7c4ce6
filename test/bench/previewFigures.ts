import { execFileSync } from "node:child_process";
import { type Figure, pairedRatio, timed } from "./ratio";
import { root, ScratchStack } from "./scratchStack";

const PAIRS = 7;
// Many, since a difference of two previews is lost in the noise of either.
const MORE_SERVICES = 24;
/** A WebService is Deployment, Service, service account and the component itself. */
const RESOURCES_EACH = 4;

/** How long a preview takes, against the least that Pulumi needs with the same plugins. */
export function previewFigures(env: NodeJS.ProcessEnv): Figure[] {
  const resources = deployedResources(env);
  const one = new ScratchStack("bench-one", `${configMaps(1, "one")}${DOCKER}`, env);
  const many = new ScratchStack("bench-many", `${configMaps(resources, "many")}${DOCKER}`, env);
  const program = (): number =>
    timed("pulumi", ["preview", "--stack", "dev", "--non-interactive"], { cwd: root, env });
  try {
    one.up();
    many.up();
    const whole = pairedRatio(PAIRS, program, () => one.preview());
    const count = pairedRatio(
      PAIRS,
      () => many.preview(),
      () => one.preview(),
    );
    return [
      {
        name: "Preview of the program",
        measured: whole.median,
        range: whole.range,
        atMost: 1.5,
        unit: "ratio",
        how: `preview of the deployed stack (${resources} resources) / preview of one deployed ConfigMap with the same plugins`,
      },
      {
        name: "of which the number of resources",
        measured: count.median,
        range: count.range,
        unit: "ratio",
        how: `preview of ${resources} deployed ConfigMaps / preview of one`,
      },
      marginalFigure(env),
    ];
  } finally {
    many.remove();
    one.remove();
  }
}

function deployedResources(env: NodeJS.ProcessEnv): number {
  const exported = execFileSync("pulumi", ["stack", "export", "--stack", "dev"], {
    cwd: root,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const { deployment } = JSON.parse(exported) as { deployment: { resources: unknown[] } };
  return deployment.resources.length;
}

/** What one more resource of the project's components costs, against one more ConfigMap. */
function marginalFigure(env: NodeJS.ProcessEnv): Figure {
  const count = MORE_SERVICES * RESOURCES_EACH;
  const stacks = {
    fewServices: new ScratchStack("bench-few-services", webServices(1), env),
    manyServices: new ScratchStack("bench-many-services", webServices(1 + MORE_SERVICES), env),
    fewMaps: new ScratchStack("bench-few-maps", configMaps(1, "few"), env),
    manyMaps: new ScratchStack("bench-many-maps", configMaps(1 + count, "more"), env),
  };
  try {
    const marginal = pairedRatio(
      PAIRS,
      () => stacks.manyServices.preview() - stacks.fewServices.preview(),
      () => stacks.manyMaps.preview() - stacks.fewMaps.preview(),
    );
    return {
      name: "One more resource",
      measured: marginal.median,
      range: marginal.range,
      atMost: 1.3,
      unit: "ratio",
      how: `preview time that ${count} more resources of WebService add / that ${count} more ConfigMaps add`,
    };
  } finally {
    for (const stack of Object.values(stacks)) stack.remove();
  }
}

/** Time from nothing to a loaded program, against the loading of the Pulumi SDK alone. */
export function startFigure(): Figure {
  const run = (...args: string[]): number => timed("node", args, { cwd: root });
  const loaded = [
    "require('./components/cluster/clusterTarget')",
    "require('./components/config/load')",
    "require('./components/images/serviceImages')",
    "require('./components/benchmark/runExperiments')",
    "require('./stacks')",
  ].join(";");
  const start = pairedRatio(
    15,
    () => run("--require", "@pulumi/pulumi", "--require", "tsx/cjs", "-e", loaded),
    () => run("-e", 'require("@pulumi/pulumi")'),
  );
  return {
    name: "Program start",
    measured: start.median,
    range: start.range,
    atMost: 1.5,
    unit: "ratio",
    how: "loading everything that index.ts imports / `node -e 'require(\"@pulumi/pulumi\")'`",
  };
}

const PROVIDER = `
import { Provider } from "@pulumi/kubernetes/provider";
const provider = new Provider("cluster", { kubeconfig: process.env.TARE_KUBECONFIG });
`;

/** Has the second plugin of the program started, too. */
const DOCKER = `
import { Provider as Docker } from "@pulumi/docker/provider";
new Docker("docker");
`;

/** @param prefix Keeps the names of two stacks on one cluster apart. */
function configMaps(count: number, prefix: string): string {
  return `${PROVIDER}
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
for (let i = 0; i < ${count}; i++) {
  const name = "tare-bench-${prefix}-" + i;
  new ConfigMap(name, { metadata: { name, namespace: "default" }, data: { key: "value" } }, { provider });
}
`;
}

function webServices(count: number): string {
  return `${PROVIDER}
import { WebService } from "../../../components/workloads/webService";
const size = {
  cpu: { cores: 1, request: "10 mCPU" },
  memory: { limit: "64 MiB", request: "16 MiB" },
} as const;
for (let i = 0; i < ${count}; i++) {
  const image = "localhost/none@sha256:" + "0".repeat(64);
  new WebService(
    "tare-bench-" + i,
    { namespace: "default", image, ...size },
    { provider },
  );
}
`;
}
