import type { Client } from "pg";
import { generateProducts } from "../../../services/shop/src/catalogue/generate";
import { plant } from "../../../services/shop/src/catalogue/plant";
import { clientClass, clientConfig } from "../../../services/shop/src/database/database";
import { migrate } from "../../../services/shop/src/database/migrate";
import { createLog } from "../../../services/shop/src/log";
import type { DatabaseSettings } from "../../../services/shop/src/settings/settings";
import { buildImage, removeAll } from "../docker";
import { PostgresServer, type Role } from "../postgresServer";

/** A PostgreSQL of services/postgres, whose rows live as long as the test file. */
export class ShopDatabase {
  private constructor(
    private readonly server: PostgresServer,
    /** How each role reaches it, until its container is stopped. */
    readonly settings: Readonly<Record<Role, DatabaseSettings>>,
  ) {}

  /** Starts one and waits until it serves. */
  static async start(options: readonly string[] = []): Promise<ShopDatabase> {
    const server = await PostgresServer.create(await buildImage("postgres"));
    server.write("settings", "settings.conf", "max_connections = 50\n");
    await server.start({ DATABASE: "shop" }, options);
    await server.ready();
    const [owner, app] = [await server.settingsOf("owner"), await server.settingsOf("app")];
    return new ShopDatabase(server, { owner, app });
  }

  /** Of the container. */
  get id(): string {
    return this.server.id;
  }

  /** With its schema, and the first products of a seed. */
  async fill(products: number): Promise<void> {
    await this.asOwner(async (client) => {
      await migrate(client, "app", createLog("silent"));
      await plant(client, generateProducts(1, products));
    });
  }

  async asOwner<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return this.as("owner", work);
  }

  async as<T>(role: Role, work: (client: Client) => Promise<T>): Promise<T> {
    const settings = this.settings[role];
    const client = new (clientClass(settings))(clientConfig(settings));
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
    await removeAll();
    await this.server.destroy();
  }
}
