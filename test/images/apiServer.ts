import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const FIXTURES = join(__dirname, "../../services/kubeapi/fixtures");

/** The name that its certificate is made for. */
export const API_SERVER = "apiserver";
export const AUDIENCE = "tare-nodeprobe";

/** As much of a TokenReview as is asked. */
interface Question {
  readonly spec: { readonly token: string; readonly audiences: readonly string[] };
}

/** What nodeprobe asked: path, its own token, and what it sent. */
export interface Asked {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly question: Question;
}

/** Answers TokenReviews on this machine, where containers reach it under the name above. */
export class ApiServer {
  readonly asked: Asked[] = [];
  private readonly server: Server;

  /** @param users Whose each token is; any other token is not known. */
  private constructor(private readonly users: Readonly<Record<string, string>>) {
    const file = (name: string): Buffer => readFileSync(join(FIXTURES, name));
    const options = { cert: file("server.pem"), key: file("server.key") };
    this.server = createServer(options, (request, response) => void this.take(request, response));
  }

  static async start(users: Readonly<Record<string, string>>): Promise<ApiServer> {
    const api = new ApiServer(users);
    // On every address, because a container sees this machine by its bridge.
    await new Promise<void>((resolve) => api.server.listen(0, "0.0.0.0", resolve));
    return api;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What a pod finds in the folder of its account. */
  static account(): Readonly<Record<"ca.crt" | "token", string>> {
    return { "ca.crt": readFileSync(join(FIXTURES, "ca.pem"), "utf8"), token: "own-token" };
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const question = JSON.parse(Buffer.concat(chunks).toString()) as Question;
    const { authorization } = request.headers;
    this.asked.push({ url: request.url, authorization, question });
    const username = this.users[question.spec.token];
    const status =
      username === undefined
        ? { error: "invalid bearer token" }
        : { authenticated: true, user: { username }, audiences: question.spec.audiences };
    response.writeHead(201, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ kind: "TokenReview", status }));
  }
}
