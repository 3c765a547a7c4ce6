import type { RawResult, RawSlice } from "../rawResult";
import { type DropReason, dropReason } from "./dropReason";

/** A slice and why it is not counted, if so. */
export interface JudgedSlice {
  readonly slice: RawSlice;
  readonly dropped?: DropReason;
}

/** Judges the slices one by one; none is judged by its result. */
export function judgeSlices(result: RawResult): JudgedSlice[] {
  return result.slices.map((slice) => {
    const dropped = dropReason(slice, result);
    return dropped === undefined ? { slice } : { slice, dropped };
  });
}
