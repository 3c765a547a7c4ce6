import { Checkout } from "../support/checkout";
import { Driver } from "../support/tare";
import { kubectlOf } from "./kubectl";

const minute = 60_000;

/**
 * Clones of one tree share the instance and what it deployed. Part of the one story of
 * deployment.test.ts, after the first `up`.
 */
export function secondCloneTests(
  tare: () => Driver,
  checkout: () => Checkout,
  instance: string,
): void {
  test(
    "a second `up`, from another clone, changes nothing",
    () => {
      const jobs = jobIdentities(tare());
      const clone = new Checkout(checkout().dir);
      try {
        const other = new Driver(clone.dir, instance);

        const { code, output } = other.tare("up");

        if (code !== 0) throw new Error(`exit code ${code}\n${output}`);
        expect(other.planned()).toEqual([]);
        expect(tare().planned()).toEqual([]);
        expect(jobIdentities(tare())).toEqual(jobs);
        expect(clone.status()).toBe("");
      } finally {
        clone.remove();
      }
    },
    5 * minute,
  );
}

function jobIdentities(tare: Driver): string {
  const names = 'jsonpath={range .items[*]}{.metadata.name} {.metadata.uid}{"\\n"}{end}';
  return kubectlOf(tare)("get", "jobs", "-n", "tare-benchmark", "-o", names);
}
