import { type Limits, Reader } from "./reader";

export interface DatabaseSettings {
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  /** Absent where the server lets the user in without one. */
  readonly passwordFile?: string;
  /** With it every connection is encrypted, and the server's name is checked. */
  readonly caFile?: string;
  /** With it every connection is encrypted, and the server proves that it knows the password. */
  readonly channelBinding?: boolean;
}

export interface ServeSettings {
  readonly port: number;
  readonly logLevel: string;
  readonly database: DatabaseSettings;
  /** Connections for requests; readiness has one more. */
  readonly poolSize: number;
  /** Length of the accept queue. */
  readonly backlog: number;
  readonly maxConnections?: number;
  /** Seconds of silence before the first keepalive probe of a client's connection. */
  readonly keepaliveIdle?: number;
  /** Without it orders are queued and nobody is asked. */
  readonly paymentsUrl?: string;
  /** Whether the cookie is sent over HTTPS only. */
  readonly secureCookie: boolean;
}

export interface MigrateSettings {
  readonly logLevel: string;
  readonly database: DatabaseSettings;
  /** Role of the server, which gets its rights here. */
  readonly appUser: string;
}

export interface SeedSettings {
  readonly logLevel: string;
  readonly database: DatabaseSettings;
  readonly seed: number;
  readonly products: number;
}

/** Either the settings, or one sentence for each problem. */
export type Outcome<T> = { readonly settings: T } | { readonly problems: readonly string[] };

type Env = Readonly<Record<string, string | undefined>>;

/** What one process with one event loop cannot do, and why. */
const IMPOSSIBLE: Readonly<Record<string, string>> = {
  REUSEPORT: "Node 20 has no option for SO_REUSEPORT on a TCP server",
  STACK_KIB: "the shop serves on the main thread, whose stack Node takes from its command line",
  KEEPALIVE_INTERVAL: "Node sets the interval to 1 second and offers no option for it",
  KEEPALIVE_COUNT: "Node sets the count to 10 probes and offers no option for it",
};

export function serveSettings(env: Env, limits: Limits): Outcome<ServeSettings> {
  const read = new Reader(env, limits);
  for (const [name, why] of Object.entries(IMPOSSIBLE)) read.refuse(name, why);
  if (read.number("WORKERS", 1, 256, 1) !== 1) {
    read.refuse("WORKERS", "the shop is one process with one event loop; raise the replicas");
  }
  return read.outcome({
    port: read.number("PORT", 1, 65_535, 8080),
    logLevel: logLevel(read),
    database: database(read, "shop_app"),
    poolSize: read.number("POOL_SIZE", 1, 1_000, 10),
    backlog: read.backlog("BACKLOG"),
    maxConnections: read.optionalNumber("MAX_CONNECTIONS", 1, 1_000_000),
    keepaliveIdle: read.optionalNumber("KEEPALIVE_IDLE", 1, 32_767),
    paymentsUrl: read.url("PAYMENTS_URL"),
    secureCookie: read.flag("COOKIE_SECURE", false),
  });
}

export function migrateSettings(env: Env, limits: Limits): Outcome<MigrateSettings> {
  const read = new Reader(env, limits);
  return read.outcome({
    logLevel: logLevel(read),
    database: database(read, "shop_owner"),
    appUser: read.name("DATABASE_APP_USER", "shop_app"),
  });
}

export function seedSettings(env: Env, limits: Limits): Outcome<SeedSettings> {
  const read = new Reader(env, limits);
  return read.outcome({
    logLevel: logLevel(read),
    database: database(read, "shop_owner"),
    seed: read.number("SEED", 0, 999_999_999, 1),
    products: read.number("PRODUCTS", 1, 1_000_000, 10_000),
  });
}

function logLevel(read: Reader): string {
  return read.choice("LOG_LEVEL", ["debug", "info", "warn", "error", "silent"], "info");
}

function database(read: Reader, user: string): DatabaseSettings {
  return {
    host: read.host("DATABASE_HOST"),
    port: read.number("DATABASE_PORT", 1, 65_535, 5432),
    name: read.name("DATABASE_NAME", "shop"),
    user: read.name("DATABASE_USER", user),
    passwordFile: read.file("DATABASE_PASSWORD_FILE"),
    caFile: read.file("DATABASE_TLS_CA_FILE"),
    ...(read.flag("DATABASE_CHANNEL_BINDING", false) && { channelBinding: true }),
  };
}
