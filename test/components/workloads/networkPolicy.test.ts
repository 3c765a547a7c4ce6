import {
  allowDns,
  allowFrom,
  allowTo,
  denyAll,
  type Endpoint,
} from "../../../components/workloads/networkPolicy";

const labels = (name: string) => ({ "app.kubernetes.io/name": name });
const shop: Endpoint = { name: "shop", namespace: "front", labels: labels("shop"), port: 8080 };
const money: Endpoint = { name: "money", namespace: "back", labels: labels("money"), port: 9090 };

test("denies both directions to every pod of a namespace", () => {
  expect(denyAll()).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
});

test("opens the cluster's DNS and its cache on each node, over both protocols, and nothing else", () => {
  const dns = (app: string): object => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
    podSelector: { matchLabels: { "k8s-app": app } },
  });

  expect(allowDns()).toEqual({
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [
      {
        to: [dns("kube-dns"), dns("node-local-dns"), { ipBlock: { cidr: "169.254.20.10/32" } }],
        ports: [
          { protocol: "UDP", port: 53 },
          { protocol: "TCP", port: 53 },
        ],
      },
    ],
  });
});

test("lets the caller out to the callee's pods on their own port, in that namespace alone", () => {
  expect(allowTo(shop, money)).toEqual({
    podSelector: { matchLabels: labels("shop") },
    policyTypes: ["Egress"],
    egress: [
      {
        to: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "back" } },
            podSelector: { matchLabels: labels("money") },
          },
        ],
        ports: [{ protocol: "TCP", port: 9090 }],
      },
    ],
  });
});

test("lets the caller in at the callee, from its namespace alone", () => {
  expect(allowFrom(money, shop)).toEqual({
    podSelector: { matchLabels: labels("money") },
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "front" } },
            podSelector: { matchLabels: labels("shop") },
          },
        ],
        ports: [{ protocol: "TCP", port: 9090 }],
      },
    ],
  });
});
