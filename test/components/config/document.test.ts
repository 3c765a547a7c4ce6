import { readFileSync } from "node:fs";
import { documentation, projectFile } from "../../../components/config/document";
import { parseConfig } from "../../../components/config/parse";
import { stackConfig } from "../../support/stackConfig";

test.each([
  ["Pulumi.yaml", projectFile],
  ["docs/configuration.md", documentation],
])("%s is what `npm run generate` writes", (path, generate) => {
  expect(readFileSync(path, "utf8")).toBe(generate());
});

test.each(["dev", "staging", "prod"])("Pulumi.%s.yaml is accepted", (stack) => {
  const env = { TARE_CLUSTER_UID: "11111111-2222-3333-4444-555555555555" };

  expect(parseConfig(stackConfig(stack), env).problems).toBeUndefined();
});
