import { liveRenderer } from "./liveRenderer";
import { plainRenderer } from "./plainRenderer";
import { type Renderer, type Step } from "./step";

/** A live list where somebody looks at a terminal, plain lines elsewhere. */
export async function rendererFor(
  steps: readonly Step[],
  print: (line: string) => void,
): Promise<Renderer> {
  const live = process.stdout.isTTY && process.env.CI === undefined;
  return live ? liveRenderer(steps) : plainRenderer(steps, print);
}
