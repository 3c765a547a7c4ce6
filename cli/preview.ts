import { refreshConfiguration } from "../platform/stack/files";
import { previewStack } from "../platform/stack/stack";
import { type GlobalOptions, openContext, pulumiOptions, quietProgress } from "./context";
import { remoteTools } from "./remote";

/** Shows what an update would change, as a diff. */
export async function preview(options: GlobalOptions): Promise<void> {
  const context = openContext(options);
  const { instance, environment, stacks, print } = context;
  const progress = quietProgress(context, "preview");
  if (!environment.local) await remoteTools(context, progress);
  const more = pulumiOptions(context, progress);
  if (environment.local) refreshConfiguration(instance, environment, stacks);
  await previewStack(environment.name, { ...more, onLine: print });
}
