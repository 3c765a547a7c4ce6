import type { PodComparison } from "../podSpecs/podComparison";
import type { Refusal } from "../refusal";
import type { Session } from "../sessions/session";
import type { Page } from "./document";
import { nameOf } from "./servers";

/** Why a session, some of its starts, or a comparison of pods has no figures, one sentence a reason. */
export function refusedTexts(measurement: Session | PodComparison, page: Page): string[] {
  const { experiment, subject } = measurement;
  const { summary } = page.texts;
  const name = nameOf({ experiment, name: subject }, page);
  const refusals = refusalsOf(measurement);
  if (measurement.measured === undefined && refusals.length <= 1) {
    return refusals.map(({ refusal }) => summary.refused(name, reasonText(refusal, page)));
  }
  return refusals.map(({ job, refusal }) => {
    return summary.startRefused(name, job, reasonText(refusal, page));
  });
}

function refusalsOf(measurement: Session | PodComparison) {
  const jobs = "starts" in measurement ? measurement.starts : [measurement];
  return jobs.flatMap(({ job, refusal }) => (refusal === undefined ? [] : { job, refusal }));
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
