import type { AutoscalingArgs } from "../../../components/workloads/autoscaler";
import { type Reach, reachProblems } from "../../../components/workloads/reachableTargets";
import type { Resources } from "../../../components/workloads/resources";

const ARGS: AutoscalingArgs = { minReplicas: 2, maxReplicas: 6 };
const MIB = 1024 ** 2;

const resources = (more: { cpu?: "0 mCPU"; memory?: "0 B" } = {}): Resources => ({
  limits: { cpu: "1 CPU", memory: "512 MiB" },
  requests: { cpu: "500 mCPU", memory: "256 MiB", ...more },
});

test("are those that a pod can use", () => {
  const args: AutoscalingArgs = { ...ARGS, cpu: "200 %", memory: "150 %" };

  expect(reachProblems(args, { resources: resources(), heapCap: 384 * MIB })).toEqual([]);
});

test.each<[string, Partial<AutoscalingArgs>, Partial<Reach>, string, string]>([
  [
    "CPU has no request to be a share of",
    {},
    { resources: resources({ cpu: "0 mCPU" }) },
    "autoscaling.cpu",
    `is a share of 'cpu.request', which is 0 mCPU: request something, or turn it off with "off"`,
  ],
  [
    "memory has none",
    {},
    { resources: resources({ memory: "0 B" }) },
    "autoscaling.memory",
    `is a share of 'memory.request', which is 0 B: request something, or turn it off with "off"`,
  ],
  [
    "a pod is throttled below the target",
    { cpu: "201 %" },
    {},
    "autoscaling.cpu",
    "must be at most 200 % of 'cpu.request': no pod can use more than 'cpu.cores' (1 CPU)",
  ],
  [
    "the heap is capped below the target",
    { memory: "151 %" },
    { heapCap: 384 * MIB },
    "autoscaling.memory",
    "must be at most 150 % of 'memory.request': no pod can use more than the heap cap (384 MiB)",
  ],
  [
    "a pod is ended below the target",
    { memory: "201 %" },
    {},
    "autoscaling.memory",
    "must be at most 200 % of 'memory.request': no pod can use more than 'memory.limit' (512 MiB)",
  ],
])("are refused, when %s", (_what, args, reach, path, sentence) => {
  const problems = reachProblems({ ...ARGS, ...args }, { resources: resources(), ...reach });

  expect(problems).toMatchObject([{ path, sentence }]);
});

test("ask for no request, when they are off", () => {
  const nothing = resources({ cpu: "0 mCPU", memory: "0 B" });

  expect(reachProblems({ ...ARGS, cpu: "off", memory: "off" }, { resources: nothing })).toEqual([]);
});
