import type * as pulumi from "@pulumi/pulumi";
import { HOST_ADDRESS, IPV4_RANGE } from "../config/address";
import { cpu } from "../config/cpu";
import { POSTGRES_17 } from "../config/imageReference";
import { memory } from "../config/memory";
import type { Problem } from "../config/problems";
import { amountProblems, problemIf, wholeNumberProblems } from "../workloads/argumentProblems";
import { requestProblems } from "../workloads/requestProblems";
import type { DatabaseServer, PostgresArgs } from "./postgresArgs";
import {
  CONNECTION_BOUNDS,
  LEAST_MEMORY,
  postgresSettings,
  roomForConnections,
} from "./postgresSettings";

/** Leaves room for `-settings-` or a role, a hash, and what a StatefulSet adds to its pods. */
const NAME = /^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/;
const DIGEST = /@sha256:[0-9a-f]{64}$/;
const TAGGED = new RegExp(POSTGRES_17);
const DATABASE = /^(?!postgres$|template[01]$)[a-z][a-z0-9_]{0,62}$/;
const SETTING = /^[a-z][a-z0-9_.]*$/;

/** What keeps commits, passwords and the way in as they are; the image has the last word on these. */
const FIXED =
  /^(fsync|full_page_writes|synchronous_commit|ssl.*|hba_file|ident_file|listen_addresses|port|unix_socket.*|password_encryption|config_file|data_directory|allow_alter_system|log_destination|logging_collector|log_line_prefix|(log_)?timezone|include.*)$/;

/** All that is wrong with the arguments of a Postgres, as far as it is known now. */
export function postgresProblems(name: string, args: PostgresArgs): Problem[] {
  const { database, onDelete } = args;
  const problems = [
    ...problemIf(
      !NAME.test(name),
      "name",
      name,
      "must be a DNS label of at most 40 characters that starts with a letter",
    ),
    ...problemIf(
      database !== undefined && !DATABASE.test(database),
      "database",
      database,
      "must be of lower-case letters, digits and _, start with a letter, and be none of PostgreSQL's own",
    ),
    ...problemIf(
      !["delete", "retain"].includes(onDelete),
      "onDelete",
      onDelete,
      "must be one of delete, retain",
    ),
    ...serverProblems(args.server),
    ...sizeProblems(args),
  ];
  return problems.length > 0 ? problems : [...contradictions(args), ...settingProblems(args)];
}

function serverProblems(server: DatabaseServer): Problem[] {
  if (server.kind === "statefulSet") return imageProblems(server.image);
  if (server.kind === "cloudNativePg") {
    return [
      ...taggedProblems(server.image),
      ...wholeNumberProblems("server.instances", server.instances ?? "", { min: 1, max: 9 }),
    ];
  }
  const { host, port, cidr } = server;
  return [
    ...problemIf(
      !HOST_ADDRESS.test(host),
      "server.host",
      host,
      "must be a host name or an IPv4 address",
    ),
    ...wholeNumberProblems("server.port", port, { min: 1, max: 65_535 }),
    ...problemIf(!IPV4_RANGE.test(cidr), "server.cidr", cidr, "must be a range like 10.1.0.0/16"),
  ];
}

function imageProblems(image: pulumi.Input<string>): Problem[] {
  const wrong = typeof image === "string" && !DIGEST.test(image);
  const sentence = "must be a reference by digest: a tag may mean another image tomorrow";
  return problemIf(wrong, "server.image", image, sentence);
}

function taggedProblems(image: pulumi.Input<string>): Problem[] {
  const wrong = typeof image === "string" && !TAGGED.test(image);
  const sentence =
    "must be a reference by tag and digest, name:17...@sha256:...: the operator reads the version in the tag";
  return problemIf(wrong, "server.image", image, sentence);
}

function sizeProblems({
  cpu: { cores, request },
  memory: { limit, ...rest },
  ...args
}: PostgresArgs) {
  const fine = Number.isInteger(Math.round(cores * 1e6) / 1000) && cores >= 0.01 && cores <= 256;
  const sentence = "must be a number of cores from 0.01 to 256, in steps of 0.001";
  const memoryBounds = { min: "0 B", max: "1024 GiB" } as const;
  return [
    ...problemIf(!fine, "cpu.cores", cores, sentence),
    ...amountProblems("cpu.request", request, cpu, { min: "0 mCPU", max: "256 CPU" }),
    ...amountProblems("memory.limit", limit ?? "", memory, { ...memoryBounds, min: LEAST_MEMORY }),
    ...amountProblems("memory.request", rest.request, memory, memoryBounds),
    ...amountProblems("storage", args.storage ?? "", memory, { min: "512 MiB", max: "65536 GiB" }),
    ...wholeNumberProblems("connections", args.connections, CONNECTION_BOUNDS),
  ];
}

function contradictions(args: PostgresArgs): Problem[] {
  const { memory: amounts, connections } = args;
  const room = roomForConnections(memory.parse(amounts.limit));
  return [
    ...requestProblems(args),
    ...problemIf(
      connections !== undefined && connections > room,
      "connections",
      connections,
      `must be at most ${room}, which a quarter of 'memory.limit' (${amounts.limit}) holds`,
    ),
  ];
}

function settingProblems(args: PostgresArgs): Problem[] {
  const derived = postgresSettings(args).map(({ name }) => name);
  return Object.entries(args.settings ?? {}).flatMap(([name, value]) => {
    const path = `settings.${name}`;
    const of = (wrong: boolean, sentence: string) => problemIf(wrong, path, value, sentence);
    return [
      ...of(!SETTING.test(name), "must be the name of a setting, of a-z, 0-9, _ and ."),
      ...of(FIXED.test(name), "must be left out: the image fixes it, for safety"),
      ...of(derived.includes(name), "must be left to 'cpu', 'memory', 'storage' and 'connections'"),
      ...of(/['\\\n\r]/.test(value), "must be on one line, without ' and \\"),
    ];
  });
}
