import fc from "fast-check";
import { effectiveOf, type RawPod } from "../../../report/podSpecs/rawPodSpecs";
import { coresIn, specKept } from "../../../report/podSpecs/specKept";
import { seeded } from "../../support/property";
import { samplePods } from "./samplePods";

const SAMPLE = samplePods();

/** A pod of a variant whose list of cores is another one. */
function podWith(arm: string, cpus: string): RawPod {
  const [pod] = SAMPLE.pods.filter((one) => one.arm === arm);
  const effective = effectiveOf(pod);
  return effective === undefined ? pod : { ...pod, effective: { ...effective, cpus } };
}

test.each([
  ["exclusive", "1", true],
  ["exclusive", "0", false], // That of the load.
  ["exclusive", "1-2", false], // More than it asks for, so no cores of its own.
  ["exclusive", "0-1", false],
  ["exclusive", "all", false],
  ["shared", "0-1", true],
  ["shared", "0-3", true],
  ["shared", "1", false],
  ["shared", "0", false], // What a pod that has gone had for itself has not come back.
])("a pod %s that may run on %s: %s", (arm, cpus, kept) => {
  expect(specKept(podWith(arm, cpus), SAMPLE)).toBe(kept);
});

test("a pod of which nothing was read back keeps nothing", () => {
  const pod = { ...podWith("shared", "0-1"), effective: { reason: "no nodeprobe" } };

  expect(specKept(pod, SAMPLE)).toBe(false);
});

test("a list of cores holds each of its ranges, and what is none is empty", () => {
  const range = fc.tuple(fc.nat({ max: 100 }), fc.nat({ max: 20 }));
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 4 }), (ranges) => {
      const text = ranges.map(([from, more]) => (more ? `${from}-${from + more}` : String(from)));
      const cores = coresIn(text.join(","));

      for (const [from, more] of ranges) {
        expect([cores.has(from), cores.has(from + more)]).toEqual([true, true]);
      }
    }),
    seeded(50),
  );
  for (const text of ["", "all", "-1", "0-", "99999-100000"]) expect(coresIn(text).size).toBe(0);
});
