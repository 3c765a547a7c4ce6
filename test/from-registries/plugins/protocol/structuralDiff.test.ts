import fc from "fast-check";
import { structuralDiff } from "../../../../from-registries/plugins/protocol/structuralDiff";
import { unknown, type ValueMap } from "../../../../from-registries/plugins/protocol/values";

const plain = fc.object({
  maxDepth: 3,
  maxKeys: 4,
  withNullPrototype: false,
}) as fc.Arbitrary<ValueMap>;
const kinds = (olds: ValueMap, news: ValueMap) =>
  Object.fromEntries([...structuralDiff(olds, news)].map(([path, { kind }]) => [path, kind]));

describe("structuralDiff", () => {
  test("is empty for the same bag, whatever it holds", () => {
    fc.assert(
      fc.property(plain, (bag) => {
        const copy = JSON.parse(JSON.stringify(bag)) as ValueMap;
        expect(structuralDiff(copy, JSON.parse(JSON.stringify(bag)) as ValueMap).size).toBe(0);
      }),
    );
  });

  test("turns additions into deletions when the two sides change places", () => {
    const turned = { add: "delete", delete: "add", update: "update" } as const;
    fc.assert(
      fc.property(plain, plain, (one, other) => {
        const there = [...structuralDiff(one, other)].map(([path, { kind }]) => [
          path,
          turned[kind],
        ]);
        const back = [...structuralDiff(other, one)].map(([path, { kind }]) => [path, kind]);
        expect(back).toEqual(there);
      }),
    );
  });

  test("names a subtree that came or went once, a changed leaf by its path", () => {
    const old = { spec: { a: { b: 1 }, list: ["x", "y"] } };
    const now = { spec: { list: ["z"], c: { d: 2 } } };

    expect(kinds(old, now)).toEqual({
      "spec.a": "delete",
      "spec.c": "add",
      "spec.list[0]": "update",
      "spec.list[1]": "delete",
    });
  });

  test("takes an unknown in place of a map as an empty one, elsewhere as a change", () => {
    const old = { spec: { selector: { app: "a" }, replicas: 1 }, image: "one" };

    expect(kinds(old, { spec: unknown, image: unknown })).toEqual({
      image: "update",
      "spec.replicas": "delete",
      "spec.selector": "delete",
    });
  });
});
