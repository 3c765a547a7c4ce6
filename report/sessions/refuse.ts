import { type RawResult, type RawSlice, useOf } from "../rawResult";
import { quotation, type Refusal } from "../refusal";

interface Arms {
  readonly arms: readonly { readonly name: string }[];
}

/** Why nothing of this session may be quoted, or `undefined`. */
export function refusalOf(result: RawResult): Refusal | undefined {
  const { restarted } = result;
  if (restarted.length > 0) return { kind: "restarted", arms: restarted };
  return brokenContract(result) ?? missingCounters(result);
}

/** The first answer that is not what the contract says. */
export function brokenContract({
  verify,
  arms,
}: Pick<RawResult, "verify"> & Arms): Refusal | undefined {
  const failed = verify.find(({ ok }) => !ok);
  if (failed !== undefined) {
    const { arm, path, reason, status } = failed;
    const detail = reason ?? (status === null ? undefined : `status ${status}`);
    return { kind: "contract", arm, path, ...quoted(detail) };
  }
  const unseen = arms.find(({ name }) => verify.every(({ arm }) => arm !== name));
  return unseen && { kind: "contract", arm: unseen.name };
}

/** Some slices may lack the counters and are dropped; when all do, nodeprobe did not work. */
export function missingCounters({
  slices,
  arms,
}: Pick<RawResult, "slices"> & Arms): Refusal | undefined {
  for (const { name } of arms) {
    const own = slices.filter(({ arm }) => arm === name);
    if (own.some((slice) => useOf(slice) !== undefined)) continue;
    return { kind: "no-counters", arm: name, ...quoted(firstReason(own)) };
  }
  return undefined;
}

function firstReason(slices: readonly RawSlice[]): string | undefined {
  return slices.flatMap(({ subject }) => ("reason" in subject ? subject.reason : [])).at(0);
}

function quoted(text: string | undefined): { detail?: string } {
  return text === undefined ? {} : { detail: quotation(text) };
}
