import type { Logger } from "pino";
import type { Database } from "../database/database";
import type { Dispatcher } from "../payments/dispatcher";
import type { Metrics } from "./metrics";

/** What the routes work with. */
export interface Context {
  readonly database: Database;
  readonly probe: Database;
  readonly dispatcher: Dispatcher;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly secureCookie: boolean;
  /** Whether the server is about to end, and new requests should go elsewhere. */
  readonly isStopping: () => boolean;
}
