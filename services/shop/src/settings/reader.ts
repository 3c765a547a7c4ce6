import type { Outcome } from "./settings";

/** What the machine grants. */
export interface Limits {
  /** The longest accept queue; absent where it cannot be read. */
  readonly somaxconn?: number;
  /** Text of a file; throws where it cannot be read. */
  readonly readFile: (path: string) => string;
}

/** Node's own default, unless the machine grants less. */
const BACKLOG = 511;

/** Reads variables one by one and collects what is wrong with them, all of it. */
export class Reader {
  private readonly problems: string[] = [];

  constructor(
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly limits: Limits,
  ) {}

  outcome<T>(settings: T): Outcome<T> {
    return this.problems.length === 0 ? { settings } : { problems: this.problems };
  }

  /** A variable that must not be set. */
  refuse(name: string, why: string): void {
    const text = this.text(name);
    if (text !== undefined) this.problem(name, `cannot be honoured: ${why}. Unset ${name}`);
  }

  number(name: string, min: number, max: number, otherwise: number): number {
    return this.optionalNumber(name, min, max) ?? otherwise;
  }

  optionalNumber(name: string, min: number, max: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    this.problem(name, `must be a whole number from ${min} to ${max}`);
    return undefined;
  }

  backlog(name: string): number {
    const { somaxconn = Infinity } = this.limits;
    const asked = this.optionalNumber(name, 1, 65_535);
    if (asked !== undefined && asked > somaxconn) {
      this.problem(
        name,
        `cannot be honoured: the kernel cuts it to net.core.somaxconn, which is ${somaxconn} ` +
          `here. Raise the sysctl or ask for ${somaxconn} or less`,
      );
    }
    return asked ?? Math.min(BACKLOG, somaxconn);
  }

  flag(name: string, otherwise: boolean): boolean {
    const text = this.choice(name, ["true", "false", "1", "0"], String(otherwise));
    return text === "true" || text === "1";
  }

  choice(name: string, allowed: readonly string[], otherwise: string): string {
    const text = this.text(name) ?? otherwise;
    if (!allowed.includes(text)) this.problem(name, `must be one of ${allowed.join(", ")}`);
    return text;
  }

  /** Of a database or a role. */
  name(name: string, otherwise: string): string {
    const text = this.text(name) ?? otherwise;
    if (!/^[a-z_][a-z0-9_]{0,62}$/.test(text)) {
      this.problem(name, "must be at most 63 small letters, digits and _, a letter first");
    }
    return text;
  }

  host(name: string): string {
    const text = this.text(name);
    if (text === undefined) this.problems.push(`${name} must be set: the host of the database.`);
    else if (!/^[A-Za-z0-9.:-]{1,253}$/.test(text)) {
      this.problem(name, "must be the name or the address of a host");
    }
    return text ?? "";
  }

  file(name: string): string | undefined {
    const path = this.text(name);
    if (path === undefined) return undefined;
    try {
      if (this.limits.readFile(path).trim() === "") this.problem(name, "must not be an empty file");
    } catch {
      this.problem(name, "must be a file that can be read");
    }
    return path;
  }

  url(name: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const plain = url?.username === "" && url.password === "" && url.search === "";
    if (plain && /^https?:$/.test(url.protocol)) return text.replace(/\/+$/, "");
    // What it holds may be a secret: a password in the address is one reason to be here.
    this.problems.push(`${name} must be an http or https address without user and query.`);
    return undefined;
  }

  private text(name: string): string | undefined {
    const text = this.env[name];
    return text === "" ? undefined : text;
  }

  private problem(name: string, what: string): void {
    this.problems.push(`${name}=${this.env[name] ?? ""} ${what}.`);
  }
}
