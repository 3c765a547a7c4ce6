import type { TuningArgs } from "../../../../components/workloads/tuning/arguments";
import { resourcesOf } from "../../../../components/workloads/tuning/tune";

test("takes a request that is left out for the limit", () => {
  expect(resourcesOf({ cpu: { cores: 0.25 }, memory: { limit: "64 MiB" } })).toEqual({
    limits: { cpu: "250 mCPU", memory: "64 MiB" },
    requests: { cpu: "250 mCPU", memory: "64 MiB" },
  });
});

test("takes a request that is given", () => {
  const args: TuningArgs = {
    cpu: { cores: 2, request: "10 mCPU" },
    memory: { limit: "512 MiB", request: "64 MiB" },
  };

  expect(resourcesOf(args)).toEqual({
    limits: { cpu: "2 CPU", memory: "512 MiB" },
    requests: { cpu: "10 mCPU", memory: "64 MiB" },
  });
});

test("asks for whole cores and all memory, when cores are exclusive", () => {
  const args: TuningArgs = { cpu: { cores: 1, exclusive: true }, memory: { limit: "64 MiB" } };

  expect(resourcesOf(args).requests).toEqual(resourcesOf(args).limits);
});
