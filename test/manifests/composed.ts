import { Postgres } from "../../components/data/postgres";
import { IsolatedNamespace } from "../../components/workloads/isolatedNamespace";
import { WebService, type WebServiceArgs } from "../../components/workloads/webService";
import { Recorder } from "../support/recorder";
import { type Manifest, manifestsOf } from "./render";

const image = (name: string): string => `registry.example.com/${name}@sha256:${"a".repeat(64)}`;
const SIZE = {
  cpu: { cores: 1, request: "10 mCPU" },
  memory: { limit: "512 MiB", request: "128 MiB" },
} as const;

/**
 * Namespaces that are closed, and calls within and between them: a storefront calls a shop, which calls
 * its database and the payments next door.
 */
export async function renderComposed(): Promise<Manifest[]> {
  const recorder = await Recorder.start();
  const { namespaceName: shops } = new IsolatedNamespace("shop");
  const { namespaceName: bank } = new IsolatedNamespace("bank");
  const db = new Postgres("shop-db", {
    ...SIZE,
    namespace: shops,
    server: { kind: "statefulSet", image: image("postgres") },
    storage: "2 GiB",
    onDelete: "retain",
  });
  const payments = web("payments", { namespace: bank });
  const shop = web("shop", {
    namespace: shops,
    runtime: "node",
    autoscaling: { minReplicas: 2, maxReplicas: 6 },
    calls: [db, payments],
  });
  web("storefront", { namespace: shops, calls: [shop] });
  await recorder.settle();
  return manifestsOf(recorder.resources);
}

function web(
  name: string,
  more: Partial<WebServiceArgs> & Pick<WebServiceArgs, "namespace">,
): WebService {
  const scale = more.autoscaling === undefined ? { replicas: 2 } : {};
  return new WebService(name, { ...SIZE, ...scale, image: image(name), ...more });
}
