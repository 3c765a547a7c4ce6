import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { documentation, projectFile } from "../../../components/config/document";
import { parseConfig } from "../../../components/config/parse";
import { VARIABLES } from "../../../components/config/variables";
import { stackConfig } from "../../support/stackConfig";

test.each([
  ["Pulumi.yaml", projectFile],
  ["docs/configuration.md", documentation],
])("%s is what `npm run generate` writes", (path, generate) => {
  expect(readFileSync(path, "utf8")).toBe(generate());
});

test("every variable that is read is explained, and none else", () => {
  const folders = ["cli", "components", "platform", "test/support", "test/report"];
  const files = execFileSync("git", ["ls-files", "--", ...folders], { encoding: "utf8" })
    .split("\n")
    .filter((file) => file.endsWith(".ts") && file !== "components/config/variables.ts");
  const text = files.map((file) => readFileSync(file, "utf8")).join("\n");
  const read = new Set(text.match(/\bTARE_[A-Z_]+\b/g));
  read.delete("TARE_ARM"); // The program itself sets it, in pods.
  read.delete("TARE_PULUMI"); // And this, for Pulumi.

  expect(VARIABLES.map(({ name }) => name).sort()).toEqual([...read].sort());
});

test.each(["dev", "staging", "prod"])("Pulumi.%s.yaml is accepted", (stack) => {
  const env = { TARE_CLUSTER_UID: "11111111-2222-3333-4444-555555555555" };

  expect(parseConfig(stackConfig(stack), env).problems).toBeUndefined();
});
