import { RESULT } from "../../report/sample";
import { byPhase, closures } from "./closure";

test("is 1, where server, generator, interrupts and rest are all that the machine was busy with", () => {
  const shares = closures(RESULT).map(({ share }) => share);

  expect(shares).toHaveLength(RESULT.slices.length);
  for (const share of shares) expect(share).toBeCloseTo(1, 10);
});

test("is less by what nobody accounts for", () => {
  const slices = RESULT.slices.map(({ machine, ...slice }) => ({
    ...slice,
    machine: { ...machine, busySeconds: machine.busySeconds * 1.25 },
  }));

  for (const { share } of closures({ ...RESULT, slices })) expect(share).toBeCloseTo(0.8, 10);
});

test("is not known of a slice whose counters were not read", () => {
  const [slice, ...rest] = RESULT.slices;
  const slices = [{ ...slice, subject: { reason: "nodeprobe is gone" } }, ...rest];

  expect(closures({ ...RESULT, slices })).toHaveLength(rest.length);
});

test("is told by phase", () => {
  const all = [
    { phase: "peak", share: 1.01 },
    { phase: "cost", share: 0.9 },
    { phase: "cost", share: 1 },
  ] as const;

  expect(byPhase(all)).toBe("peak 1.010 (1), cost 0.950 (2)");
});
