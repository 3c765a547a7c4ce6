import { basename } from "node:path";
import { REFERENCE, type Schema } from "./strictSchemas";

/** What one module of compiled checks says, and where it sends on to. */
export interface CompiledSchema {
  readonly schema: Schema;
  /** Modules of others, as it names them. */
  readonly imports: readonly string[];
}

/** Told by the errors that a check makes, each with what it holds to. */
const LIMITS = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"] as const;

/**
 * Gives back the schema that Ajv has compiled into a module of functions, one function a part. Each
 * keyword is told by the error that its check makes, each part by the path that its function is called
 * with. A check that is none of these is an error, so that no rule is lost without a word.
 */
export function compiledSchema(module: string): CompiledSchema {
  const enums = new Map(pairs(module, /let (schema\d+_enum)=(\[[^\]]*\])/g));
  const imports = new Map(pairs(module, /import\{validate as (\w+)\}from"([^"]+)"/g));
  const parts = new Map(
    module
      .split(/(?=function validate\d+\(data,)/)
      .slice(1)
      .map((text) => [/^function (\w+)/.exec(text)?.[1] ?? "", text]),
  );
  const schemaOf = (name: string): Schema => {
    const from = imports.get(name);
    if (from !== undefined) return { $ref: REFERENCE + nameOf(from) };
    const text = parts.get(name);
    if (text === undefined) throw new Error(`the module has no function '${name}'`);
    return partOf(text, enums, schemaOf);
  };
  const [[, main]] = [...module.matchAll(/export const validate=(\w+)/g)];
  return { schema: schemaOf(main), imports: [...imports.values()] };
}

/** Of a module, by which its schema is referred to. */
export function nameOf(module: string): string {
  return basename(module, ".js");
}

function partOf(
  text: string,
  enums: ReadonlyMap<string, string>,
  schemaOf: (name: string) => Schema,
): Schema {
  refuseUnknownChecks(text);
  const params = (keyword: string, pattern: string): string[] =>
    all(text, new RegExp(`keyword:"${keyword}",params:\\{${pattern}`, "g"));
  const called = (data: string, path: string): (readonly [string, string])[] =>
    pairs(text, new RegExp(`(validate\\d+)\\(${data},\\{instancePath${path}`, "g"));
  const same = called("(data)", "[,}]").map(([name]) => schemaOf(name));
  const properties = called("data[^,]+", ':instancePath\\+"/([^"]+)"').map(
    ([name, property]) => [property, schemaOf(name)] as const,
  );
  const [of] = called("(data\\[i0\\])", ':instancePath\\+"/"\\+i0');
  const [anyOf] = called("(data\\[key0\\])", ':instancePath\\+"/"\\+key0');
  const [type] = params("type", 'type:"(\\w+)"');
  const [values] = params("enum", "allowedValues:(\\w+)");
  const [pattern] = params("pattern", 'pattern:("(?:[^"\\\\]|\\\\.)*")');
  const required = params("required", 'missingProperty:"([^"]+)"');
  if (text.includes('keyword:"oneOf"')) return { oneOf: same };
  const [first] = same;
  return {
    ...(type === undefined ? first : { type }),
    ...(values !== undefined && { enum: JSON.parse(enums.get(values) ?? "[]") as unknown[] }),
    ...(pattern !== undefined && { pattern: JSON.parse(pattern) as string }),
    ...Object.fromEntries(
      LIMITS.flatMap((name) => params(name, "[^}]*limit:([\\de]+)").map((n) => [name, Number(n)])),
    ),
    ...(required.length > 0 && { required }),
    ...(of !== undefined && { items: schemaOf(of[0]) }),
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    // An object may have no property that is not named, for the API server would drop it.
    ...(anyOf !== undefined && { additionalProperties: schemaOf(anyOf[0]) }),
    ...(properties.length > 0 && anyOf === undefined && { additionalProperties: false }),
  };
}

/** A format is left to PostgreSQL and Kubernetes: `int32`, `quantity`. */
function refuseUnknownChecks(text: string): void {
  const known = ["type", "enum", "required", "pattern", "format", "oneOf", ...LIMITS] as string[];
  const unknown = all(text, /keyword:"(\w+)"/g).filter((keyword) => !known.includes(keyword));
  if (unknown.length > 0) throw new Error(`a check by '${unknown[0]}' is not understood`);
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, first]) => first);
}

function pairs(text: string, pattern: RegExp): (readonly [string, string])[] {
  return [...text.matchAll(pattern)].map(([, first, second]) => [first, second] as const);
}
