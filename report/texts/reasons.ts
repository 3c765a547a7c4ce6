import type { LogFault } from "../refusal";
import type { DropKind } from "../sessions/dropReason";

/** Why something is not counted, in words. `detail` is quoted as it came. */
export interface ReasonTexts {
  readonly missing: (detail: string | undefined) => string;
  readonly log: Readonly<Record<LogFault, (detail: string | undefined) => string>>;
  readonly otherArms: (found: string) => string;
  readonly restarted: (arms: string) => string;
  readonly contract: (arm: string, path: string, detail: string | undefined) => string;
  readonly unverified: (arm: string) => string;
  readonly noCounters: (arm: string, detail: string | undefined) => string;
  readonly unplaced: (arm: string, detail: string) => string;
  readonly podSpec: (arm: string, cpus: string) => string;
  readonly podSpecUnread: (arm: string, detail: string | undefined) => string;
  /** A slice is dropped when this is so. */
  readonly drop: Readonly<Record<DropKind, string>>;
}

export const enReasons: ReasonTexts = {
  missing: (detail) => detail ?? "its log could not be fetched",
  log: {
    empty: () => "its log is empty",
    "no-result": (detail) => `its log holds no result; it ends: ${detail}`,
    "several-results": () => "its log holds more than one result",
    cut: () => "its log is cut: the last line is not the checksum",
    "too-large": () => "its result is larger than 1 MiB",
    "not-base64": () => "its result is not base64",
    "not-packed": () => "its result cannot be unpacked",
    "other-checksum": () => "the checksum does not fit its result",
    "not-json": () => "its result is not JSON",
    "other-shape": (detail) => `its result has another shape: ${detail}`,
  },
  otherArms: (found) => `its log is of other servers: ${found}`,
  restarted: (arms) => `${arms} was started again while it was measured`,
  contract: (arm, path, detail) =>
    `${arm} breaks the contract at ${path}${detail === undefined ? "" : `: ${detail}`}`,
  unverified: (arm) => `no answer of ${arm} was verified`,
  noCounters: (arm, detail) =>
    `the CPU counters of ${arm} were never read${detail === undefined ? "" : `: ${detail}`}`,
  unplaced: (arm, detail) => `the node has no room for a pod ${arm}: ${detail}`,
  podSpec: (arm, cpus) =>
    `no pod ${arm} got the cores that its spec asks for: it could run on ${cpus}`,
  podSpecUnread: (arm, detail) =>
    `what the spec of ${arm} came to was never read${detail === undefined ? "" : `: ${detail}`}`,
  drop: {
    "no-answers": "nothing was answered",
    errors: "a request failed",
    "no-counters": "the server's counters were not read",
    "idle-arm": "the server that was to be stopped used more than 1 % of a core",
    "foreign-cpu":
      "other programs surely used more than 2 % of the machine beyond its own idle load",
    steal: "other guests of the host took more than 1 % of the CPU time, or 5 % at the fixed rate",
    "generator-throttled": "the load generator ran into its CPU limit",
    "littles-law":
      "rate × mean latency differs from the connections by more than 1 % and than its edges explain",
    "missed-sends": "the answers differ from the requests that were due by more than 0.1 %",
    "wire-bytes": "the answers differ in length from the verified one by more than 1 %",
    "pod-spec": "the pod did not get the cores that its spec asks for, or they were not read",
  },
};

export const frReasons: ReasonTexts = {
  missing: (detail) => detail ?? "son journal n'a pas pu être récupéré",
  log: {
    empty: () => "son journal est vide",
    "no-result": (detail) => `son journal ne contient pas de résultat ; il finit par : ${detail}`,
    "several-results": () => "son journal contient plus d'un résultat",
    cut: () => "son journal est tronqué : la dernière ligne n'est pas la somme de contrôle",
    "too-large": () => "son résultat dépasse 1 Mio",
    "not-base64": () => "son résultat n'est pas en base64",
    "not-packed": () => "son résultat ne peut pas être décompressé",
    "other-checksum": () => "la somme de contrôle ne correspond pas à son résultat",
    "not-json": () => "son résultat n'est pas du JSON",
    "other-shape": (detail) => `son résultat a une autre forme : ${detail}`,
  },
  otherArms: (found) => `son journal concerne d'autres serveurs : ${found}`,
  restarted: (arms) => `${arms} a redémarré pendant la mesure`,
  contract: (arm, path, detail) =>
    `${arm} rompt le contrat sur ${path}${detail === undefined ? "" : ` : ${detail}`}`,
  unverified: (arm) => `aucune réponse de ${arm} n'a été vérifiée`,
  noCounters: (arm, detail) =>
    `les compteurs CPU de ${arm} n'ont jamais été lus${detail === undefined ? "" : ` : ${detail}`}`,
  unplaced: (arm, detail) => `le nœud n'a pas de place pour un pod ${arm} : ${detail}`,
  podSpec: (arm, cpus) =>
    `aucun pod ${arm} n'a reçu les cœurs que demande sa spécification : il pouvait tourner sur ${cpus}`,
  podSpecUnread: (arm, detail) =>
    `l'effet de la spécification de ${arm} n'a jamais été lu${detail === undefined ? "" : ` : ${detail}`}`,
  drop: {
    "no-answers": "aucune réponse",
    errors: "une requête a échoué",
    "no-counters": "les compteurs du serveur n'ont pas été lus",
    "idle-arm": "le serveur à l'arrêt a utilisé plus de 1 % d'un cœur",
    "foreign-cpu":
      "d'autres programmes ont sûrement pris plus de 2 % de la machine, en plus de sa charge au repos",
    steal: "d'autres invités de l'hôte ont pris plus de 1 % du temps CPU, ou 5 % au débit fixe",
    "generator-throttled": "le générateur de charge a atteint sa limite CPU",
    "littles-law":
      "débit × latence moyenne s'écarte du nombre de connexions de plus de 1 % et que ses bords n'expliquent",
    "missed-sends": "les réponses s'écartent des requêtes prévues de plus de 0,1 %",
    "wire-bytes":
      "la longueur des réponses s'écarte de celle de la réponse vérifiée de plus de 1 %",
    "pod-spec":
      "le pod n'a pas reçu les cœurs que demande sa spécification, ou ils n'ont pas été lus",
  },
};
