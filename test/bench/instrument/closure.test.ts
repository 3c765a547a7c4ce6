import { RESULT } from "../../report/sample";
import { byPhase, closures } from "./closure";

test("is 1, where server, generator and rest are all that tasks did", () => {
  const all = closures(RESULT);

  expect(all).toHaveLength(RESULT.slices.length);
  for (const { share } of all) expect(share).toBeCloseTo(1, 10);
  RESULT.slices.forEach(({ machine }, index) => {
    expect(all[index].beyondTasks).toBeCloseTo(machine.irqSeconds / machine.busySeconds, 10);
  });
});

test("is less by what nobody accounts for", () => {
  const slices = RESULT.slices.map(({ machine, ...slice }) => ({
    ...slice,
    machine: { ...machine, taskSeconds: (machine.taskSeconds ?? 0) * 1.25 },
  }));

  for (const { share } of closures({ ...RESULT, slices })) expect(share).toBeCloseTo(0.8, 10);
});

test("is not known where counters were not read", () => {
  const [first, second, ...rest] = RESULT.slices;
  const slices = [
    { ...first, subject: { reason: "nodeprobe is gone" } },
    { ...second, machine: { ...second.machine, taskSeconds: null } },
    ...rest,
  ];

  expect(closures({ ...RESULT, slices })).toHaveLength(rest.length);
  const baseline = { ...RESULT.baseline, taskSeconds: null };
  expect(closures({ ...RESULT, baseline })).toHaveLength(0);
});

test("is told by phase", () => {
  const all = [
    { phase: "peak", share: 1.01, beyondTasks: 0 },
    { phase: "cost", share: 0.9, beyondTasks: 0.1 },
    { phase: "cost", share: 1, beyondTasks: 0.3 },
  ] as const;

  expect(byPhase(all)).toBe("peak 1.010 (1), cost 0.950 (2)");
  expect(byPhase(all, "beyondTasks")).toBe("peak 0.000 (1), cost 0.200 (2)");
});
