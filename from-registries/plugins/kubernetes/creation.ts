import type { CreateCall, Provider } from "../protocol/provider";
import { asText, hasUnknown, type JsonObject, revealMap, type ValueMap } from "../protocol/values";
import { ApiError, isNotFound, UnknownKindError } from "./apiErrors";
import { type ApiClient, pause } from "./client";
import type { Cluster } from "./cluster";
import { CREATOR } from "./fieldManagers";
import { idOf } from "./names";
import { settled } from "./settling";
import { type Bookkeeping, bookkeepingOf, toProperties } from "./state";

/** Seconds before each further try where something needed may be on its way (namespace, CRD). */
const PAUSES = [1, 2, 4, 8, 16];

type Created = Awaited<ReturnType<Provider["create"]>>;

export async function create(cluster: Cluster, call: CreateCall): Promise<Created> {
  const manifest = revealMap(call.inputs);
  const notes = bookkeepingOf({}, asText(manifest["apiVersion"]));
  if (call.preview) return previewed(cluster, call, manifest, notes);
  const client = await cluster.client();
  const live = await patiently(call, () => post(client, manifest, call));
  const id = idOf(live);
  const done = `resource "${call.urn}" was created`;
  return { id, properties: await settled(client, call, live, notes, { id, done }) };
}

/** A dry run where that can say something, else an echo: a missing namespace may come with `up`. */
async function previewed(
  cluster: Cluster,
  call: CreateCall,
  manifest: ValueMap,
  notes: Bookkeeping,
): Promise<Created> {
  const echo = { id: "", properties: call.inputs };
  if (hasUnknown(manifest)) return echo;
  try {
    const live = await post(await cluster.client(), manifest, call);
    return { id: "", properties: toProperties(live, call.inputs, notes) };
  } catch (error) {
    // A preview only fails for what `up` could not get past either: the manifest itself is wrong.
    if (error instanceof ApiError && [400, 422].includes(error.code)) throw failure(call, error);
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
      if (seconds === undefined || !mayCureItself(error)) throw failure(call, error as Error);
      call.log.status(`Try ${tries + 1} of ${PAUSES.length + 1}: ${(error as Error).message}`);
      await pause(seconds * 1_000, call.signal, call.name);
    }
  }
}

function mayCureItself(error: unknown): boolean {
  if (error instanceof UnknownKindError || isNotFound(error)) return true;
  // A namespace's default service account is made a moment after the namespace.
  return error instanceof ApiError && error.code === 403 && /serviceaccount/.test(error.message);
}

async function post(client: ApiClient, manifest: ValueMap, call: CreateCall): Promise<JsonObject> {
  const retries = call.preview ? 1 : undefined;
  const options = { signal: call.signal, retries };
  const path = await client.pathOf(manifest, options);
  return client.request(path.slice(0, path.lastIndexOf("/")), {
    ...options,
    method: "POST",
    body: manifest,
    query: { fieldManager: CREATOR, dryRun: call.preview ? "All" : undefined },
  });
}

const ALREADY_EXISTS = `An object of this name exists already and was left as it is. Ways out:

  - the resource was renamed in the program: give it an alias, or deleteBeforeReplace if it must be replaced
  - it was made by hand or by another tool: take it over with "pulumi import"
  - a run was ended in the middle: "pulumi refresh", then import or delete the object`;

function failure(call: CreateCall, error: Error): Error {
  const exists = error instanceof ApiError && error.reason === "AlreadyExists";
  const hint = exists ? `\n\n${ALREADY_EXISTS}` : "";
  return new Error(`resource "${call.urn}" was not created: ${error.message}${hint}`);
}
