import { kubeconfig, makeNamespace, removeNamespace } from "./cluster";
import { Driver } from "./driver";
import { startPlugin } from "./plugins";

/** What most tests begin with: the plugin on the cluster under test, and a namespace of their own. */
export async function startSession(): Promise<{ driver: Driver; ns: string }> {
  const driver = await startPlugin("kubernetes");
  await driver.configure({ kubeconfig });
  return { driver, ns: await makeNamespace() };
}

/** @param ns `undefined` where it could not be made. */
export async function stopSession(ns: string | undefined): Promise<void> {
  Driver.stopAll();
  await removeNamespace(ns);
}
