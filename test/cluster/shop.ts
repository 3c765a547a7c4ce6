import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Driver } from "../support/tare";

const NAMESPACE = "ecommerce";
const PROGRAM = readFileSync(join(__dirname, "shopInside.js"), "utf8");

export interface Request {
  readonly method?: "POST";
  readonly path: string;
  readonly body?: object;
  /** Of an order: asked twice, it is placed once. */
  readonly key?: string;
}

export interface Conversation {
  readonly answers: readonly { readonly status: number; readonly body: Answer }[];
  /** By which the shop knows the buyer again. */
  readonly cookie: string;
}

interface Answer {
  readonly id?: string;
  readonly status?: string;
  readonly products?: readonly object[];
  readonly more?: boolean;
}

/** The shop as it is deployed, seen by kubectl. */
export class DeployedShop {
  constructor(private readonly tare: Driver) {}

  /** Asks it from inside one of its pods, since nothing else is let in. */
  ask(requests: readonly Request[], cookie = ""): Conversation {
    const command = ["/usr/local/bin/node", "-e", PROGRAM, JSON.stringify({ requests, cookie })];
    const output = this.kubectl("exec", "deployment/shop", "--", ...command);
    return JSON.parse(output.slice(output.indexOf("{"))) as Conversation;
  }

  /** Ends the database's pod as a lost node does, and waits for the next one and for the shop. */
  loseDatabase(): void {
    const pod = "shop-database-0";
    this.kubectl("delete", "pod", pod, "--grace-period=0", "--force");
    this.kubectl("wait", `pod/${pod}`, "--for=create", "--timeout=30s");
    this.kubectl("wait", `pod/${pod}`, "--for=condition=Ready", "--timeout=60s");
    this.kubectl("wait", "deployment/shop", "--for=condition=Available", "--timeout=30s");
  }

  /** Of pods that were not ready a moment ago, the autoscaler has no figures yet. */
  untilScaling(): void {
    this.kubectl("wait", "hpa/shop", "--for=condition=ScalingActive", "--timeout=90s");
  }

  /** Names of the objects of a kind. */
  names(kind: string): string[] {
    const output = this.read(kind, '{range .items[*]}{.metadata.name}{"\\n"}{end}');
    return output.trim().split("\n").sort();
  }

  /** What a JSONPath finds in the objects that are named. */
  read(what: string, path: string): string {
    return this.kubectl("get", ...what.split(" "), "-o", `jsonpath=${path}`);
  }

  /** The passwords that were drawn. */
  passwords(): string[] {
    const encoded = this.read("secrets", "{.items[*].data.password}");
    return encoded.split(" ").map((text) => Buffer.from(text, "base64").toString());
  }

  private kubectl(...args: readonly string[]): string {
    const { code, output } = this.tare.kubectl("-n", NAMESPACE, ...args);
    if (code !== 0) throw new Error(`kubectl ${args.slice(0, 3).join(" ")}\n${output}`);
    return output;
  }
}
