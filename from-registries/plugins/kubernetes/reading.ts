import { NotReadyError } from "../protocol/failures";
import type { ReadCall, ReadResult } from "../protocol/provider";
import { keepSecrets, revealMap, type ValueMap } from "../protocol/values";
import type { Cluster } from "./cluster";
import { importedInputs, refreshedInputs } from "./liveInputs";
import { idOf, parseId } from "./names";
import { normaliseSecret } from "./secretData";
import { asValues, bookkeepingOf, toProperties } from "./state";
import { targetOf } from "./target";
import { whyNotReady } from "./wait/waitFor";

/** The object as it is now; `undefined` where there is none. Throws when it is there but unwell. */
export async function read(cluster: Cluster, call: ReadCall): Promise<ReadResult | undefined> {
  const place = parseId(call.id);
  if (place === undefined) return undefined;
  const client = await cluster.client();
  const [, version = "", kind = ""] = call.type.split(":");
  const apiVersion = version.replace(/^core\//, "");
  const options = { signal: call.signal };
  const { path } = await targetOf(client, { apiVersion, kind, ...place }, options);
  const live = await client.find(path, options);
  if (live === undefined) return undefined;

  const inputs = inputsOf(call, asValues(live));
  const properties = toProperties(live, inputs, bookkeepingOf(call.olds, apiVersion));
  const id = idOf(asValues(live));
  const reasons = cluster.skipsWait(inputs)
    ? undefined
    : await whyNotReady({ client, live, elapsed: Infinity, signal: call.signal });
  if (reasons !== undefined) {
    const message = `"${call.id}" exists but is not ready`;
    throw new NotReadyError(message, { id, properties, inputs, reasons });
  }
  return { id, properties, inputs };
}

function inputsOf(call: ReadCall, live: ValueMap): ValueMap {
  const isImport = Object.keys(call.inputs).length === 0;
  const open = revealMap(call.inputs);
  const found = isImport ? importedInputs(live) : refreshedInputs(open, live);
  const marked = keepSecrets(found, call.inputs) as ValueMap;
  return live["kind"] === "Secret" ? normaliseSecret(marked) : marked;
}
