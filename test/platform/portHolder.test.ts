import { createServer, type Server } from "node:net";
import { portHolder } from "../../platform/portHolder";

async function listening(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { server, port: typeof address === "object" ? (address?.port ?? 0) : 0 };
}

describe("portHolder", () => {
  it("names a holder, when a program listens on the port", async () => {
    const { server, port } = await listening();

    await expect(portHolder(port)).resolves.toMatch(/process \d+|another program/);
    server.close();
  });

  it("is undefined, when the port is free", async () => {
    const { server, port } = await listening();
    await new Promise((resolve) => server.close(resolve));

    await expect(portHolder(port)).resolves.toBeUndefined();
  });
});
