import type { Logger } from "pino";
import type { Database } from "../database/database";
import { isPassing } from "../database/unavailable";
import type { OrderStatus } from "../orders/orders";
import { type Due, postpone, takeDue } from "../orders/outbox";
import { settle } from "../orders/settle";
import { NoDecision, requestPayment } from "./client";

/** Milliseconds between two looks at an empty queue. */
const IDLE = 1_000;

/** Told of every attempt, for the metrics. */
export type OnAttempt = (outcome: "paid" | "declined" | "no-decision") => void;

/**
 * Sends what is queued to the payments service: at once for an order that was just placed, later
 * for one whose first attempt brought no decision. Without the service's address the queue rests.
 */
export class Dispatcher {
  private stopping = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly url: string | undefined,
    private readonly log: Logger,
    private readonly onAttempt: OnAttempt,
  ) {}

  start(): void {
    if (this.url !== undefined) this.running = this.loop(this.url);
  }

  /** Lets the attempt that is under way come to its end. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  /** The first attempt for an order, which stays queued whatever goes wrong here. */
  async attemptNow(due: Due): Promise<OrderStatus> {
    if (this.url === undefined) return "queued";
    try {
      return await this.attempt(this.url, due);
    } catch (error) {
      this.log.warn({ orderId: due.orderId, err: error }, "the payment will be asked for later");
      return "queued";
    }
  }

  private async loop(url: string): Promise<void> {
    while (!this.stopping) {
      const found = await this.next(url).catch((error: unknown) => {
        const level = isPassing(error) ? "warn" : "error";
        this.log[level]({ err: error }, "the queue of payments cannot be read");
        return false;
      });
      if (!found) await this.pause();
    }
  }

  private async next(url: string): Promise<boolean> {
    const due = await this.database.run(takeDue);
    if (due === undefined) return false;
    await this.attempt(url, due);
    return true;
  }

  private async attempt(url: string, due: Due): Promise<OrderStatus> {
    const { orderId } = due;
    try {
      const decision = await requestPayment(url, due);
      await this.database.transaction((connection) => settle(connection, orderId, decision));
      this.onAttempt(decision.kind);
      this.log.info({ orderId, outcome: decision.kind, ...due.trace }, "payment decided");
      return decision.kind;
    } catch (error) {
      if (!(error instanceof NoDecision)) throw error;
      this.onAttempt("no-decision");
      this.log.warn({ orderId, why: error.message, ...due.trace }, "payment not decided");
      await this.database.run((connection) => postpone(connection, orderId, error.message));
      return "queued";
    }
  }

  private async pause(): Promise<void> {
    if (this.stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, IDLE);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
