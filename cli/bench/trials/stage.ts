import { type LoadSource } from "./loadPod";
import { type Service } from "./service";
import { type TrialCluster } from "./trialCluster";

/** What every trial works with. */
export interface Stage {
  readonly cluster: TrialCluster;
  readonly service: Service;
  readonly source: LoadSource;
  readonly run: string;
  readonly rate: number;
  /** Load before anything is counted or done, in seconds. */
  readonly settle: number;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}
