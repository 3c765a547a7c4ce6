import { createServer, type Server } from "node:net";
import { portHolder } from "../../platform/portHolder";

let server: Server;
let port = 0;

beforeEach(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" ? (address?.port ?? 0) : 0;
});

afterEach(() => server.close());

describe("portHolder", () => {
  it("names a holder, when a program listens on the port", async () => {
    await expect(portHolder(port)).resolves.toMatch(/process \d+|another program/);
  });

  it("is undefined, when the port is free", async () => {
    await new Promise((resolve) => server.close(resolve));

    await expect(portHolder(port)).resolves.toBeUndefined();
  });
});
