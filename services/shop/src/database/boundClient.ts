import type { EventEmitter } from "node:events";
import { Client, type ClientConfig } from "pg";

/** The only login that proves who the server is, whoever has signed its certificate. */
const BOUND = "SCRAM-SHA-256-PLUS";

/** What pg talks through; its types do not know it. */
interface Connection extends EventEmitter {
  readonly stream: { destroy(): void };
}

/**
 * A client that lets in only a server which knows the password's verifier and holds the very TLS
 * connection that is used (channel binding, RFC 5929, tls-server-end-point). pg binds where the server
 * offers that, and otherwise does what it is asked, even tell the password; this one hangs up, as
 * libpq's `channel_binding=require` does.
 */
export class BoundClient extends Client {
  constructor(config?: ClientConfig) {
    // A pool hides the password from whoever lists its options, and so from the spread.
    const password = config?.password;
    const ssl = { rejectUnauthorized: false };
    super({ ssl, ...config, password, enableChannelBinding: true });
    const { connection } = this as unknown as { readonly connection: Connection };
    let proven = false;
    const refuse = (what: string): void => hangUp(connection, what);
    // Before pg's own listeners, which connect() adds.
    connection.on("authenticationCleartextPassword", () => refuse("asks for the password itself"));
    connection.on("authenticationMD5Password", () => refuse("asks for an MD5 of the password"));
    connection.on("authenticationSASL", ({ mechanisms }: { mechanisms: readonly string[] }) => {
      if (!mechanisms.includes(BOUND)) refuse(`offers no ${BOUND}`);
    });
    // What pg finds wrong with it is an error before the next message is looked at.
    connection.on("authenticationSASLFinal", () => (proven = true));
    connection.on("authenticationOk", () => {
      if (!proven) refuse("lets in without a proof of its own");
    });
  }
}

/** Nothing is sent any more, and what follows in the same packet does not make it usable. */
function hangUp(connection: Connection, what: string): void {
  connection.stream.destroy();
  connection.removeAllListeners("readyForQuery");
  const error = new Error(`the database server ${what}, and channel binding is required`);
  connection.emit("error", error);
}
