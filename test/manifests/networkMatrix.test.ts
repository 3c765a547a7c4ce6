import fc from "fast-check";
import { LOAD_SOURCE } from "../../components/benchmark/loadSource";
import { clusterLabels } from "../../components/data/cloudNativePg";
import { OPERATOR } from "../../components/data/operatorPolicy";
import { selectorLabels } from "../../components/workloads/labels";
import {
  allowDns,
  allowFrom,
  allowTo,
  denyAll,
  type Endpoint,
} from "../../components/workloads/networkPolicy";
import { seeded } from "../support/property";
import { render } from "./environments";
import { allowedCalls, type Call, type Network, type Pod, type Port } from "./networkModel";
import { networkOf } from "./networkOf";

jest.setTimeout(60_000);

const pod = (namespace: string, name: string, labels: Pod["labels"] = {}): Pod => ({
  namespace,
  name,
  labels,
});
const HTTP: Port = { protocol: "TCP", port: 8080 };
const POSTGRES: Port = { protocol: "TCP", port: 5432 };
const DNS: readonly Port[] = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];
/** Open to all: nothing closes kube-system, nor the namespace of the second intruder. */
const DNS_POD = pod("kube-system", "dns", { "k8s-app": "kube-dns" });
/** What a network sees of a cache on the node's own network: its address where it knows no pod by that. */
const DNS_CACHES = [
  pod("kube-system", "cache", { "k8s-app": "node-local-dns" }),
  { ...pod("kube-system", "cache-address"), ip: "169.254.20.10" },
];
const OUTSIDER = "elsewhere/intruder";

describe("in the composed program", () => {
  /** One in the shop's namespace without its label, and one elsewhere that wears the storefront's. */
  const others = [
    DNS_POD,
    ...DNS_CACHES,
    pod("kube-system", "neighbour"),
    pod("shop", "intruder"),
    pod("elsewhere", "intruder", selectorLabels("storefront")),
  ];
  /** Between pods that no policy is about, everything is open. */
  const OPEN: readonly Call[] = pairs([
    OUTSIDER,
    ...["dns", "cache", "cache-address", "neighbour"].map((name) => `kube-system/${name}`),
  ]);
  let network: Network;
  const through = async (...ports: readonly Port[]) => {
    const [first, ...rest] = await allowedCalls(network, ports);
    for (const more of rest) expect(more).toEqual(first);
    return first.filter((call) => !OPEN.includes(call)).sort();
  };

  beforeAll(async () => {
    const { composed } = await render("composed");
    network = networkOf(composed, others);
  });

  test("every pod and two intruders are in the matrix", () => {
    expect(network.pods.map(({ namespace, name }) => `${namespace}/${name}`).sort()).toEqual([
      "bank/payments",
      "elsewhere/intruder",
      "kube-system/cache",
      "kube-system/cache-address",
      "kube-system/dns",
      "kube-system/neighbour",
      "shop/intruder",
      "shop/shop",
      "shop/shop-db",
      "shop/storefront",
    ]);
  });

  test("HTTP goes where it was declared, and nowhere else", async () => {
    expect(await through(HTTP)).toEqual([
      "shop/shop -> bank/payments",
      "shop/storefront -> shop/shop",
    ]);
  });

  test("only the shop comes to its database", async () => {
    expect(await through(POSTGRES)).toEqual(["shop/shop -> shop/shop-db"]);
  });

  test("every pod may ask the cluster's DNS or its cache, over UDP and TCP, and nothing beside it", async () => {
    const shop = ["intruder", "shop", "shop-db", "storefront"].map((name) => `shop/${name}`);

    expect(await through(...DNS)).toEqual(
      ["bank/payments", ...shop].flatMap((from) =>
        ["cache", "cache-address", "dns"].map((name) => `${from} -> kube-system/${name}`),
      ),
    );
  });

  test("any other port is closed", async () => {
    expect(await through({ protocol: "TCP", port: 80 }, { protocol: "UDP", port: 8080 })).toEqual(
      [],
    );
  });

  test("without policies everything would be open, so the model can tell", async () => {
    const [open] = await allowedCalls({ ...network, policies: [] }, [HTTP]);

    expect(open).toHaveLength(network.pods.length * (network.pods.length - 1));
  });
});

