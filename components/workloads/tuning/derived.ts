/** A value that follows from others by arithmetic: what `./tare explain` prints. */
export interface Derived<Value = unknown> {
  /** `threads`. */
  readonly name: string;
  readonly value: Value;
  /** With its unit: `2048 KiB`. */
  readonly text: string;
  /** The arithmetic with its numbers: `⌈2 CPU⌉`. */
  readonly formula: string;
  /** Where the rule and its constants come from. */
  readonly source: string;
}

/** Asks for the derived value instead of giving one. */
export type OrDerived<Given> = Given | "derived";
