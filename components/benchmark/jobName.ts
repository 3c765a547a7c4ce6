import { createHash } from "node:crypto";
import { type Plan, planVariables } from "./plan";

/**
 * `bench-<subject>-<8 hex digits>`. The digits change with what is measured, with what measures and
 * with the plan, and with nothing else: an unchanged update finds its Job done, and a new registry
 * for the same image measures nothing again.
 */
export function jobName(
  subject: string,
  subjectImage: string,
  generatorImage: string,
  plan: Plan,
): string {
  const facts = [digest(subjectImage), digest(generatorImage), planVariables(plan)];
  const hash = createHash("sha256").update(JSON.stringify(facts)).digest("hex");
  return `bench-${subject}-${hash.slice(0, 8)}`;
}

function digest(reference: string): string {
  return reference.slice(reference.indexOf("@") + 1);
}
