import fc from "fast-check";
import {
  importedInputs,
  refreshedInputs,
} from "../../../../from-registries/plugins/kubernetes/liveInputs";
import type { ValueMap } from "../../../../from-registries/plugins/protocol/values";

describe("refreshedInputs", () => {
  test("sees no change in an object that the server only completed", () => {
    const bag = fc.object({
      maxDepth: 3,
      maxKeys: 4,
      values: [fc.string(), fc.integer(), fc.boolean()],
      withNullPrototype: false,
    });
    fc.assert(
      fc.property(bag, bag, (inputs, more) => {
        const live = { ...more, ...inputs } as ValueMap;
        expect(refreshedInputs(inputs as ValueMap, live)).toEqual(inputs);
      }),
    );
  });

  test("takes the live value of each key that the program gave", () => {
    const inputs = { spec: { replicas: 1, containers: [{ image: "a" }] } };
    const live = {
      spec: {
        replicas: 3,
        paused: true,
        containers: [{ image: "b", tty: false }, { image: "injected" }],
      },
    };

    expect(refreshedInputs(inputs, live)).toEqual({
      spec: { replicas: 3, containers: [{ image: "b" }] },
    });
  });

  test("loses a key that was taken away by hand, but keeps values that say nothing", () => {
    const inputs = { a: "1", hostNetwork: false, volumes: [], nothing: { inside: "" } };

    expect(refreshedInputs(inputs, {})).toEqual({
      hostNetwork: false,
      volumes: [],
      nothing: { inside: "" },
    });
  });

  test("takes a list of plain values as a whole", () => {
    expect(refreshedInputs({ args: ["a"] }, { args: ["a", "b"] })).toEqual({ args: ["a", "b"] });
  });
});

test("importedInputs leave out what only the server writes", () => {
  const live = {
    kind: "Pod",
    status: {},
    metadata: { name: "a", uid: "1", labels: { a: "1" }, resourceVersion: "2" },
  };

  expect(importedInputs(live)).toEqual({
    kind: "Pod",
    metadata: { name: "a", labels: { a: "1" } },
  });
});
