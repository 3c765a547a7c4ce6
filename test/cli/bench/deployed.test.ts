import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuseUndeployed } from "../../../cli/bench/deployed";
import { type Context } from "../../../cli/context";
import { recordCluster } from "../../../platform/stack/clusterRecord";

let stateDir: string;

beforeEach(() => (stateDir = mkdtempSync(join(tmpdir(), "tare-deployed-"))));
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const context = (local: boolean) =>
  ({
    instance: { name: "test", stateDir },
    environment: { name: "dev", local },
  }) as unknown as Context;
const refusing =
  (local = true) =>
  (): void =>
    refuseUndeployed(context(local));

test("refuses a local environment without a cluster, and one without a stack in it", () => {
  expect(refusing()).toThrow("environment 'dev' is not deployed");

  recordCluster(context(true).instance, { uid: "u", kubeconfig: "/k", context: "c" });

  expect(refusing()).toThrow("run './tare up' first");
});

test("takes a local environment that has its stack, and leaves any other one to Pulumi", () => {
  const stacks = join(stateDir, "backend", "u", ".pulumi", "stacks", "tare");
  mkdirSync(stacks, { recursive: true });
  writeFileSync(join(stacks, "dev.json"), "{}");
  recordCluster(context(true).instance, { uid: "u", kubeconfig: "/k", context: "c" });

  expect(refusing()).not.toThrow();
  expect(refusing(false)).not.toThrow();
});
