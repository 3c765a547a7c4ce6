import { type JsonObject, asText } from "../../protocol/values";
import { listPods } from "./podReasons";
import { part, type Probe, READY, waiting } from "./readiness";

/** Time for a Deployment made beside the Service to bring its first pod into being. */
const SETTLE_MS = 3_000;

/**
 * Ready when an endpoint is. A Service whose selector matches no pod at all is taken as meant so,
 * after a moment; one without selector or address has nothing to wait for.
 */
export const service: Probe = async (look) => {
  const spec = part(look.live, "spec");
  const selector = part(spec, "selector");
  if (spec["type"] === "ExternalName") return READY;
  if (spec["type"] === "LoadBalancer") {
    const ingress = part(part(look.live, "status"), "loadBalancer")["ingress"];
    if (!Array.isArray(ingress) || ingress.length === 0) {
      const why =
        "no address was given to the load balancer: does this cluster have a provider of them?";
      return waiting("Waiting for the address of the load balancer", why);
    }
  }
  if (spec["clusterIP"] === "None" || Object.keys(selector).length === 0) return READY;
  if (await hasReadyEndpoint(look)) return READY;

  const pods = await listPods(look, { matchLabels: selector });
  if (pods.length === 0 && look.elapsed >= SETTLE_MS) return READY;
  const why =
    "no ready pod behind the Service: its pods may not be ready, or its selector matches none";
  return waiting("Waiting for an endpoint of the Service", why);
};

async function hasReadyEndpoint({ client, live, signal }: Parameters<Probe>[0]): Promise<boolean> {
  const { namespace, name } = part(live, "metadata");
  const list = await client.request(
    `/apis/discovery.k8s.io/v1/namespaces/${asText(namespace)}/endpointslices`,
    { query: { labelSelector: `kubernetes.io/service-name=${asText(name)}` }, signal },
  );
  return ((list["items"] ?? []) as JsonObject[])
    .flatMap((slice) => (slice["endpoints"] ?? []) as JsonObject[])
    .some((endpoint) => part(endpoint, "conditions")["ready"] !== false);
}
