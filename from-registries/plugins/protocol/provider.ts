import type { ResourceLog } from "./engineLog";
import type { ValueMap } from "./values";

/** What every call about one resource carries. */
export interface ResourceCall {
  readonly urn: string;
  /** `kubernetes:apps/v1:Deployment` */
  readonly type: string;
  readonly name: string;
  readonly log: ResourceLog;
  /** Aborted when the user presses Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface CheckCall extends ResourceCall {
  readonly olds: ValueMap;
  readonly news: ValueMap;
  /** The same for the same resource in one operation; empty where the engine gave none. */
  readonly randomSeed: Uint8Array;
  readonly autonaming?: { readonly proposedName: string; readonly mode: AutonamingMode };
}
export type AutonamingMode = "propose" | "enforce" | "disable";

export interface CheckResult {
  readonly inputs: ValueMap;
  readonly failures?: readonly { readonly property: string; readonly reason: string }[];
}

export interface DiffCall extends ResourceCall {
  readonly id: string;
  readonly olds: ValueMap;
  readonly oldInputs: ValueMap;
  readonly news: ValueMap;
}

export type DiffKind = "add" | "delete" | "update";
export interface PropertyDiff {
  readonly kind: DiffKind;
  readonly replace?: boolean;
  /** The difference is between inputs, not between an output and an input. */
  readonly inputDiff?: boolean;
}
export interface DiffResult {
  /** Path, as in `spec.ports[0].port`, to what happened there. Empty: no change. */
  readonly detailed: ReadonlyMap<string, PropertyDiff>;
  readonly deleteBeforeReplace?: boolean;
  /** The official plugin says in its answer whether details are given; docker's says nothing when nothing changed. */
  readonly quietWhenSame?: boolean;
}

export interface CreateCall extends ResourceCall {
  readonly inputs: ValueMap;
  readonly preview: boolean;
  /** Seconds from `customTimeouts`; 0 where none is set. */
  readonly timeout: number;
}
export interface UpdateCall extends CreateCall {
  readonly id: string;
  readonly olds: ValueMap;
  readonly oldInputs: ValueMap;
}
export interface DeleteCall extends ResourceCall {
  readonly id: string;
  readonly olds: ValueMap;
  readonly timeout: number;
}
export interface ReadCall extends ResourceCall {
  readonly id: string;
  /** Empty for an import or a `get`. */
  readonly olds: ValueMap;
  readonly inputs: ValueMap;
}
export interface ReadResult {
  readonly id: string;
  readonly properties: ValueMap;
  readonly inputs: ValueMap;
}

export interface ConfigDiff {
  readonly changed: readonly string[];
  /** `false` leaves the whole answer empty, as the official docker plugin does. */
  readonly answers: boolean;
}

type Awaitable<T> = Promise<T> | T;

/** One plugin. Everything it throws becomes an error beside the resource. */
export interface Provider {
  readonly acceptSecrets: boolean;
  /** The official plugin's version and `+tare`. */
  readonly version: string;
  diffConfig(olds: ValueMap, news: ValueMap): Awaitable<ConfigDiff>;
  configure(args: ValueMap, signal: AbortSignal): Awaitable<void>;
  check(call: CheckCall): Awaitable<CheckResult>;
  diff(call: DiffCall): Awaitable<DiffResult>;
  create(call: CreateCall): Awaitable<{ id: string; properties: ValueMap }>;
  read(call: ReadCall): Awaitable<ReadResult | undefined>;
  update(call: UpdateCall): Awaitable<ValueMap>;
  delete(call: DeleteCall): Awaitable<void>;
}
