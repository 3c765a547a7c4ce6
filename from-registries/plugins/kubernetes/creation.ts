import { NotReadyError } from "../protocol/failures";
import type { CreateCall } from "../protocol/provider";
import { hasUnknown, revealMap, type JsonObject, type ValueMap, asText } from "../protocol/values";
import { CancelledError, createFailure, isWrongManifest, mayCureItself } from "./apiErrors";
import type { ApiClient } from "./client";
import type { Cluster } from "./cluster";
import { CREATOR, takeOver } from "./fieldManagers";
import { annotationOf, idOf, newFieldManager } from "./names";
import { pause } from "./pause";
import { applyObject, patchManagers } from "./serverSideApply";
import { asManifest, asValues, toProperties, type Bookkeeping } from "./state";
import { identityOf, targetOf } from "./target";
import { WaitError, waitFor } from "./wait/waitFor";

/** Seconds before each further try where something needed may be on its way (namespace, CRD). */
const PAUSES = [1, 2, 4, 8, 16];

export interface Created {
  readonly id: string;
  readonly properties: ValueMap;
}

export async function create(cluster: Cluster, call: CreateCall): Promise<Created> {
  const open = revealMap(call.inputs);
  const notes: Bookkeeping = {
    manager: newFieldManager(),
    initialApiVersion: asText(open["apiVersion"]),
  };
  if (call.preview) return previewed(cluster, call, open, notes);

  const live = await patiently(call, async () => {
    const client = await cluster.client();
    return sendNew(cluster, client, asManifest(open), notes.manager, call);
  });
  return waited(cluster, call, live, notes);
}

/** A dry run where that can say something, else an echo: a missing namespace may come with `up`. */
async function previewed(
  cluster: Cluster,
  call: CreateCall,
  open: ValueMap,
  notes: Bookkeeping,
): Promise<Created> {
  const echo = { id: "", properties: call.inputs };
  if (hasUnknown(open)) return echo;
  try {
    const client = await cluster.client();
    const live = await sendNew(cluster, client, asManifest(open), notes.manager, call);
    return { id: "", properties: toProperties(live, call.inputs, notes) };
  } catch (error) {
    if (isWrongManifest(error)) throw createFailure(call.urn, error as Error);
    call.log.status(`not checked by the cluster: ${(error as Error).message}`);
    return echo;
  }
}

async function patiently<T>(call: CreateCall, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const seconds = PAUSES[tries];
      if (seconds === undefined || !mayCureItself(error)) {
        throw createFailure(call.urn, error as Error);
      }
      call.log.status(`Try ${tries + 1} of ${PAUSES.length + 1}: ${(error as Error).message}`);
      await pause(seconds * 1_000, call.signal, call.name);
    }
  }
}

async function sendNew(
  cluster: Cluster,
  client: ApiClient,
  manifest: JsonObject,
  manager: string,
  call: CreateCall,
): Promise<JsonObject> {
  const options = {
    signal: call.signal,
    onWarning: (text: string) => call.log.warn(text),
    ...(call.preview && { retries: 1 }),
  };
  const target = await targetOf(client, identityOf(manifest), options);
  const dryRun = call.preview ? "All" : undefined;
  if (cluster.settings.upsert) {
    const live = await client.find(target.path, options);
    const fields = live && takeOver(live, manager, { orphans: true });
    if (live && fields && !call.preview)
      await patchManagers(client, target.path, live, fields, options);
    const force =
      call.preview || annotationOf(asValues(manifest), "pulumi.com/patchForce") === "true";
    return applyObject(client, target.path, manifest, { ...options, manager, force, dryRun });
  }
  return client.request(target.collection, {
    ...options,
    method: "POST",
    body: manifest,
    query: { fieldManager: CREATOR, dryRun },
  });
}

async function waited(
  cluster: Cluster,
  call: CreateCall,
  live: JsonObject,
  notes: Bookkeeping,
): Promise<Created> {
  const id = idOf(asValues(live));
  try {
    const ready = await waitForCall(cluster, call, live);
    return { id, properties: toProperties(ready, call.inputs, notes) };
  } catch (error) {
    const failed = error instanceof WaitError ? error : undefined;
    throw new NotReadyError(`resource "${call.urn}" was created, but ${(error as Error).message}`, {
      id,
      properties: toProperties(failed?.live ?? live, call.inputs, notes),
      inputs: call.inputs,
      reasons: failed?.reasons ?? [],
    });
  }
}

/** Waits as long as the object, the resource options and the provider say. */
export async function waitForCall(
  cluster: Cluster,
  call: CreateCall,
  live: JsonObject,
): Promise<JsonObject> {
  if (cluster.skipsWait(call.inputs)) {
    call.log.status("Not waited for, as asked");
    return live;
  }
  const client = await cluster.client();
  const { path } = await targetOf(client, identityOf(live), { signal: call.signal });
  if (call.signal.aborted) throw new CancelledError(call.name);
  return waitFor({
    client,
    path,
    live,
    milliseconds: cluster.waitMilliseconds(call.inputs, call.timeout),
    signal: call.signal,
    onStatus: (text) => call.log.status(text),
  });
}
