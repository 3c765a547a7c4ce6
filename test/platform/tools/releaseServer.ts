import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

export type Behaviour = "whole" | "missing" | "truncated" | "stalled" | "slow" | "forbidden";

/** A release host on loopback that serves one file in the way a test asks for. */
export class ReleaseServer {
  behaviour: Behaviour = "whole";
  /** Whether a Range header is honoured. */
  ranges = true;
  readonly requests: { path: string; range: string | undefined; host: string | undefined }[] = [];
  /** What was asked of it as a proxy; every tunnel leads to the server itself. */
  readonly tunnels: string[] = [];
  private readonly server: Server;

  constructor(readonly content: Buffer) {
    this.server = createServer((request, response) => this.answer(request, response));
    this.server.on("connect", (request: IncomingMessage, client: Socket) => {
      this.tunnels.push(request.url ?? "");
      const here = connect((this.server.address() as AddressInfo).port, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        here.pipe(client).pipe(here);
      });
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get sha256(): string {
    return createHash("sha256").update(this.content).digest("hex");
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { range, host } = request.headers;
    this.requests.push({ path: request.url ?? "", range, host });
    if (this.behaviour === "missing") return void response.writeHead(404).end();
    if (this.behaviour === "forbidden") return void response.writeHead(403).end();
    const start = this.ranges ? Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0) : 0;
    const body = this.content.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, { "content-length": body.length });
    if (this.behaviour === "whole") return void response.end(body);
    this.trickle(response, body);
  }

  private trickle(response: ServerResponse, body: Buffer): void {
    const half = Math.floor(body.length / 2);
    response.write(body.subarray(0, half));
    if (this.behaviour === "truncated") setTimeout(() => response.destroy(), 20);
    if (this.behaviour === "slow") this.drip(response, body.subarray(half));
  }

  /** A few bytes every 40 ms, for a second in all: slow, but never silent for long. */
  private drip(response: ServerResponse, rest: Buffer): void {
    if (rest.length === 0) return void response.end();
    response.write(rest.subarray(0, 200));
    setTimeout(() => this.drip(response, rest.subarray(200)), 40);
  }
}
