import { derivedJob, planFor, readManifest } from "../../../cli/bench/derivedJob";
import { loadAlone, serverAlone, withYardsticks, yardstickImage } from "./manifests";

const arm = (name: string, port: number) => ({
  name,
  image: `registry/${name}@sha256:1`,
  restartPolicy: "Always",
  env: [
    { name: "PORT", value: String(port) },
    { name: "TARE_ARM", value: name },
  ],
});
const plan = { connections: 64, threads: 1, seed: 7, cost: { rate: 16_000 } };
const MANIFEST = readManifest("bench", {
  metadata: { name: "bench", namespace: "tare-benchmark", labels: { a: "b" } },
  spec: {
    template: {
      metadata: { labels: { "job-name": "bench" } },
      spec: {
        shareProcessNamespace: true,
        initContainers: [arm("reference", 8081), arm("tokio", 8082)],
        containers: [
          {
            name: "loadgen",
            image: "registry/loadgen@sha256:1",
            env: [
              { name: "ARMS", value: "[]" },
              { name: "PLAN", value: JSON.stringify(plan) },
              { name: "POD_UID", valueFrom: { fieldRef: { fieldPath: "metadata.uid" } } },
            ],
          },
        ],
      },
    },
  },
});
const pod = (manifest: typeof MANIFEST) => manifest.spec.template.spec;

test("both arms are the yardstick, each with its name and its settings", () => {
  const made = withYardsticks(MANIFEST, [
    { name: "reference", settings: {} },
    { name: "reference-burning", settings: { BURN: "90" } },
  ]);

  const image = yardstickImage(MANIFEST);
  expect(image).toBe("registry/reference@sha256:1");
  expect(pod(made).initContainers).toMatchObject([
    { name: "reference", image },
    {
      name: "reference-burning",
      image,
      env: [
        { name: "PORT", value: "8082" },
        { name: "BURN", value: "90" },
        { name: "TARE_ARM", value: "reference-burning" },
      ],
    },
  ]);
  const arms = pod(made).containers[0].env.find(({ name }) => name === "ARMS")?.value;
  expect(JSON.parse(arms ?? "")).toEqual([
    { name: "reference", settings: {}, image, port: 8081 },
    { name: "reference-burning", settings: { BURN: "90" }, image, port: 8082 },
  ]);
});

test("a server alone is no sidecar, and a load alone has no server", () => {
  const server = pod(serverAlone(MANIFEST));
  const load = pod(loadAlone(MANIFEST, "10.0.0.7", 3));

  expect(server.initContainers).toEqual([]);
  expect(server.containers).toMatchObject([
    { name: "reference", readinessProbe: { httpGet: { port: 8081 } } },
  ]);
  expect(JSON.stringify(server.containers)).not.toContain("restartPolicy");
  expect(server.containers[0].env).toContainEqual({ name: "WORKERS", value: "1" });
  expect(load.initContainers).toEqual([]);
  const { command } = load.containers[0];
  expect(command).toEqual(
    "/usr/bin/loadgen load --url http://10.0.0.7:8081/ --cpus 0 --seconds 3".split(" "),
  );
});

test("`bench` can make Jobs of all of them", () => {
  for (const manifest of [serverAlone(MANIFEST), loadAlone(MANIFEST, "10.0.0.7", 3)]) {
    const job = { name: "instrument-try", run: "instrument", plan: planFor("short", MANIFEST) };

    expect(derivedJob(manifest, job)).toMatchObject({ metadata: { name: "instrument-try" } });
  }
});
