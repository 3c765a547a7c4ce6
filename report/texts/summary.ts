/** The first section: the answers in sentences. */
export const enSummary = {
  title: "Summary",
  nothing: "Nothing was measured.",
  leader: (first: string, cost: string, second: string, times: string, interval: string) =>
    `${first} needs the least CPU per request: ${cost}. ${second}, the next, needs ${times} ` +
    `times as much (95 % interval ${interval}).`,
  costTie: (names: string, costs: string) =>
    `Who needs the least CPU per request cannot be told between ${names}: ${costs}.`,
  only: (name: string, cost: string) => `${name} needs ${cost} of CPU per request.`,
  yardstick: (name: string, cost: string, first: string, verdict: string) =>
    `The yardstick ${name}, a minimal server of the project's own, needs ${cost}. ` +
    `${first} beside it: ${verdict}.`,
  peak: (name: string, rate: string) =>
    `On one core ${name} answers the most: ${rate} requests a second.`,
  without: (names: string, what: string) =>
    `Not counting ${names}, without an interval for ${what}:`,
  peakTie: (names: string, rates: string) =>
    `On one core no first place can be told between ${names}: ${rates} requests a second.`,
  withoutSlices: (names: string) => `Not counting ${names}, without a p99 of three slices:`,
  ownPeak: "At 70 % of its own peak",
  anyPeak: "At 70 % of the middle of all its peak slices",
  latency: (at: string, name: string, p99: string, slices: string) =>
    `${at}, ${name} answered 99 of 100 requests within ${p99}: the shortest time here, with all its ` +
    `slices (${slices}) below those of the others.`,
  latencyTie: (names: string) =>
    `At 70 % load the shortest time for 99 of 100 requests cannot be told between ${names}: their ` +
    "slices overlap.",
  memory: (least: string, bytes: string, most: string, mostBytes: string) =>
    `Under load ${least} uses the least memory, ${bytes}, and ${most} the most, ${mostBytes}.`,
  claims: (low: string, high: string) =>
    `At the peak of a core a request costs ${low} to ${high} times the CPU that the article's figures amount to.`,
  sure: (kept: string, planned: string, refused: string) =>
    `${kept} of ${planned} pairs were kept; sessions refused: ${refused}.`,
  sureOfServers: (kept: string, planned: string, refused: string) =>
    `Of the comparisons of servers ${kept} of ${planned} pairs were kept; sessions refused: ${refused}.`,
  refused: (subject: string, reason: string) => `${subject} has no figures: ${reason}.`,
  startRefused: (subject: string, job: string, reason: string) =>
    `${subject}: nothing of ${job} is counted: ${reason}.`,
};

export type SummaryTexts = typeof enSummary;

export const frSummary: SummaryTexts = {
  title: "Résumé",
  nothing: "Rien n'a été mesuré.",
  leader: (first, cost, second, times, interval) =>
    `${first} demande le moins de CPU par requête : ${cost}. Le suivant, ${second}, en demande ` +
    `${times} fois autant (intervalle à 95 % : ${interval}).`,
  costTie: (names, costs) =>
    `Pour le moins de CPU par requête, ${names} ne se départagent pas : ${costs}.`,
  only: (name, cost) => `${name} demande ${cost} de CPU par requête.`,
  yardstick: (name, cost, first, verdict) =>
    `L'étalon ${name}, un serveur minimal propre au projet, en demande ${cost}. ` +
    `${first} à côté de lui : ${verdict}.`,
  peak: (name, rate) => `Sur un cœur, ${name} répond le plus : ${rate} requêtes par seconde.`,
  without: (names, what) => `Sans compter ${names}, sans intervalle (${what}) :`,
  peakTie: (names, rates) =>
    `Sur un cœur, ${names} ne se départagent pas pour la première place : ${rates} requêtes ` +
    "par seconde.",
  withoutSlices: (names) => `Sans compter ${names}, sans p99 de trois tranches :`,
  ownPeak: "À 70 % de son propre maximum",
  anyPeak: "À 70 % de la médiane de toutes ses tranches au maximum",
  latency: (at, name, p99, slices) =>
    `${at}, ${name} a répondu à 99 requêtes sur 100 en ${p99} ou moins : le temps le plus court ici, ` +
    `toutes ses tranches (${slices}) étant sous celles des autres.`,
  latencyTie: (names) =>
    `À 70 % de charge, ${names} ne se départagent pas pour le temps le plus court de 99 ` +
    "requêtes sur 100 : leurs tranches se recouvrent.",
  memory: (least, bytes, most, mostBytes) =>
    `En charge, ${least} utilise le moins de mémoire, ${bytes}, et ${most} le plus, ${mostBytes}.`,
  claims: (low, high) =>
    `Au maximum d'un cœur, une requête coûte ${low} à ${high} fois le CPU qui résulte des chiffres de l'article.`,
  sure: (kept, planned, refused) =>
    `${kept} paires sur ${planned} ont été gardées ; sessions refusées : ${refused}.`,
  sureOfServers: (kept, planned, refused) =>
    `Dans les comparaisons de serveurs, ${kept} paires sur ${planned} ont été gardées ; sessions refusées : ` +
    `${refused}.`,
  refused: (subject, reason) => `${subject} n'a pas de chiffres : ${reason}.`,
  startRefused: (subject, job, reason) => `${subject} : rien de ${job} n'est compté : ${reason}.`,
};
