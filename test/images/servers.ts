import matrix from "../../services/frameworks/matrix.json";

export type ServerName = keyof typeof matrix.servers;

/** Every server that services/frameworks holds. */
export const SERVERS = Object.keys(matrix.servers) as ServerName[];

/** Servers that speak the whole contract; the yardstick has no POST and no upstream. */
export const CONTESTANTS = SERVERS.filter((name) => name !== "reference");

/** Whether a server honours a setting: yes, or the reason why not. */
export function honours(server: ServerName, setting: string): true | string {
  const entry = (matrix.servers[server] as Record<string, unknown>)[setting];
  if (entry === true || typeof entry === "string") return entry;
  throw new Error(`matrix.json says nothing of ${server} and ${setting}`);
}

/** Every setting that matrix.json describes. */
export const SETTINGS = Object.keys(matrix.settings);
