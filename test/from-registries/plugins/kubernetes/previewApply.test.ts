import { overlay } from "../../../../from-registries/plugins/kubernetes/previewApply";

describe("overlay", () => {
  test("keeps what the server added, and takes away what the program gave before", () => {
    const live = { spec: { type: "ClusterIP", clusterIP: "10.0.0.1", selector: { app: "a" } } };
    const olds = { spec: { type: "ClusterIP", selector: { app: "a" } } };

    expect(overlay(live, olds, { spec: { type: "NodePort" } })).toEqual({
      spec: { type: "NodePort", clusterIP: "10.0.0.1" },
    });
  });

  test("changes a list entry in its place, and replaces a list of another length", () => {
    const live = { ports: [{ port: 80, protocol: "TCP" }] };
    const olds = { ports: [{ port: 80 }] };

    expect(overlay(live, olds, { ports: [{ port: 8080 }] })).toEqual({
      ports: [{ port: 8080, protocol: "TCP" }],
    });
    expect(overlay(live, olds, { ports: [{ port: 1 }, { port: 2 }] })).toEqual({
      ports: [{ port: 1 }, { port: 2 }],
    });
  });
});
