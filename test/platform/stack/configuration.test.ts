import { configurationInUse, isLocal } from "../../../platform/stack/configuration";

const values = { context: "kind-tare-test", registry: "localhost:5011" };
const committed = {
  config: {
    "tare:cluster": { kind: "kind", context: "kind-tare" },
    "tare:registry": "localhost:5001",
    "tare:benchmark": { plan: "short" },
  },
};

test("the copy is the committed file with the instance's context and registry", () => {
  expect(configurationInUse(committed, values, undefined)).toEqual({
    config: {
      "tare:cluster": { kind: "kind", context: "kind-tare-test" },
      "tare:registry": "localhost:5011",
      "tare:benchmark": { plan: "short" },
    },
  });
});

test("--stacks replaces the list of case studies", () => {
  const { config } = configurationInUse(committed, values, ["frameworks"]);

  expect(config?.["tare:stacks"]).toEqual(["frameworks"]);
});

test("the salt of the earlier copy is kept, for without it the secrets cannot be read", () => {
  const copy = { encryptionsalt: "v1:abc", config: {} };

  const inUse = configurationInUse(committed, values, undefined, { copy, madeOf: {} });

  expect(inUse.encryptionsalt).toBe("v1:abc");
});

test("what somebody has set in the copy is kept, when the committed file changes elsewhere", () => {
  const madeOf = configurationInUse(committed, values, undefined);
  const secret = { secure: "v1:xyz" };
  const copy = { ...madeOf, config: { ...madeOf.config, "tare:token": secret } };
  const edited = { config: { ...committed.config, "tare:benchmark": { plan: "full" } } };

  const { config } = configurationInUse(edited, values, undefined, { copy, madeOf });

  expect(config?.["tare:token"]).toEqual(secret);
  expect(config?.["tare:benchmark"]).toEqual({ plan: "full" });
});

test("a key that leaves the committed file leaves the copy", () => {
  const madeOf = configurationInUse(committed, values, undefined);
  const rest = Object.fromEntries(
    Object.entries(committed.config).filter(([key]) => key !== "tare:benchmark"),
  );

  const inUse = configurationInUse({ config: rest }, values, undefined, { copy: madeOf, madeOf });

  expect(inUse.config).not.toHaveProperty("tare:benchmark");
});

test("an environment is local, unless its cluster is of another kind", () => {
  expect(isLocal({})).toBe(true);
  expect(isLocal(committed)).toBe(true);
  expect(isLocal({ config: { "tare:cluster": { kind: "cloud" } } })).toBe(false);
});
