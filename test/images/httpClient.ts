import { once } from "node:events";
import { request } from "node:http";
import { connect, type Socket } from "node:net";

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** One request on a connection of its own. */
export function ask(
  port: number,
  path: string,
  { method = "GET", body }: { method?: string; body?: Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port, path, method, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          body: Buffer.concat(parts),
        }),
      );
    });
    call.setTimeout(10_000, () => call.destroy(new Error(`no answer from ${path}`)));
    call.on("error", reject);
    call.end(body);
  });
}

/** A connection that is written to byte by byte. */
export class RawConnection {
  private received = "";
  private ended = false;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => (this.received += text));
    socket.on("close", () => (this.ended = true));
    socket.on("error", () => (this.ended = true));
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    return new RawConnection(socket);
  }

  send(text: string): void {
    this.socket.write(text);
  }

  /** Waits until `done` holds for what has been received; fails after 10 seconds. */
  async until(done: (text: string, ended: boolean) => boolean): Promise<string> {
    const end = Date.now() + 10_000;
    while (!done(this.received, this.ended)) {
      if (Date.now() > end) throw new Error(`waited in vain; received: ${this.received}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this.received;
  }

  close(): void {
    this.socket.destroy();
  }
}