describe("in the stack ecommerce", () => {
  const load = pod(LOAD_SOURCE.namespace as string, "loadgen", LOAD_SOURCE.labels);
  /** One in the shop's namespace without its label, and one elsewhere that wears it. */
  const others = [
    DNS_POD,
    load,
    pod("ecommerce", "intruder"),
    pod("elsewhere", "intruder", selectorLabels("shop")),
  ];
  let network: Network;
  const intoTheShop = async (port: Port) => {
    const [calls] = await allowedCalls(network, [port]);
    return calls.filter((call) => call.includes("-> ecommerce/")).sort();
  };

  beforeAll(async () => {
    const { dev } = await render("dev");
    network = networkOf(
      dev.filter(({ metadata }) => metadata.namespace === "ecommerce"),
      others,
    );
  });

  test("only the measurements come to the shop", async () => {
    expect(await intoTheShop(HTTP)).toEqual(["tare-benchmark/loadgen -> ecommerce/shop"]);
  });

  test("only the shop, its Job and the shops that are measured come to the database", async () => {
    expect(await intoTheShop(POSTGRES)).toEqual([
      expect.stringMatching(/^ecommerce\/shop -> ecommerce\/shop-database$/),
      expect.stringMatching(/^ecommerce\/shop-migrate.* -> ecommerce\/shop-database$/),
      "tare-benchmark/loadgen -> ecommerce/shop-database",
    ]);
  });
});

test("around a Cluster of CloudNativePG only clients, operator and instances come to the database", async () => {
  const instance = (number: number): Pod =>
    pod("ecommerce", `instance-${number}`, clusterLabels("shop-database"));
  const { namespace, labels } = OPERATOR;
  const others = [
    ...[instance(1), instance(2), pod(namespace, "operator", labels)],
    ...[pod("ecommerce", "intruder"), pod("elsewhere", "intruder", labels)],
  ];
  const rendered = await render("prod on CloudNativePG");
  const network = networkOf(rendered["prod on CloudNativePG"], others);
  const ports = [POSTGRES, { protocol: "TCP", port: 8000 }] as const;

  const [sql, status] = (await allowedCalls(network, ports)).map((calls) =>
    calls.filter((call) => call.endsWith("-> ecommerce/instance-1")).sort(),
  );

  const always = ["cnpg-system/operator", "ecommerce/instance-2"];
  expect(status.map(callerOf)).toEqual(always);
  expect(sql.map(callerOf)).toEqual([
    ...always,
    "ecommerce/shop",
    expect.stringMatching(/^ecommerce\/shop-migrate/),
  ]);
});

/** A few components in two namespaces, and who of them calls whom. */
interface Plan {
  readonly components: readonly Endpoint[];
  readonly calls: readonly (readonly [from: number, to: number])[];
}

const plan: fc.Arbitrary<Plan> = fc.integer({ min: 2, max: 6 }).chain((count) =>
  fc.record({
    components: fc
      .array(fc.constantFrom("north", "south"), { minLength: count, maxLength: count })
      .map((namespaces) =>
        namespaces.map((namespace, index) => {
          const name = `c${index}`;
          return { name, namespace, labels: selectorLabels(name), port: HTTP.port };
        }),
      ),
    calls: fc.uniqueArray(
      fc.tuple(fc.nat(count - 1), fc.nat(count - 1)).filter(([from, to]) => from !== to),
      { maxLength: 10, selector: String },
    ),
  }),
);

test("of any calls exactly those are let through that were declared", async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ components, calls }) => {
      const closed = ["north", "south"].flatMap((namespace) => [
        policy(namespace, denyAll()),
        policy(namespace, allowDns()),
      ]);
      const declared = calls.flatMap(([from, to]) => [
        policy(components[from].namespace, allowTo(components[from], components[to])),
        policy(components[to].namespace, allowFrom(components[to], components[from])),
      ]);
      const pods = components.map(({ namespace, name, labels }) =>
        pod(namespace as string, name, labels),
      );
      const intruders = [pod("north", "intruder"), pod("elsewhere", "intruder", pods[0].labels)];
      const network = {
        ...networkOf([], [...pods, ...intruders]),
        policies: [...closed, ...declared],
      };

      const [through] = await allowedCalls(network, [HTTP]);

      const key = ({ namespace, name }: Endpoint): string => `${namespace as string}/${name}`;
      expect([...through].sort()).toEqual(
        calls.map(([from, to]) => `${key(components[from])} -> ${key(components[to])}`).sort(),
      );
    }),
    seeded(60),
  );
});

let made = 0;

function callerOf(call: Call): string {
  return call.split(" -> ")[0];
}

function policy(namespace: Endpoint["namespace"], spec: object): object {
  const metadata = { name: `policy-${made++}`, namespace };
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec };
}

function pairs(names: readonly string[]): Call[] {
  return names.flatMap((from) =>
    names.filter((to) => to !== from).map((to) => `${from} -> ${to}` as Call),
  );
}
