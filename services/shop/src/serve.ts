import { setTimeout as sleep } from "node:timers/promises";
import { Database, PROBING, SERVING } from "./database/database";
import { buildApp } from "./http/app";
import type { Context } from "./http/context";
import { createMetrics, watchPool } from "./http/metrics";
import { createLog } from "./log";
import { Dispatcher } from "./payments/dispatcher";
import type { ServeSettings } from "./settings/settings";

/** Milliseconds that requests under way are given; a pod's grace period must be longer. */
const DRAIN = 20_000;

/**
 * Milliseconds in which it still takes connections that are on their way: closing resets each that
 * waits to be accepted, though its request was sent before.
 */
const ARRIVING = 250;

/** A shop that listens. */
export interface Running {
  readonly port: number;
  /** Ends it: no new connection, the requests under way answered, the queue's attempt finished. */
  readonly stop: () => Promise<void>;
}

/** Starts the server. A database that is not there is no reason not to. */
export async function serve(settings: ServeSettings): Promise<Running> {
  const log = createLog(settings.logLevel);
  const onLost = (error: Error): void => log.warn({ err: error }, "a database connection was lost");
  const database = new Database(settings.database, { ...SERVING, size: settings.poolSize }, onLost);
  const probe = new Database(settings.database, PROBING, onLost);
  const metrics = createMetrics();
  watchPool(metrics, database);
  const dispatcher = new Dispatcher(database, settings.paymentsUrl, log, (outcome) =>
    metrics.payments.inc({ outcome }),
  );
  let stopping = false;
  const { secureCookie } = settings;
  const isStopping = (): boolean => stopping;
  const context: Context = {
    ...{ database, probe, dispatcher, metrics, log, secureCookie, isStopping },
  };
  const app = await buildApp(context, settings);
  await app.listen({ port: settings.port, host: "::", backlog: settings.backlog });
  dispatcher.start();

  const stop = async (): Promise<void> => {
    stopping = true;
    await sleep(ARRIVING);
    await drain(app);
    await dispatcher.stop();
    await Promise.all([database.close(), probe.close()]);
    log.info("stopped");
  };
  const address = app.server.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0, stop };
}

type App = Awaited<ReturnType<typeof buildApp>>;

/** A connection that was busy when the others were closed becomes idle later, and is closed then. */
async function drain(app: App): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  const late = setTimeout(() => app.server.closeAllConnections(), DRAIN);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(late);
  }
}
