import { readFileSync } from "node:fs";
import { parse } from "yaml";

/** `tare:` keys of the committed `Pulumi.<stack>.yaml`, as Pulumi hands them to the program. */
export function stackConfig(stack: string): Record<string, string> {
  const file = parse(readFileSync(`Pulumi.${stack}.yaml`, "utf8")) as {
    config: Record<string, unknown>;
  };
  return Object.fromEntries(
    Object.entries(file.config).map(([key, value]) => [key, handedOver(value)]),
  );
}

/** Pulumi gives a program texts: lists and maps as JSON. */
export function handedOver(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
