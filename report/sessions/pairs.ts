import type { Phase, RawResult } from "../rawResult";
import type { JudgedSlice } from "./judgeSlices";

/** Two slices that lie next to each other in time, one of each arm. */
export interface Pair {
  readonly reference: JudgedSlice;
  readonly subject: JudgedSlice;
}

/** The pairs of a phase: those that the plan asks for and those of which both slices are kept. */
export interface Pairs {
  readonly planned: number;
  readonly kept: readonly Pair[];
}

const PAIRS_PER_BLOCK = 2;

/**
 * Builds pairs inside the blocks of a phase. In a block A B B A the first and the last two belong
 * together: whatever drifts in one direction is for one pair what it is against the other.
 */
export function pairsOf(
  slices: readonly JudgedSlice[],
  phase: Phase,
  { arms, plan }: RawResult,
): Pairs {
  const blocks = new Map<number, JudgedSlice[]>();
  for (const judged of slices) {
    if (judged.slice.phase !== phase) continue;
    const block = blocks.get(judged.slice.block);
    if (block === undefined) blocks.set(judged.slice.block, [judged]);
    else block.push(judged);
  }
  const [reference] = arms;
  const built = [...blocks.values()].flatMap((block) => pairsIn(block, reference.name));
  return {
    // What a session never came to counts as lost.
    planned: Math.max(built.length, plan[phase].blocks * PAIRS_PER_BLOCK),
    kept: built.filter((pair) => !pair.reference.dropped && !pair.subject.dropped),
  };
}

function pairsIn(block: readonly JudgedSlice[], reference: string): Pair[] {
  const pairs: Pair[] = [];
  for (let index = 0; index + 1 < block.length; index += 2) {
    const two = [block[index], block[index + 1]];
    const own = two.find(({ slice }) => slice.arm === reference);
    const other = two.find(({ slice }) => slice.arm !== reference);
    if (own !== undefined && other !== undefined) pairs.push({ reference: own, subject: other });
  }
  return pairs;
}
