/** A variable of the environment that the command line, the program or the tests read. */
export interface Variable {
  readonly name: string;
  readonly meaning: string;
  /** Absent where nothing follows from an unset one. */
  readonly otherwise?: string;
}

/** What a shell may set, beside the configuration of a stack. */
export const VARIABLES: readonly Variable[] = [
  {
    name: "TARE_INSTANCE",
    meaning:
      "Name of the local deployment: its cluster, registry and state. Names can be up beside each other; more than one of your own need a `TARE_REGISTRY_PORT` each.",
    otherwise: "`tare`, in `make test` `tare-test`",
  },
  {
    name: "TARE_REGISTRY_PORT",
    meaning: "Port of the registry on 127.0.0.1, from 1024 to 65535.",
    otherwise: "5001 for `tare`, 5011 for `tare-test`, 5021 for any other name",
  },
  {
    name: "TARE_SOURCE",
    meaning: "Where missing tools come from: `download` or `build` (from package registries).",
    otherwise: "what one short probe finds",
  },
  {
    name: "TARE_MIRROR",
    meaning:
      "Takes the place of every release host: `https://github.com/a/b` is asked for at `<TARE_MIRROR>/github.com/a/b`.",
  },
  {
    name: "TARE_ALLOW_STAND_INS",
    meaning:
      "`1` lets the project's stand-ins for the Pulumi plugins change a cluster that is not local, by `./tare` and, after `./tare env`, by plain Pulumi.",
  },
  {
    name: "TARE_KUBECONFIG",
    meaning: "Path of the kubeconfig; goes before `tare:cluster.kubeconfig`.",
    otherwise: 'set by `eval "$(./tare env)"` for the local cluster',
  },
  {
    name: "TARE_CLUSTER_UID",
    meaning: "UID of the local cluster's kube-system namespace.",
    otherwise: 'set by `eval "$(./tare env)"`',
  },
  {
    name: "TARE_REGISTRY",
    meaning: "The local registry, for scripts of your own; the program reads `tare:registry`.",
    otherwise: 'set by `eval "$(./tare env)"`',
  },
  {
    name: "TARE_CHROMIUM",
    meaning: "The browser that `make test` looks at the report and the shop with.",
    otherwise: "the first of Chromium and Chrome on `PATH`",
  },
  { name: "TARE_SEED", meaning: "Replays generated tests: the seed that a failed one printed." },
  { name: "TARE_GOLDEN", meaning: "`write` makes the unit tests write their golden files anew." },
];
