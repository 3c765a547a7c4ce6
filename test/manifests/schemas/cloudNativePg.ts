import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compiledSchema, nameOf } from "./compiledSchema";
import { CUSTOM_KINDS } from "./kinds";
import type { Schema, StrictSchemas } from "./strictSchemas";

/**
 * The custom resources of CloudNativePG 1.29, made from the operator's own Go types. They are in no
 * registry but as the checks that this package has compiled from them (MIT); the one thing lost on the
 * way are properties called `description`.
 */
export const MODELS = "@kubernetes-models/cloudnative-pg@2.0.0";

/**
 * The schemas of {@link CUSTOM_KINDS} and of all that they are made of.
 *
 * @param packages The folder node_modules in which {@link MODELS} is installed.
 */
export function cloudNativePgSchemas(packages: string): StrictSchemas {
  const models = join(packages, "@kubernetes-models/cloudnative-pg/_schemas");
  const kinds = Object.fromEntries(
    CUSTOM_KINDS.map((known) => {
      const [apiVersion, kind] = known.split(" ");
      const version = apiVersion.split("/")[1];
      return [known, `ComGithubCloudnativePgCloudnativePgApi${capital(version)}${kind}`];
    }),
  );
  const definitions: Record<string, Schema> = {};
  const waiting = Object.values(kinds).map((name) => join(models, `${name}.js`));
  for (const file of waiting) {
    if (nameOf(file) in definitions) continue;
    const { schema, imports } = compiledSchema(readFileSync(file, "utf8"));
    definitions[nameOf(file)] = schema;
    waiting.push(...imports.map((from) => resolved(from, file, packages)));
  }
  return { kinds, definitions };
}

function resolved(from: string, file: string, packages: string): string {
  return from.startsWith(".") ? join(dirname(file), from) : join(packages, `${from}.js`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
