import { tuningPairings } from "../../stacks/frameworksTuning";
import { honours } from "../images/servers";

const pairings = tuningPairings((name) => ({ name, image: `r/${name}@sha256:1` }));
const settingsOf = (name: string): unknown =>
  pairings.find(({ subject }) => subject.name === name)?.subject.settings;

test("each variant stands beside its own server's default, the same image told nothing", () => {
  for (const { yardstick, subject } of pairings) {
    const [server] = yardstick.name.split("-default");
    expect(subject.name.startsWith(`${server}-`)).toBe(true);
    expect(yardstick).toEqual({ name: `${server}-default`, image: subject.image });
  }
});

test("no variant is measured by an update, since each takes 50 s", () => {
  expect(pairings.filter(({ onDemand }) => !onDemand)).toEqual([]);
});

test("a variant is told what its tuning derives from 2 CPU and 512 MiB", () => {
  expect(settingsOf("hyperlane-tuned")).toEqual({
    ...{ WORKERS: "2", STACK_KIB: "2048", BACKLOG: "4096" },
    ...{ KEEPALIVE_IDLE: "120", KEEPALIVE_INTERVAL: "13", KEEPALIVE_COUNT: "9" },
  });
  expect(settingsOf("node-std-tuned")).toEqual({
    ...{ WORKERS: "2", STACK_KIB: "984", BACKLOG: "4096", KEEPALIVE_IDLE: "120" },
    NODE_OPTIONS: "--max-old-space-size=192",
  });
});

test("each argument of the tuning but the pool, which the shop tries, has a variant of its own", () => {
  const single = pairings.filter(({ subject }) => !subject.name.endsWith("-tuned"));

  expect(single.map(({ subject }) => subject.name).sort()).toEqual([
    ...["hyperlane-backlog", "hyperlane-keepalive", "hyperlane-stack", "hyperlane-threads"],
    ...["node-std-heap", "node-std-threads"],
  ]);
  expect(settingsOf("hyperlane-backlog")).toEqual({ BACKLOG: "4096" });
  expect(settingsOf("node-std-heap")).toEqual({ NODE_OPTIONS: "--max-old-space-size=192" });
});

test("no server is told what it cannot honour", () => {
  const refused = pairings.flatMap(({ yardstick, subject }) => {
    const server = yardstick.name.replace("-default", "") as Parameters<typeof honours>[0];
    const names = Object.keys(subject.settings ?? {}).filter((name) => name !== "NODE_OPTIONS");
    return names.filter((name) => honours(server, name) !== true);
  });

  expect(refused).toEqual([]);
});
