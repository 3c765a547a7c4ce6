import { type Progress } from "../../platform/progress";

/** One line of the list that `up` shows: something that takes time and may fail. */
export interface Step {
  /** What other steps name in `after`. */
  readonly id: string;
  readonly title: string;
  /** About how long it takes, from what is known before it starts. */
  readonly seconds: number;
  /** Steps that must be done first. @default - none */
  readonly after?: readonly string[];
  readonly run: (progress: Progress) => Promise<void>;
}

/** What shows the steps: a live list on a terminal, plain lines elsewhere. */
export interface Renderer {
  start(step: Step): void;
  note(step: Step, text: string): void;
  done(step: Step, seconds: number): void;
  /** @param how `failed`, or `stopped` when it was told to end. */
  ended(step: Step, seconds: number, how: "failed" | "stopped"): void;
  /** Called once, after the last step has ended. */
  close(): Promise<void>;
}
