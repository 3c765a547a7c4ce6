import { refreshConfiguration } from "../platform/stack/files";
import { previewStack } from "../platform/stack/stack";
import { type GlobalOptions, openContext, pulumiOptions, quietProgress } from "./context";

/** Shows what an update would change, as a diff. */
export async function preview(options: GlobalOptions): Promise<void> {
  const context = openContext(options);
  const { instance, environment, stacks, print } = context;
  const more = pulumiOptions(context, quietProgress(context, "preview"));
  if (environment.local) refreshConfiguration(instance, environment, stacks);
  await previewStack(environment.name, { ...more, onLine: print });
}
