import type { Cpu } from "../../../components/config/cpu";
import type { Memory } from "../../../components/config/memory";
import {
  cpuQuantity,
  memoryQuantity,
  resourceRequirements,
} from "../../../components/workloads/resources";

test.each<[Cpu, string]>([
  ["2 CPU", "2"],
  ["2000 mCPU", "2"],
  ["1.5 CPU", "1500m"],
  ["10 mCPU", "10m"],
])("renders %s as %s", (amount, quantity) => {
  expect(cpuQuantity(amount)).toBe(quantity);
});

test.each<[Memory, string]>([
  ["512 MiB", "512Mi"],
  ["1024 MiB", "1Gi"],
  ["1.5 GiB", "1536Mi"],
  ["64 KiB", "64Ki"],
  ["1000 B", "1000"],
])("renders %s as %s", (amount, quantity) => {
  expect(memoryQuantity(amount)).toBe(quantity);
});

test("renders limits and requests, when no request is above its limit", () => {
  const resources = resourceRequirements({
    limits: { cpu: "2 CPU", memory: "512 MiB" },
    requests: { cpu: "2 CPU", memory: "64 MiB" },
  });

  expect(resources).toEqual({
    limits: { cpu: "2", memory: "512Mi" },
    requests: { cpu: "2", memory: "64Mi" },
  });
});

test.each<[Cpu, Memory, string]>([
  ["2001 mCPU", "1 MiB", "'requests.cpu' (2001 mCPU) must be at most 'limits.cpu' (2 CPU)"],
  ["1 CPU", "1 GiB", "'requests.memory' (1 GiB) must be at most 'limits.memory' (512 MiB)"],
])("throws, when %s and %s are asked of 2 CPU and 512 MiB", (cpu, memory, message) => {
  const limits = { cpu: "2 CPU", memory: "512 MiB" } as const;

  expect(() => resourceRequirements({ limits, requests: { cpu, memory } })).toThrow(message);
});
