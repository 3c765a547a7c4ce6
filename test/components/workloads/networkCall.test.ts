import { NetworkCall } from "../../../components/workloads/networkCall";
import { allowFrom, allowTo } from "../../../components/workloads/networkPolicy";
import { Recorder } from "../../support/recorder";

const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const shop = { name: "shop", namespace: "front", labels: { app: "shop" }, port: 8080 };
const money = { name: "money", namespace: "back", labels: { app: "money" }, port: 9090 };

test("is a policy on either side, each in the namespace of its pods", async () => {
  const recorder = await Recorder.start();
  new NetworkCall("shop-to-money", { from: shop, to: { endpoint: money } });
  await recorder.settle();

  expect(recorder.only(POLICY, "shop-to-money-egress").inputs).toMatchObject({
    metadata: { name: "shop-to-money", namespace: "front" },
    spec: allowTo(shop, money),
  });
  expect(recorder.only(POLICY, "shop-to-money-ingress").inputs).toMatchObject({
    metadata: { name: "money-from-shop", namespace: "back" },
    spec: allowFrom(money, shop),
  });
  expect(recorder.ofType(POLICY)).toHaveLength(2);
});

test("leaves the caller's side alone, where its namespace is open", async () => {
  const recorder = await Recorder.start();
  new NetworkCall("shop-to-money", { from: shop, to: { endpoint: money }, callerIsOpen: true });
  await recorder.settle();

  const policies = recorder.ofType(POLICY).map(({ inputs }) => inputs.metadata);
  expect(policies).toMatchObject([{ name: "money-from-shop", namespace: "back" }]);
});
