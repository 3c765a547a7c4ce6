import type { Driver } from "../support/tare";
import { DeployedShop } from "./shop";

const minute = 60_000;

/**
 * What the case study ecommerce must be once `up` has ended. Part of the one story of
 * deployment.test.ts, so the tests of the update see the shop as well.
 */
export function ecommerceTests(tare: () => Driver): void {
  const shop = (): DeployedShop => new DeployedShop(tare());

  test("the shop has two ready pods, whose schema and products a Job has made before", () => {
    expect(Number(shop().read("deployment shop", "{.status.readyReplicas}"))).toBeGreaterThan(1);
    expect(shop().read("jobs", "{.items[*].status.succeeded}")).toBe("1");
    const made = Date.parse(shop().read("jobs", "{.items[0].status.completionTime}"));
    const pods = "pods -l app.kubernetes.io/name=shop";
    for (const created of shop().read(pods, "{.items[*].metadata.creationTimestamp}").split(" ")) {
      expect(Date.parse(created)).toBeGreaterThanOrEqual(made);
    }
  });

  test("the catalogue has 10,000 products", () => {
    const { answers } = shop().ask([{ path: "/api/products?size=100&page=100" }]);

    expect(answers).toMatchObject([{ status: 200, body: { page: 100, more: false } }]);
    expect(answers[0]?.body.products).toHaveLength(100);
  });

  test(
    "an order survives the database's pod, and waits for a payment",
    () => {
      const line = { productId: 1, quantity: 1 };
      const { answers, cookie } = shop().ask([
        { method: "POST", path: "/api/cart/lines", body: line },
        { method: "POST", path: "/api/orders", body: { email: "a@example.org" }, key: "once" },
      ]);
      const id = answers[1]?.body.id ?? "";
      expect(answers).toMatchObject([{ status: 200 }, { status: 201, body: { status: "queued" } }]);

      shop().loseDatabase();

      const again = shop().ask([{ path: `/api/orders/${id}` }], cookie);
      expect(again.answers).toMatchObject([{ status: 200, body: { id, status: "queued" } }]);
    },
    2 * minute,
  );

  test(
    "the autoscaler sees the use of CPU and memory",
    () => {
      shop().untilScaling();

      const used = "{.status.currentMetrics[*].resource.current.averageUtilization}";
      expect(shop().read("hpa shop", used)).toMatch(/^\d+ \d+$/);
    },
    2 * minute,
  );

  test("the namespace is closed but for what is declared", () => {
    expect(shop().names("networkpolicies")).toEqual([
      "allow-dns",
      "deny-all",
      "shop-database-from-loadgen",
      "shop-database-from-shop",
      "shop-database-from-shop-migrate",
      "shop-from-loadgen",
      "shop-migrate-to-shop-database",
      "shop-to-shop-database",
    ]);
  });

  test("no password of the database stands in the state", () => {
    const passwords = shop().passwords();
    const state = tare().tool("pulumi", "stack", "export", "--stack", "dev");

    expect(passwords).toHaveLength(2);
    for (const password of passwords) {
      expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
      expect(state.output).not.toContain(password);
      expect(state.output).not.toContain(Buffer.from(password).toString("base64"));
    }
  });
}
