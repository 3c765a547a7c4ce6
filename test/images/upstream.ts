import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A slow server on this machine that containers reach under the name `upstream`. */
export class Upstream {
  /** The most connections that were open at one time. */
  most = 0;
  /** Connections there have been. */
  opened = 0;
  private static readonly running = new Set<Upstream>();
  private readonly open = new Set<Socket>();
  private readonly server: Server;

  private constructor(delay: number) {
    this.server = createServer((_, response) => void setTimeout(() => answer(response), delay));
    this.server.on("connection", (socket: Socket) => {
      this.opened += 1;
      this.open.add(socket);
      this.most = Math.max(this.most, this.open.size);
      socket.on("close", () => this.open.delete(socket));
    });
  }

  /** @param delay milliseconds until each answer */
  static async start(delay: number): Promise<Upstream> {
    const upstream = new Upstream(delay);
    Upstream.running.add(upstream);
    // On every address, because a container sees this machine by its bridge.
    await new Promise<void>((resolve) => upstream.server.listen(0, "0.0.0.0", resolve));
    return upstream;
  }

  /** The address as a container sees it. */
  get url(): string {
    return `http://upstream:${(this.server.address() as AddressInfo).port}/`;
  }

  /** Waits for the first connection; fails after 10 seconds. */
  async reached(): Promise<void> {
    const end = Date.now() + 10_000;
    while (this.opened === 0) {
      if (Date.now() > end) throw new Error("nobody has asked the upstream");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Stops all, also those of tests that failed half-way. */
  static async stopAll(this: void): Promise<void> {
    for (const upstream of Upstream.running) await upstream.stop();
    Upstream.running.clear();
  }

  private async stop(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function answer(response: ServerResponse): void {
  response.end("from upstream");
}
