import { createHash } from "node:crypto";
import { type Plan, planDocument } from "./plan";

export interface JobFacts {
  readonly experiment: string;
  readonly subject: string;
  /** References by digest of both arms and the load generator. */
  readonly images: readonly string[];
  /** Settings of both arms. */
  readonly settings: readonly object[];
  readonly plan: Plan;
  /** What both arms are given besides, with its Outputs known. @default - nothing */
  readonly service?: object;
}

/**
 * `bench-<subject>-<8 hex digits>`. The digits change with what is measured, with what measures and
 * with the plan, and with nothing else: an unchanged update finds its Job done, and a new registry
 * for the same image measures nothing again.
 */
export function jobName({ experiment, subject, images, service, ...more }: JobFacts): string {
  const { settings, plan } = more;
  const facts = [experiment, images.map(digest), settings, planDocument(plan), service];
  const hash = createHash("sha256").update(JSON.stringify(facts)).digest("hex");
  return `bench-${subject}-${hash.slice(0, 8)}`;
}

function digest(reference: string): string {
  return reference.slice(reference.indexOf("@") + 1);
}
