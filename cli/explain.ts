import type { DatabaseSize } from "../components/data/postgresArgs";
import { postgresSettings } from "../components/data/postgresSettings";
import { explain as explainWorkload, type ExplainedSetting } from "../components/workloads/explain";
import type { WorkloadArgs } from "../components/workloads/webServiceArgs";
import { UserError } from "../platform/errors";
import { DATABASES, WORKLOADS } from "../stacks/workloads";

/** Prints what follows from the limits of each workload and database of a case study, and why. */
export function explain(stack: string): Promise<void> {
  for (const line of explanation(stack)) process.stdout.write(`${line}\n`);
  return Promise.resolve();
}

/**
 * The lines; workloads of the same size are told together. Throws {@link UserError} for a case study
 * that there is none of.
 */
export function explanation(stack: string): string[] {
  const known: Readonly<Record<string, Readonly<Record<string, WorkloadArgs>>>> = WORKLOADS;
  const workloads = Object.hasOwn(known, stack) ? known[stack] : undefined;
  if (workloads === undefined) {
    const names = Object.keys(known).join(", ");
    throw new UserError(`there is no case study '${stack}'`, `choose one of ${names}`);
  }
  const databases: Readonly<Record<string, Readonly<Record<string, DatabaseSize>>>> = DATABASES;
  return [
    ...[...alike(workloads)].flatMap(([names, args]) => [
      `${names.join(", ")}: ${args.cpu.cores} CPU, ${args.memory.limit}, ${args.runtime ?? "native"}`,
      ...explainWorkload(args).flatMap(settingLines),
      "",
    ]),
    ...Object.entries(databases[stack] ?? {}).flatMap(databaseLines),
  ];
}

/** All of a database's settings are told, each by its own name. */
function databaseLines([name, size]: readonly [string, DatabaseSize]): string[] {
  const settings = postgresSettings(size).map((setting) => ({
    ...setting,
    told: ["in settings.conf, by its name"],
  }));
  return [
    `${name}: ${size.cpu.cores} CPU, ${size.memory.limit}, PostgreSQL on ${size.storage}`,
    ...settings.flatMap(settingLines),
    "",
  ];
}

function settingLines({ name, text, told, formula, source }: ExplainedSetting): string[] {
  const how = told.length > 0 ? told.join(" ") : "no, the server keeps its own";
  return [
    `  ${name.padEnd(10)} ${text}`,
    `    told:    ${how}`,
    `    formula: ${formula}`,
    `    source:  ${source}`,
  ];
}

/** Names by the arguments that they share. */
function alike(
  workloads: Readonly<Record<string, WorkloadArgs>>,
): Map<readonly string[], WorkloadArgs> {
  const groups = new Map<string, { names: string[]; args: WorkloadArgs }>();
  for (const [name, args] of Object.entries(workloads)) {
    const key = JSON.stringify(args);
    const group = groups.get(key) ?? { names: [], args };
    group.names.push(name);
    groups.set(key, group);
  }
  return new Map([...groups.values()].map(({ names, args }) => [names, args]));
}
