import { type Bag, Driver } from "./support/driver";
import { at, urnOf, UNKNOWN } from "./support/manifests";
import { standInTest, startPlugin } from "./support/plugins";

let driver: Driver;

beforeAll(async () => {
  driver = await startPlugin("random");
  await driver.configure({});
});
afterAll(() => Driver.stopAll());

const urn = (kind: string) =>
  urnOf(`random:index/${kind[0]?.toLowerCase()}${kind.slice(1)}:${kind}`);

interface Recorded {
  readonly kind: string;
  readonly inputs: Bag;
  readonly id: RegExp | string;
  /** Names of all outputs, the inputs among them. */
  readonly outputs: readonly string[];
  readonly secrets: readonly string[];
}

const characters = [
  ...["id", "length", "lower", "minLower", "minNumeric", "minSpecial", "minUpper"],
  ...["number", "numeric", "result", "special", "upper"],
];
const recorded: Recorded[] = [
  {
    ...{ kind: "RandomPassword", inputs: { length: 20 }, id: "none" },
    ...{ outputs: ["bcryptHash", ...characters], secrets: ["bcryptHash", "result"] },
  },
  {
    ...{ kind: "RandomString", inputs: { length: 12, special: false, upper: false } },
    ...{ id: /^[a-z0-9]{12}$/, outputs: characters, secrets: [] },
  },
  {
    ...{ kind: "RandomId", inputs: { byteLength: 4, prefix: "p-" }, id: /^[\w-]{6}$/ },
    ...{ outputs: ["b64Std", "b64Url", "byteLength", "dec", "hex", "id", "prefix"], secrets: [] },
  },
  {
    ...{ kind: "RandomBytes", inputs: { length: 16 }, id: /^[\w+/]{22}==$/ },
    ...{ outputs: ["base64", "hex", "length"], secrets: ["base64", "hex"] },
  },
  {
    ...{ kind: "RandomShuffle", inputs: { inputs: ["a", "b", "c"] }, id: "-" },
    ...{ outputs: ["id", "inputs", "results"], secrets: [] },
  },
  {
    ...{ kind: "RandomInteger", inputs: { min: 1, max: 10 }, id: /^([1-9]|10)$/ },
    ...{ outputs: ["id", "max", "min", "result"], secrets: [] },
  },
  {
    ...{ kind: "RandomUuid", inputs: {}, id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ },
    ...{ outputs: ["id", "result"], secrets: [] },
  },
];

describe.each(recorded)("$kind", ({ kind, inputs, id: expectedId, outputs, secrets }) => {
  test("has the recorded id, outputs and secrets", async () => {
    const { id, properties } = await driver.create(urn(kind), inputs);

    expect(id).toMatch(expectedId instanceof RegExp ? expectedId : new RegExp(`^${expectedId}$`));
    expect(
      Object.keys(properties)
        .filter((name) => !name.startsWith("__"))
        .sort(),
    ).toEqual([...outputs].sort());
    const wrapped = Object.keys(properties).filter(
      (name) => !name.startsWith("__") && at(properties, name, "value") !== undefined,
    );
    expect(wrapped.sort()).toEqual([...secrets].sort());
    expect(properties).toMatchObject(inputs);
  });

  test("is drawn anew each time, and never in a preview", async () => {
    const previewed = await driver.create(urn(kind), inputs, { preview: true });
    const drawn = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map(() => driver.create(urn(kind), inputs)),
    );

    expect(previewed.id).toBe("");
    expect(Object.values(previewed.properties)).toContain(UNKNOWN);
    expect(new Set(drawn.map(({ properties }) => JSON.stringify(properties))).size).toBeGreaterThan(
      1,
    );
  });

  test("stays as it is while its inputs do, and when it is read", async () => {
    const { id, properties } = await driver.create(urn(kind), inputs);

    expect((await driver.diff(urn(kind), id, inputs, inputs, properties)).changes).toBe("none");
    const again = Object.keys(inputs).length === 0 ? { keepers: {} } : inputs;
    expect((await driver.read(urn(kind), id, properties, again)).properties).toEqual(properties);
  });

  test("is replaced, the new one first, when its keepers change", async () => {
    const news = { ...inputs, keepers: { reason: "new" } };

    const diff = await driver.diff(urn(kind), "x", inputs, news, inputs);

    expect(diff.changes).toBe("some");
    expect(diff.replaces.length).toBeGreaterThan(0);
    expect(diff.deleteBeforeReplace).toBe(false);
  });
});

test("a password of another length is another password", async () => {
  const { id, properties } = await driver.create(urn("RandomPassword"), { length: 20 });

  const diff = await driver.diff(
    urn("RandomPassword"),
    id,
    { length: 20 },
    { length: 24 },
    properties,
  );

  expect(diff.replaces).toEqual(["length"]);
});

standInTest("random")(
  "a kind that the stand-in does not know is refused with the way out",
  async () => {
    await expect(driver.check(urn("RandomPet"), {})).rejects.toThrow(/install the official plugin/);
  },
);
