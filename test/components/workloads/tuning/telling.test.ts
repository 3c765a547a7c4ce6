import type { TuningArgs } from "../../../../components/workloads/tuning/arguments";
import { TOLD_VARIABLES } from "../../../../components/workloads/tuning/telling";
import { tune } from "../../../../components/workloads/tuning/tune";

const SIZE: TuningArgs = { cpu: { cores: 2 }, memory: { limit: "512 MiB" } };

const ALL: TuningArgs = {
  cpu: { cores: 2, threads: "derived" },
  memory: { limit: "512 MiB", stack: "derived" },
  tcp: { keepalive: "derived", backlog: "derived" },
  pool: { mode: "derived" },
};

const NODE: TuningArgs = { ...ALL, runtime: "node", memory: { ...ALL.memory, heap: "derived" } };

const told = (args: TuningArgs): Record<string, string> =>
  Object.fromEntries(tune(args, 2).variables.map(({ name, value }) => [name, value]));

const sysctls = (args: TuningArgs): Record<string, string> =>
  Object.fromEntries(tune(args, 2).sysctls.map(({ name, value }) => [name, value]));

test("tells nothing that is not asked for, though everything is derived", () => {
  const { variables, sysctls: none, settings } = tune(SIZE, 2);

  expect([...variables, ...none]).toEqual([]);
  expect(settings.threads.value).toBe(2);
});

test("tells a compiled server by the variables of its contract", () => {
  expect(told(ALL)).toEqual({
    WORKERS: "2",
    STACK_KIB: "2048",
    POOL_SIZE: "48",
    BACKLOG: "4096",
    KEEPALIVE_IDLE: "120",
    KEEPALIVE_INTERVAL: "13",
    KEEPALIVE_COUNT: "9",
  });
});

test("tells Node its heap, and of keepalive only what it can set", () => {
  expect(told(NODE)).toEqual({
    WORKERS: "2",
    STACK_KIB: "984",
    NODE_OPTIONS: "--max-old-space-size=192",
    POOL_SIZE: "48",
    BACKLOG: "4096",
    KEEPALIVE_IDLE: "120",
  });
});

test("gives the pod the rest of keepalive, for sockets that ask for it", () => {
  expect(sysctls(NODE)).toEqual({
    "net.ipv4.tcp_keepalive_time": "120",
    "net.ipv4.tcp_keepalive_intvl": "13",
    "net.ipv4.tcp_keepalive_probes": "9",
  });
});

test("raises somaxconn for a backlog above it, and only then", () => {
  expect(sysctls({ ...SIZE, tcp: { backlog: 4096 } })).toEqual({});
  expect(sysctls({ ...SIZE, tcp: { backlog: 4097 } })).toEqual({ "net.core.somaxconn": "4097" });
});

test("prefers what is given to what is derived", () => {
  const given: TuningArgs = {
    runtime: "node",
    cpu: { cores: 2, threads: 3 },
    memory: { limit: "1 GiB", stack: "1 MiB", heap: "100 MiB" },
    tcp: { keepalive: { idle: "1 min", interval: "10 s", count: 3 }, backlog: 100 },
    pool: { mode: "fixed", size: 7 },
  };

  expect(told(given)).toEqual({
    WORKERS: "3",
    STACK_KIB: "1024",
    NODE_OPTIONS: "--max-old-space-size=100",
    POOL_SIZE: "7",
    BACKLOG: "100",
    KEEPALIVE_IDLE: "60",
  });
  expect(tune(given, 2).settings.threads).toEqual({
    name: "threads",
    value: 3,
    text: "3",
    formula: "given",
    source: "the argument 'cpu.threads'",
  });
});

test("knows every variable by which it tells", () => {
  const names = [...Object.keys(told(ALL)), ...Object.keys(told(NODE))];

  expect([...new Set(names)].sort()).toEqual([...TOLD_VARIABLES].sort());
});
