import { mergePatch } from "../../../../from-registries/plugins/kubernetes/apply";

describe("mergePatch", () => {
  test("takes away, at any depth, what the program gave before and gives no more", () => {
    const olds = { spec: { type: "ClusterIP", selector: { app: "a", tier: "b" } } };
    const news = { spec: { type: "NodePort", selector: { app: "a" } } };

    expect(mergePatch(olds, news)).toEqual({
      spec: { type: "NodePort", selector: { app: "a", tier: null } },
    });
  });

  test("sends a list as a whole", () => {
    const ports = [{ port: 8080 }];

    expect(mergePatch({ ports: [{ port: 80 }, { port: 81 }] }, { ports })).toEqual({ ports });
  });
});
