import type { Problem } from "../../config/problems";
import type { TuningArgs } from "./arguments";
import { boundProblems } from "./bounds";
import { type Surroundings, tuningContradictions } from "./contradictions";
import { settingsOf } from "./settings";

/** What is wrong with the arguments: each by itself, and if none is, all of them together. */
export function tuningProblems(args: TuningArgs, surroundings: Surroundings): Problem[] {
  const problems = boundProblems(args);
  if (problems.length > 0) return problems;
  return tuningContradictions(args, settingsOf(args, surroundings.pods), surroundings);
}
