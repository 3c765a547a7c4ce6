import { NotReadyError } from "../protocol/failures";
import type { CreateCall } from "../protocol/provider";
import type { JsonObject, ValueMap } from "../protocol/values";
import type { ApiClient } from "./client";
import { toProperties, type Bookkeeping } from "./state";
import { skipsWait, waitOf } from "./wait/wait";
import { WaitError, waitFor } from "./wait/waitFor";

/**
 * Waits for what was sent and gives its properties. What does not become ready is there all the
 * same: the state keeps it, with the reasons.
 *
 * @param done What has happened so far: `"n/a" was changed`.
 */
export async function settled(
  client: ApiClient,
  call: CreateCall,
  live: JsonObject,
  notes: Bookkeeping,
  { id, done }: { readonly id: string; readonly done: string },
): Promise<ValueMap> {
  const { inputs, signal } = call;
  if (skipsWait(inputs)) {
    call.log.status("Not waited for, as asked");
    return toProperties(live, inputs, notes);
  }
  try {
    const path = await client.pathOf(live, { signal });
    return toProperties(await waitFor(waitOf(call, client, path, live)), inputs, notes);
  } catch (error) {
    const failed = error instanceof WaitError ? error : { live, reasons: [] };
    const properties = toProperties(failed.live, inputs, notes);
    const message = `${done}, but ${(error as Error).message}`;
    throw new NotReadyError(message, { id, properties, inputs, reasons: failed.reasons });
  }
}
