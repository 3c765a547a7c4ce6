import { type Trial } from "../../../report/trials/trialRun";
import { type Stage } from "./stage";

/** One trial that is still to be made. */
export interface Pending {
  readonly id: string;
  readonly title: string;
  readonly seconds: number;
  readonly make: (stage: Stage) => Promise<Trial>;
}
