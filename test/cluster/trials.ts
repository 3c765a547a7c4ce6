import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../report/report";
import type { Checkout } from "../support/checkout";
import type { Driver } from "../support/tare";

const minute = 60_000;

/**
 * How the shop holds when it is operated: 3 rolling updates, 3 evictions, 30 s without its database and
 * a step of the load. Part of the one story of deployment.test.ts, after the first `up`.
 */
export function trialsTests(tare: () => Driver, checkout: () => Checkout): void {
  const reported = (): NonNullable<Report["trials"]> => {
    const folder = checkout().path("out/dev/trials");
    const id = readdirSync(folder).sort().at(-1) ?? "";
    const text = readFileSync(join(folder, id, "report.json"), "utf8");
    const { trials } = JSON.parse(text) as Report;
    if (trials === undefined) throw new Error(`no trials in ${folder}/${id}`);
    return trials;
  };

  test(
    "`bench ecommerce` tries the shop, and every request of its rolling updates is answered",
    () => {
      const { code, output } = tare().tare("bench", "ecommerce", "--plan", "short");
      if (code !== 0) throw new Error(`exit code ${code}\n${output}`);

      const { rollouts } = reported();
      expect(rollouts.all.map(({ refusal, firstError }) => refusal ?? firstError)).toEqual([
        ...[undefined, undefined, undefined],
      ]);
      expect(rollouts).toMatchObject({ failed: 0, verdict: "passed" });
      expect(output).toContain(`0 of ${rollouts.requests.toLocaleString("en")} requests failed`);
    },
    8 * minute,
  );

  test("evictions leave a pod that serves, and none is held up for long", () => {
    expect(reported().evictions).toMatchObject({ planned: 3, verdict: "passed" });
  });

  test("without its database the shop restarts nothing, says so, and comes back", () => {
    expect(reported().loss).toMatchObject({ restarts: 0, bad: 0, verdict: "passed" });
  });

  test("five times the load brings pods, no later than the intervals predict", () => {
    const [step, ...others] = reported().steps?.all ?? [];

    expect(others).toEqual([]);
    // The load lasts a minute: nothing is said where the slowest phases meet.
    expect(["not-ended", undefined]).toContain(step?.refusal?.kind);
    if (step?.refusal !== undefined) return;
    expect(step).toMatchObject({ from: 2, failed: 0 });
    expect(step?.wanted).toBeGreaterThan(2);
    expect(reported().steps?.verdict).toBe("passed");
  });

  test("the trials leave nothing to update, and nothing of theirs", () => {
    const left = tare().kubectl("get", "pods", "-n", "tare-benchmark", "-l", "tare.dev/trial");
    const annotations = "jsonpath={.spec.template.metadata.annotations.tare\\.dev/trial}";
    const shop = ["get", "deployment", "shop", "-n", "ecommerce", "-o", annotations];

    expect(left.output).toContain("No resources found");
    expect(tare().kubectl(...shop).output).toBe("");
    expect(tare().planned()).toEqual([]);
  });
}
