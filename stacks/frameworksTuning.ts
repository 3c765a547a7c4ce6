import type { Subject } from "../components/benchmark/arm";
import type { Pairing } from "../components/benchmark/comparison";
import type { TuningArgs } from "../components/workloads/tuning/arguments";
import { settingsFor } from "../components/workloads/tuning/settingsFor";
import { type CONTESTANTS, SERVERS } from "./frameworksServers";

type Contestant = (typeof CONTESTANTS)[number];

/** Each argument of the tuning by itself. The pool has an experiment of its own: `shop-pool`. */
const ARGUMENTS = {
  threads: (args) => ({ ...args, cpu: { ...args.cpu, threads: "derived" } }),
  backlog: (args) => ({ ...args, tcp: { ...args.tcp, backlog: "derived" } }),
  keepalive: (args) => ({ ...args, tcp: { ...args.tcp, keepalive: "derived" } }),
  stack: (args) => ({ ...args, memory: { ...args.memory, stack: "derived" } }),
  heap: (args) => ({ ...args, memory: { ...args.memory, heap: "derived" } }),
} as const satisfies Record<string, (args: TuningArgs) => TuningArgs>;

type Argument = keyof typeof ARGUMENTS;

/** A variant of a server: which of its settings are derived from its limits. */
interface Variant {
  readonly server: Contestant;
  /** Of the variant, after the server's. */
  readonly name: string;
  readonly derived: readonly Argument[];
}

const NATIVE: readonly Argument[] = ["threads", "backlog", "keepalive", "stack"];
const NODE: readonly Argument[] = [...NATIVE, "heap"];
const RUSTS: readonly Contestant[] = ["hyperlane", "tokio", "rocket", "rust-std"];

/** All are on demand, since each takes 50 s: `./tare bench tuning` measures them. */
const VARIANTS: readonly Variant[] = [
  ...RUSTS.map((server) => tuned(server, NATIVE)),
  tuned("node-std", NODE),
  ...NATIVE.map((argument) => alone("hyperlane", argument)),
  alone("node-std", "threads"),
  alone("node-std", "heap"),
];

function tuned(server: Contestant, derived: readonly Argument[]): Variant {
  return { server, name: "tuned", derived };
}

function alone(server: Contestant, argument: Argument): Variant {
  return { server, name: argument, derived: [argument] };
}

/** Each variant beside its server's default, which is told nothing: that was settled before any measurement. */
export function tuningPairings(subjectOf: (server: Contestant) => Subject): Pairing[] {
  return VARIANTS.map(({ server, name, derived }) => {
    const { image } = subjectOf(server);
    const args = derived.reduce<TuningArgs>((all, one) => ARGUMENTS[one](all), SERVERS[server]);
    return {
      yardstick: { name: `${server}-default`, image },
      subject: { name: `${server}-${name}`, image, settings: settingsFor(args) },
      onDemand: true,
    };
  });
}
