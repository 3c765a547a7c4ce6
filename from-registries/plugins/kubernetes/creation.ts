import type { CreateCall } from "../protocol/provider";
import { hasUnknown, revealMap, type JsonObject, type ValueMap, asText } from "../protocol/values";
import { createFailure, isWrongManifest, mayCureItself } from "./apiErrors";
import type { ApiClient } from "./client";
import type { Cluster } from "./cluster";
import { CREATOR, takeOver } from "./fieldManagers";
import { annotationOf, idOf } from "./names";
import { pause } from "./pause";
import { applyObject, patchManagers } from "./serverSideApply";
import { settled } from "./settling";
import { asManifest, asValues, bookkeepingOf, toProperties, type Bookkeeping } from "./state";
import { identityOf, targetOf } from "./target";

/** Seconds before each further try where something needed may be on its way (namespace, CRD). */
const PAUSES = [1, 2, 4, 8, 16];

export interface Created {
  readonly id: string;
  readonly properties: ValueMap;
}

export async function create(cluster: Cluster, call: CreateCall): Promise<Created> {
  const open = revealMap(call.inputs);
  const notes = bookkeepingOf({}, asText(open["apiVersion"]));
  if (call.preview) return previewed(cluster, call, open, notes);

  const live = await patiently(call, async () => {
    const client = await cluster.client();
    return sendNew(cluster, client, asManifest(open), notes.manager, call);
  });
  const id = idOf(asValues(live));
  const done = `resource "${call.urn}" was created`;
  return { id, properties: await settled(cluster, call, live, notes, { id, done }) };
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
