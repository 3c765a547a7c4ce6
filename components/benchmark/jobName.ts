import { createHash } from "node:crypto";

export interface JobFacts {
  readonly experiment: string;
  readonly subject: string;
  /** References by digest of all that is measured and of the load generator. */
  readonly images: readonly string[];
  /** Settings of each arm, or spec of each variant. */
  readonly settings: readonly object[];
  /** As the load generator reads it. */
  readonly plan: object;
  /** What both arms are given besides, with its Outputs known. @default - nothing */
  readonly service?: object;
}

/**
 * `bench-<subject>-<8 hex digits>`. The digits change with what is measured, with what measures and
 * with the plan, and with nothing else: an unchanged update finds its Job done, and a new registry
 * for the same image measures nothing again.
 */
export function jobName({ experiment, subject, images, ...more }: JobFacts): string {
  const { settings, plan, service } = more;
  const facts = [experiment, images.map(digest), settings, plan, service];
  const hash = createHash("sha256").update(JSON.stringify(facts)).digest("hex");
  return `bench-${subject}-${hash.slice(0, 8)}`;
}

function digest(reference: string): string {
  return reference.slice(reference.indexOf("@") + 1);
}
