import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../platform/exec";
import type { DatabaseSettings } from "../../services/shop/src/settings/settings";
import { docker } from "./docker";

const OPTIONS = [
  ...["--memory", "512m", "--read-only", "--cap-drop", "ALL"],
  ...["--security-opt", "no-new-privileges"],
  ...["--tmpfs", "/run/postgresql:uid=65532,gid=65532,mode=0700"],
];

export const PASSWORDS = { owner: "owner's \\ 'p%ss", app: "app-password" } as const;
export type Role = keyof typeof PASSWORDS;

export interface Outcome {
  readonly code: number;
  readonly text: string;
}

/** A volume of its own, and one container at a time that serves it, as the pod does. */
export class PostgresServer {
  private readonly folder = mkdtempSync(join(tmpdir(), "tare-postgres-"));
  private readonly volume: string;
  private container: string | undefined;

  private constructor(
    private readonly image: string,
    name: string,
  ) {
    this.volume = name;
    // The container's user is another one than ours.
    chmodSync(this.folder, 0o755);
    this.write("settings", "settings.conf", "max_connections = 20\n");
    for (const role of ["owner", "app"] as const) this.write("passwords", role, PASSWORDS[role]);
  }

  static async create(image: string): Promise<PostgresServer> {
    return new PostgresServer(image, await docker(["volume", "create"]));
  }

  /** Of the container. */
  get id(): string {
    if (this.container === undefined) throw new Error("no container was started");
    return this.container;
  }

  /** Writes one of the files that the pod mounts. */
  write(kind: "settings" | "passwords", name: string, text: string): void {
    writeFileSync(join(this.folder, `${kind}-${name}`), text, { mode: 0o644 });
  }

  /** @param options Of `docker run` besides. */
  async start(
    env: Readonly<Record<string, string>> = { DATABASE: "shop" },
    options: readonly string[] = [],
  ): Promise<void> {
    await this.remove();
    const at = "/etc/tare/postgres";
    const mount = (kind: string, name: string): string[] => [
      "--volume",
      `${join(this.folder, `${kind}-${name}`)}:${at}/${kind}/${name}:ro`,
    ];
    const mounts = [
      ...["--volume", `${this.volume}:/var/lib/postgresql`],
      ...mount("settings", "settings.conf"),
      ...mount("passwords", "owner"),
      ...mount("passwords", "app"),
    ];
    const variables = Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
    this.container = await docker([
      "run",
      "--detach",
      ...OPTIONS,
      ...options,
      ...mounts,
      ...variables,
      this.image,
    ]);
  }

  async ready(): Promise<void> {
    const end = Date.now() + 30_000;
    while ((await this.exec(["pg_isready", "-q", "-h", "/run/postgresql"])).code !== 0) {
      if (Date.now() > end) throw new Error(`not ready: ${await this.log()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Waits for the end, and gives it with all that was said. */
  async end(): Promise<Outcome> {
    const code = Number(await docker(["wait", this.id]));
    return { code, text: await this.log() };
  }

  async signal(name: "KILL" | "TERM" | "INT"): Promise<void> {
    await docker(["kill", "--signal", name, this.id]);
  }

  async log(): Promise<string> {
    const { stdout, stderr } = await run("docker", ["logs", this.id], { timeout: 10_000 });
    return stdout + stderr;
  }

  /** Runs a command in the container. */
  async exec(command: readonly string[], variables: readonly string[] = []): Promise<Outcome> {
    const env = variables.flatMap((variable) => ["--env", variable]);
    const script = 'out=$("$@" 2>&1); echo "$?"; echo "$out"';
    const text = await docker([
      "exec",
      ...env,
      this.id,
      "sh",
      "-c",
      script,
      "sh",
      ...command,
    ]).catch((error: unknown) => `1\n${String(error)}`);
    const [code = "1", ...lines] = text.split("\n");
    return { code: Number(code), text: lines.join("\n") };
  }

  /** Asks over the network, with TLS and a password, as a client does. */
  async ask(role: Role, sql: string, options = "sslmode=require channel_binding=require") {
    const address = `host=127.0.0.1 user=${role} dbname=shop ${options}`;
    return this.exec(
      ["psql", address, "-v", "ON_ERROR_STOP=1", "-Atc", sql],
      [`PGPASSWORD=${PASSWORDS[role]}`],
    );
  }

  /** What the shop is told to reach it as that role, with channel binding. */
  async settingsOf(role: Role): Promise<DatabaseSettings> {
    const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
    const host = await docker(["inspect", "--format", format, this.id]);
    const passwordFile = join(this.folder, `passwords-${role}`);
    return { host, port: 5432, name: "shop", user: role, passwordFile, channelBinding: true };
  }

  /** Asks as the superuser, whom only the socket lets in. */
  async askSuperuser(sql: string): Promise<Outcome> {
    return this.exec(["psql", "-U", "postgres", "-d", "shop", "-Atc", sql]);
  }

  /** Removes all that it made. */
  async destroy(): Promise<void> {
    await this.remove();
    await docker(["volume", "rm", this.volume]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async remove(): Promise<void> {
    if (this.container !== undefined) await docker(["rm", "--force", this.container]);
    this.container = undefined;
  }
}
