import { EventEmitter } from "node:events";
import { BoundClient } from "../../../services/shop/src/database/boundClient";
import { clientClass } from "../../../services/shop/src/database/database";

/** Stands in for what pg talks through: the test says what a server sends. */
class Wire extends EventEmitter {
  readonly sent: string[] = [];
  readonly stream = { destroyed: false, destroy: () => (this.stream.destroyed = true) };

  connect = (): void => undefined;
  password = (text: string): void => void (!this.stream.destroyed && this.sent.push(text));
  sendSASLInitialResponseMessage = (mechanism: string): void =>
    void (!this.stream.destroyed && this.sent.push(mechanism));
}

interface Login {
  readonly wire: Wire;
  readonly outcome: Promise<unknown>;
}

/** Begins to connect to a server that then sends these messages. */
function login(...messages: readonly (readonly [name: string, message: object])[]): Login {
  const wire = new Wire();
  const client = new BoundClient({ password: "hunter2", connection: wire } as object);
  const outcome = client.connect().then(
    () => "connected",
    (error: unknown) => (error as Error).message,
  );
  for (const [name, message] of messages) wire.emit(name, message);
  return { wire, outcome };
}

const OK = ["authenticationOk", {}] as const;
const READY = ["readyForQuery", { status: "I" }] as const;
const required = "and channel binding is required";

test.each([
  ["authenticationCleartextPassword", "asks for the password itself"],
  ["authenticationMD5Password", "asks for an MD5 of the password"],
])("hangs up at %s, and tells no password", async (name, what) => {
  const { wire, outcome } = login([name, { salt: Buffer.alloc(4) }], OK, READY);

  expect(await outcome).toBe(`the database server ${what}, ${required}`);
  await new Promise(setImmediate);
  expect(wire.stream.destroyed).toBe(true);
  expect(wire.sent).toEqual([]);
});

test("hangs up on a server that offers no channel binding", async () => {
  const { wire, outcome } = login(["authenticationSASL", { mechanisms: ["SCRAM-SHA-256"] }]);

  expect(await outcome).toBe(`the database server offers no SCRAM-SHA-256-PLUS, ${required}`);
  await new Promise(setImmediate);
  expect(wire.sent).toEqual([]);
});

test("hangs up on a server that lets in without a proof", async () => {
  const { wire, outcome } = login(OK, READY);

  expect(await outcome).toBe(`the database server lets in without a proof of its own, ${required}`);
  expect(wire.stream.destroyed).toBe(true);
});

test("takes no proof that has not been asked for", async () => {
  const { outcome } = login(["authenticationSASLFinal", { data: "v=AAAA" }], OK, READY);

  expect(await outcome).not.toBe("connected");
});

test("has its password of a pool as well, which hides it among its options", () => {
  const hidden = Object.defineProperty({}, "password", { value: "hunter2" });

  expect((new BoundClient(hidden) as { password?: unknown }).password).toBe("hunter2");
});

test("is the client where the settings ask for it, and else pg's own", () => {
  const settings = { host: "db", port: 5432, name: "shop", user: "app" };

  expect(clientClass({ ...settings, channelBinding: true })).toBe(BoundClient);
  expect(clientClass(settings)).not.toBe(BoundClient);
});
