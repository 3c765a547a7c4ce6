import fc from "fast-check";
import {
  decode,
  encode,
  hasSecret,
  hasUnknown,
  keepSecrets,
  reveal,
  Secret,
  unknown,
  type Value,
} from "../../../../from-registries/plugins/protocol/values";

const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Value>(null, true, false, unknown),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string(),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
    tie("value").map((inner) => new Secret(inner)),
  ),
})).value;

describe("values of the engine", () => {
  test("come back as they were after being written and read", () => {
    fc.assert(fc.property(values, (value) => expect(decode(encode(value))).toEqual(value)));
  });

  test("hold no secret once revealed, and lose nothing unknown", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(hasSecret(reveal(value))).toBe(false);
        expect(hasUnknown(reveal(value))).toBe(hasUnknown(value));
      }),
    );
  });

  test("read an output value as what it holds", () => {
    const output = { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4" };

    expect(decode({ ...output, value: "x", secret: true })).toEqual(new Secret("x"));
    expect(decode({ ...output, value: "x" })).toBe("x");
    expect(decode(output)).toBe(unknown);
  });
});

describe("keepSecrets", () => {
  test("never changes the values themselves", () => {
    fc.assert(
      fc.property(values, values, (outputs, inputs) => {
        expect(reveal(keepSecrets(outputs, inputs))).toEqual(reveal(outputs));
      }),
    );
  });

  test("leaves no plain copy of what is secret in the inputs", () => {
    fc.assert(
      fc.property(values, (inputs) => {
        const marked = keepSecrets(reveal(inputs), inputs);

        expect(hasSecret(marked)).toBe(hasSecret(inputs));
      }),
    );
  });

  test("hides a whole list whose length has changed", () => {
    const inputs = [{ value: new Secret("s3cret") }];

    expect(keepSecrets([{ value: "s3cret" }, { value: "added" }], inputs)).toBeInstanceOf(Secret);
  });
});
