import fc from "fast-check";
import { idOf, parseId, withName } from "../../../../from-registries/plugins/kubernetes/names";
import type { CheckCall } from "../../../../from-registries/plugins/protocol/provider";
import { unknown, type ValueMap } from "../../../../from-registries/plugins/protocol/values";

const call = (more: Partial<CheckCall> = {}): CheckCall =>
  ({ name: "web", olds: {}, randomSeed: Buffer.from("seed"), ...more }) as CheckCall;
const nameOf = (object: ValueMap) => (object["metadata"] as ValueMap)["name"];

describe("withName", () => {
  test("leaves a given or still unknown name alone", () => {
    for (const name of ["mine", unknown]) {
      const inputs = { metadata: { name } };
      expect(withName(inputs, call())).toBe(inputs);
    }
  });

  test("makes a name of the resource's own and eight digits of the seed", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (randomSeed) => {
        const name = nameOf(withName({}, call({ randomSeed })));
        expect(name).toMatch(/^web-[0-9a-f]{8}$/);
        expect(nameOf(withName({}, call({ randomSeed })))).toBe(name);
      }),
    );
  });

  test("keeps other annotations beside the mark", () => {
    const named = withName({ metadata: { annotations: { a: "1" } } }, call());

    expect((named["metadata"] as ValueMap)["annotations"]).toEqual({
      a: "1",
      "pulumi.com/autonamed": "true",
    });
  });

  test("follows the engine's naming where it enforces one, and stops where it forbids it", () => {
    const autonaming = { proposedName: "theirs", mode: "enforce" } as const;

    expect(nameOf(withName({}, call({ autonaming })))).toBe("theirs");
    expect(() => withName({}, call({ autonaming: { ...autonaming, mode: "disable" } }))).toThrow(
      /set metadata.name/,
    );
  });
});

describe("ids", () => {
  test("are read back as they were made", () => {
    const part = fc.stringMatching(/^[a-z0-9.-]{1,10}$/);
    fc.assert(
      fc.property(part, fc.option(part, { nil: undefined }), (name, namespace) => {
        const place = namespace === undefined ? { name } : { namespace, name };
        expect(parseId(idOf({ metadata: place }))).toEqual(place);
      }),
    );
  });

  test.each(["a/b/c", "", "/a", "a/"])("are refused as %j", (id) => {
    expect(parseId(id)).toBeUndefined();
  });
});
