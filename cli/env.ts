import { refreshConfiguration } from "../platform/stack/files";
import { toolEnv } from "../platform/toolEnv";
import { withoutAutomaticLog } from "../platform/tools/automaticLog";
import { type GlobalOptions, openContext } from "./context";

/** Prints what makes plain `pulumi`, `kubectl` and `kind` work on this environment. */
export function env(options: GlobalOptions): Promise<void> {
  const { instance, environment, stacks, forgotten, print } = openContext(options);
  const variables = toolEnv(instance, environment);
  withoutAutomaticLog(variables);
  if (environment.local) refreshConfiguration(instance, environment, stacks);
  for (const name of forgotten) print(`unset ${name}`);
  for (const [name, value] of Object.entries(variables)) print(exportLine(name, value));
  return Promise.resolve();
}

/** One line of shell that sets a variable to exactly this text. */
export function exportLine(name: string, value: string): string {
  return `export ${name}='${value.replaceAll("'", "'\\''")}'`;
}
