import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { generateProducts } from "../../../services/shop/src/catalogue/generate";
import { plant } from "../../../services/shop/src/catalogue/plant";
import { migrate } from "../../../services/shop/src/database/migrate";
import { createLog } from "../../../services/shop/src/log";
import type { DatabaseSettings } from "../../../services/shop/src/settings/settings";
import { buildFrom, docker, removeAll, startContainer } from "../docker";

const FOLDER = join(__dirname, "../../support/postgres");
/** As start.sh has them. */
const PASSWORDS = { shop_owner: "owner-of-the-test", shop_app: "app-of-the-test" };
export type Role = keyof typeof PASSWORDS;

/** A PostgreSQL of its own, whose rows live as long as the test file. */
export class ShopDatabase {
  readonly folder = mkdtempSync(join(tmpdir(), "tare-shop-"));

  private constructor(
    readonly id: string,
    readonly port: number,
  ) {
    // A container of the shop, which has another user, reads them too.
    chmodSync(this.folder, 0o755);
    for (const [role, password] of Object.entries(PASSWORDS)) {
      writeFileSync(join(this.folder, role), `${password}\n`, { mode: 0o644 });
    }
  }

  /** Starts one and waits until it lets the owner in. */
  static async start(options: readonly string[] = []): Promise<ShopDatabase> {
    const image = await buildFrom(FOLDER, join(FOLDER, "Dockerfile"));
    const args = ["--publish", "127.0.0.1::5432", ...options, image];
    const { id, port } = await startContainer(args, 5432);
    const database = new ShopDatabase(id, port);
    await database.ready();
    return database;
  }

  async ready(): Promise<void> {
    const end = Date.now() + 30_000;
    for (;;) {
      const fault = await this.asOwner((client) => client.query("SELECT 1")).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (fault === undefined) return;
      if (Date.now() > end) throw new Error(`no database: ${await docker(["logs", this.id])}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** With its schema, and the first products of a seed. */
  async fill(products: number): Promise<void> {
    await this.asOwner(async (client) => {
      await migrate(client, "shop_app", createLog("silent"));
      await plant(client, generateProducts(1, products));
    });
  }

  settings(user: Role): DatabaseSettings {
    const passwordFile = join(this.folder, user);
    return { host: "127.0.0.1", port: this.port, name: "shop", user, passwordFile };
  }

  async asOwner<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return this.as("shop_owner", work);
  }

  async as<T>(user: Role, work: (client: Client) => Promise<T>): Promise<T> {
    const { port } = this;
    const password = PASSWORDS[user];
    const client = new Client({ host: "127.0.0.1", port, database: "shop", user, password });
    // A server that is stopped ends its connections; what matters is what the query says.
    client.on("error", () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** The value of a query's first row as a number. */
  async count(sql: string): Promise<number> {
    const { rows } = await this.asOwner((client) => client.query<{ count: string }>(sql));
    return Number(rows[0].count);
  }

  /** Changes when any row of the shop does. */
  async fingerprint(): Promise<string> {
    const tables = ["products", "carts", "cart_lines", "orders", "order_lines", "outbox"];
    const parts = tables.map(
      (table) =>
        `(SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM shop.${table} t)`,
    );
    const sql = `SELECT ${parts.join(" || ")} AS print`;
    const { rows } = await this.asOwner((client) => client.query<{ print: string }>(sql));
    return rows[0].print;
  }

  async remove(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    await removeAll();
  }
}
