/** What a long step gets from the command line: a place for its current activity, and an end. */
export interface Progress {
  /** Replaces the text beside the step's title. */
  readonly note: (text: string) => void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** File to which the step's tools write. */
  readonly log: string;
}
