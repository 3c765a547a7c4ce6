import { refreshConfiguration } from "../platform/stack/files";
import { toolEnv } from "../platform/toolEnv";
import { withoutAutomaticLog } from "../platform/tools/automaticLog";
import { pulumiHome } from "../platform/tools/folders";
import { pluginsAreOfficial } from "../platform/tools/resolve";
import { type GlobalOptions, openContext } from "./context";
import { standInsAllowed } from "./remote";

/** Prints what makes plain `pulumi`, `kubectl` and `kind` work on this environment. */
export function env(options: GlobalOptions): Promise<void> {
  const { instance, environment, stacks, forgotten, print } = openContext(options);
  const all = toolEnv(instance, environment);
  const ownPlugins = environment.local || standInsAllowed() || pluginsAreOfficial();
  const { left, variables } = ownPlugins ? { left: [], variables: all } : withoutPlugins(all);
  if (!ownPlugins) process.stderr.write(`${leftOutText(environment.name)}\n`);
  withoutAutomaticLog(variables);
  if (environment.local) refreshConfiguration(instance, environment, stacks);
  for (const name of [...forgotten, ...left]) print(`unset ${name}`);
  for (const [name, value] of Object.entries(variables)) print(exportLine(name, value));
  return Promise.resolve();
}

/**
 * Plain Pulumi asks nobody which plugin it takes, so beside another cluster the project's home is
 * only named while it holds the official ones: a later `make up` may put stand-ins where none is yet.
 * With a home of the user's own Pulumi also may fetch what is missing. Gives what an earlier
 * `./tare env` has left of it in the shell.
 */
function withoutPlugins(all: Readonly<Record<string, string>>): {
  left: readonly string[];
  variables: Record<string, string>;
} {
  const left = process.env.PULUMI_HOME === pulumiHome() ? OF_PLUGINS : [];
  const others = Object.entries(all).filter(([name]) => !OF_PLUGINS.includes(name));
  return { left, variables: Object.fromEntries(others) };
}

const OF_PLUGINS: readonly string[] = [
  "PULUMI_HOME",
  "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
];

function leftOutText(environment: string): string {
  return (
    `tare: environment '${environment}' is not local and the official plugins are not all here, so ` +
    "PULUMI_HOME is left out: plain pulumi takes the plugins of your own (TARE_ALLOW_STAND_INS=1 names it)"
  );
}

/** One line of shell that sets a variable to exactly this text. */
export function exportLine(name: string, value: string): string {
  return `export ${name}='${value.replaceAll("'", "'\\''")}'`;
}
