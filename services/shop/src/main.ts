import { readFileSync } from "node:fs";
import type { Client } from "pg";
import { generateProducts } from "./catalogue/generate";
import { plant } from "./catalogue/plant";
import { clientClass, clientConfig } from "./database/database";
import { migrate } from "./database/migrate";
import { createLog } from "./log";
import { serve } from "./serve";
import type { Limits } from "./settings/reader";
import {
  type DatabaseSettings,
  migrateSettings,
  type Outcome,
  seedSettings,
  serveSettings,
} from "./settings/settings";

/** Exit code for a setting that is wrong (EX_CONFIG of sysexits.h). */
const EXIT_SETTING = 78;
/** Exit code for a verb that there is not (EX_USAGE). */
const EXIT_USAGE = 64;

type Env = NodeJS.ProcessEnv;

const VERBS: Readonly<Record<string, (env: Env, limits: Limits) => Promise<void>>> = {
  serve: async (env, limits) => {
    const running = await serve(accepted(serveSettings(env, limits)));
    const end = (): void => void running.stop().then(() => process.exit(0), failed);
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, end);
  },
  migrate: async (env, limits) => {
    const { database, appUser, logLevel } = accepted(migrateSettings(env, limits));
    const log = createLog(logLevel);
    const applied = await connected(database, (client) => migrate(client, appUser, log));
    log.info({ applied }, "the schema is up to date");
  },
  seed: async (env, limits) => {
    const { database, seed, products, logLevel } = accepted(seedSettings(env, limits));
    const all = generateProducts(seed, products);
    const added = await connected(database, (client) => plant(client, all));
    createLog(logLevel).info({ seed, products, added }, "the products are there");
  },
};

function accepted<T>(outcome: Outcome<T>): T {
  if ("settings" in outcome) return outcome.settings;
  for (const problem of outcome.problems) console.error(`shop: ${problem}`);
  process.exit(EXIT_SETTING);
}

async function connected<T>(
  settings: DatabaseSettings,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const limits = { connectionTimeoutMillis: 10_000 };
  const client = new (clientClass(settings))({ ...clientConfig(settings), ...limits });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function failed(error: unknown): never {
  console.error(`shop: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

function machineLimits(): Limits {
  const readFile = (path: string): string => readFileSync(path, "utf8");
  try {
    return { readFile, somaxconn: Number(readFile("/proc/sys/net/core/somaxconn")) || undefined };
  } catch {
    return { readFile };
  }
}

const [verb = "serve"] = process.argv.slice(2);
if (Object.hasOwn(VERBS, verb)) {
  VERBS[verb](process.env, machineLimits()).catch(failed);
} else {
  console.error(`shop: '${verb}' is no verb; choose from ${Object.keys(VERBS).join(", ")}.`);
  process.exit(EXIT_USAGE);
}
