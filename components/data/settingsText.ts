import type { PostgresSettings } from "./postgresSettings";

/** Each setting as PostgreSQL reads it; sizes are in kB, by which it means 1,024 bytes. */
export function parametersOf(
  derived: PostgresSettings,
  given: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const own = derived.map(({ name, value }) => [
    name,
    isSize(name) ? `${value / 1024}kB` : `${value}`,
  ]);
  return { ...(Object.fromEntries(own) as Record<string, string>), ...given };
}

/** The same as a file. */
export function settingsText(parameters: Readonly<Record<string, string>>): string {
  const lines = Object.entries(parameters).map(([name, value]) => `${name} = '${value}'\n`);
  return lines.join("");
}

function isSize(name: string): boolean {
  return /_(buffers|size|mem)$/.test(name);
}
