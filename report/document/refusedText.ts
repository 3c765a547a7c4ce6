import type { Refusal } from "../refusal";
import type { Page } from "./document";
import { nameOf } from "./servers";

interface Refusable {
  readonly experiment: string;
  readonly subject: string;
  readonly refusal?: Refusal;
}

/** Why a session has no figures, as a sentence. */
export function refusedText(measurement: Refusable, page: Page): string | undefined {
  const { refusal, experiment, subject } = measurement;
  if (refusal === undefined) return undefined;
  const name = nameOf({ experiment, name: subject }, page);
  return page.texts.summary.refused(name, reasonText(refusal, page));
}

function reasonText(refusal: Refusal, { texts }: Page): string {
  const { reasons } = texts;
  switch (refusal.kind) {
    case "missing":
      return reasons.missing(refusal.detail);
    case "log":
      return reasons.log[refusal.fault](refusal.detail);
    case "other-arms":
      return reasons.otherArms(texts.list(refusal.found));
    case "restarted":
      return reasons.restarted(texts.list(refusal.arms));
    case "contract":
      return refusal.path === undefined
        ? reasons.unverified(refusal.arm)
        : reasons.contract(refusal.arm, refusal.path, refusal.detail);
    case "no-counters":
      return reasons.noCounters(refusal.arm, refusal.detail);
    case "unplaced":
      return reasons.unplaced(refusal.arm, refusal.detail);
    case "pod-spec":
      return refusal.cpus === undefined
        ? reasons.podSpecUnread(refusal.arm, refusal.detail)
        : reasons.podSpec(refusal.arm, refusal.cpus);
  }
}
