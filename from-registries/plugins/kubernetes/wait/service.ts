import { asText } from "../../protocol/values";
import { listPods } from "./pods";
import { type Look, part, parts, type Probe } from "./readiness";

/** Time for a Deployment made beside the Service to bring its first pod into being. */
const SETTLE_MS = 3_000;

/**
 * Ready when an endpoint is. A Service whose selector matches no pod at all is taken as meant so,
 * after a moment; one without selector or address has nothing to wait for.
 */
export const service: Probe = async (look) => {
  const spec = part(look.live, "spec");
  const selector = part(spec, "selector");
  if (spec["type"] === "ExternalName") return undefined;
  const addresses = parts(part(part(look.live, "status"), "loadBalancer"), "ingress");
  if (spec["type"] === "LoadBalancer" && addresses.length === 0) {
    const why =
      "no address was given to the load balancer: does this cluster have a provider of them?";
    return { status: "Waiting for the address of the load balancer", reasons: [why] };
  }
  if (spec["clusterIP"] === "None" || Object.keys(selector).length === 0) return undefined;
  if (await hasReadyEndpoint(look)) return undefined;

  const pods = await listPods(look, selector);
  if (pods.length === 0 && look.elapsed >= SETTLE_MS) return undefined;
  const why =
    "no ready pod behind the Service: its pods may not be ready, or its selector matches none";
  return { status: "Waiting for an endpoint of the Service", reasons: [why] };
};

async function hasReadyEndpoint({ client, live, signal }: Look): Promise<boolean> {
  const { namespace, name } = part(live, "metadata");
  const list = await client.request(
    `/apis/discovery.k8s.io/v1/namespaces/${asText(namespace)}/endpointslices`,
    { query: { labelSelector: `kubernetes.io/service-name=${asText(name)}` }, signal },
  );
  return parts(list, "items")
    .flatMap((slice) => parts(slice, "endpoints"))
    .some((endpoint) => part(endpoint, "conditions")["ready"] !== false);
}
