import { KINDS } from "./kinds";

/** A JSON schema, or a part of one, as Kubernetes publishes it. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly $ref?: string;
  readonly oneOf?: readonly Schema[];
  readonly "x-kubernetes-group-version-kind"?: readonly GroupVersionKind[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What an API server says of itself at `/openapi/v2`. */
export interface OpenApi {
  readonly definitions: Readonly<Record<string, Schema>>;
}

export const REFERENCE = "#/definitions/";
const INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
const QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";

/** Published as texts, although a number is as good. */
const NUMBER_OR_TEXT: Schema = { oneOf: [{ type: "string" }, { type: "number" }] };

/** What is kept of an API server's schemas. */
export interface StrictSchemas {
  /** Of each of {@link KINDS} the name of its definition. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

/**
 * The schemas of {@link KINDS} and of all that they are made of. An object may have no property that
 * Kubernetes does not know, for the API server would drop that one without a word. Texts for people
 * are left out.
 */
export function strictSchemas({ definitions }: OpenApi): StrictSchemas {
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, definitionOf(kind, definitions)]));
  const reached = new Set(Object.values(kinds));
  for (const name of reached) {
    for (const other of referencesOf(definitions[name])) reached.add(other);
  }
  const kept = [...reached].sort().map((name) => [name, strictOf(name, definitions[name])]);
  return { kinds, definitions: Object.fromEntries(kept) as StrictSchemas["definitions"] };
}

/** One kind's schema, complete in itself. */
export function schemaOf(kind: string, { kinds, definitions }: StrictSchemas): object {
  const [apiVersion, ofKind] = kind.split(" ");
  return {
    allOf: [{ $ref: REFERENCE + kinds[kind] }],
    properties: { apiVersion: { enum: [apiVersion] }, kind: { enum: [ofKind] } },
    required: ["apiVersion", "kind", "metadata"],
    definitions,
  };
}

function definitionOf(kind: string, definitions: OpenApi["definitions"]): string {
  const found = Object.entries(definitions).find(([, definition]) =>
    definition["x-kubernetes-group-version-kind"]?.some((one) => textOf(one) === kind),
  );
  if (found === undefined) throw new Error(`this Kubernetes knows no '${kind}'`);
  return found[0];
}

function textOf({ group, version, kind }: GroupVersionKind): string {
  return `${group === "" ? version : `${group}/${version}`} ${kind}`;
}

function strictOf(name: string, schema: Schema): Schema {
  if (name === INT_OR_STRING || name === QUANTITY) return NUMBER_OR_TEXT;
  return strict(schema);
}

function strict(schema: Schema): Schema {
  const { type, properties, additionalProperties, items, required, enum: values, $ref } = schema;
  if ($ref !== undefined) return { $ref };
  const closed = properties !== undefined && additionalProperties === undefined;
  return {
    ...(type && { type }),
    ...(values && { enum: values }),
    ...(required && { required }),
    ...(items && { items: strict(items) }),
    ...(properties && { properties: mapValues(properties, strict) }),
    ...(typeof additionalProperties === "object" && {
      additionalProperties: strict(additionalProperties),
    }),
    ...(closed && { additionalProperties: false }),
  };
}

function referencesOf({ $ref, properties, additionalProperties, items }: Schema): string[] {
  const parts = [
    ...Object.values(properties ?? {}),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
    ...(items ? [items] : []),
  ];
  const here = $ref === undefined ? [] : [$ref.slice(REFERENCE.length)];
  return [...here, ...parts.flatMap(referencesOf)];
}

function mapValues(
  properties: Readonly<Record<string, Schema>>,
  map: (schema: Schema) => Schema,
): Record<string, Schema> {
  return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, map(one)]));
}
