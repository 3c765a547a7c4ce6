import { NotReadyError } from "../protocol/failures";
import type { ReadCall, ReadResult } from "../protocol/provider";
import { keepSecrets, revealMap, type ValueMap } from "../protocol/values";
import type { Cluster } from "./cluster";
import { manifestOfType } from "./kinds";
import { importedInputs, refreshedInputs } from "./liveInputs";
import { idOf, parseId } from "./names";
import { normaliseSecret } from "./secretData";
import { bookkeepingOf, toProperties } from "./state";
import { skipsWait } from "./wait/wait";
import { lackOf } from "./wait/waitFor";

/** The object as it is now; `undefined` where there is none. Throws when it is there but unwell. */
export async function read(cluster: Cluster, call: ReadCall): Promise<ReadResult | undefined> {
  const metadata = parseId(call.id);
  if (metadata === undefined) return undefined;
  const client = await cluster.client();
  const { signal } = call;
  const manifest = manifestOfType(call.type);
  const path = await client.pathOf({ ...manifest, metadata }, { signal });
  const live = await client.find(path, { signal });
  if (live === undefined) return undefined;

  const inputs = inputsOf(call, live);
  const properties = toProperties(live, inputs, bookkeepingOf(call.olds, manifest.apiVersion));
  const id = idOf(live);
  if (skipsWait(inputs)) return { id, properties, inputs };
  const lack = await lackOf({ client, live, elapsed: Infinity, signal });
  if (lack === undefined) return { id, properties, inputs };
  const message = `"${call.id}" exists but is not ready`;
  throw new NotReadyError(message, { id, properties, inputs, reasons: lack.reasons });
}

function inputsOf(call: ReadCall, live: ValueMap): ValueMap {
  const isImport = Object.keys(call.inputs).length === 0;
  const open = revealMap(call.inputs);
  const found = isImport ? importedInputs(live) : refreshedInputs(open, live);
  const marked = keepSecrets(found, call.inputs) as ValueMap;
  return live["kind"] === "Secret" ? normaliseSecret(marked) : marked;
}
