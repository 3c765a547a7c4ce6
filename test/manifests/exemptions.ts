import type { Finding } from "./kubeScore";

/** A finding of kube-score that stays, and why. */
export interface Exemption {
  readonly check: string;
  /** The objects that it is about, as a finding names them. */
  readonly objects: RegExp;
  readonly reason: string;
}

/** At most five. One that exempts nothing any more fails the test. */
export const EXEMPTIONS: readonly Exemption[] = [];

export function exempts({ check, objects }: Exemption, finding: Finding): boolean {
  return finding.check === check && objects.test(finding.object);
}
