/** What is wrong with the text of a log. */
export type LogFault =
  | "empty"
  | "no-result"
  | "several-results"
  | "cut"
  | "too-large"
  | "not-base64"
  | "not-packed"
  | "other-checksum"
  | "not-json"
  | "other-shape";

/** Why a session gives no figures at all. Data, not text: a report has more than one language. */
export type Refusal =
  /** There is no log; `detail` is what kubectl said. */
  | { readonly kind: "missing"; readonly detail?: string }
  /** `detail` quotes the log or names the field. */
  | { readonly kind: "log"; readonly fault: LogFault; readonly detail?: string }
  /** The log is of another session than the one that the program names. */
  | { readonly kind: "other-arms"; readonly found: readonly string[] }
  /** These are other processes at the end than at the start. */
  | { readonly kind: "restarted"; readonly arms: readonly string[] }
  /** An answer is not what the contract says; without a path, nothing was verified. */
  | {
      readonly kind: "contract";
      readonly arm: string;
      readonly path?: string;
      readonly detail?: string;
    }
  /** The counters of an arm were read in no slice. */
  | { readonly kind: "no-counters"; readonly arm: string; readonly detail?: string }
  /** No node has room for a pod of this spec; `detail` is the scheduler's own word. */
  | { readonly kind: "unplaced"; readonly arm: string; readonly detail: string }
  /** No pod got what its spec asks for: the cores that it got, or why they could not be read. */
  | {
      readonly kind: "pod-spec";
      readonly arm: string;
      readonly cpus?: string;
      readonly detail?: string;
    };

/** Characters of a quotation that are kept. */
const MAX_DETAIL = 300;

/** What is quoted from outside: one line of it, and not a whole page. */
export function quotation(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, MAX_DETAIL);
}
