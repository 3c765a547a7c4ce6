import { openContext } from "../../cli/context";

test("--stacks is refused where it would have no effect", () => {
  const open = (): unknown => openContext({ env: "staging", stacks: "frameworks" });

  expect(open).toThrow(
    "'--stacks' (frameworks) narrows the local environment, and 'staging' is none",
  );
  expect(open).toThrow("name them under tare:stacks in Pulumi.staging.yaml");
});
