import { enFailures, frFailures } from "./failures";
import { enScaling, frScaling } from "./scaling";

/** Texts of the trials of a service's operation. What is a function gets numbers already printed. */
export const enTrials = {
  title: (environment: string) => `How the service holds: ${environment}`,
  of: (service: string, date: string, image: string) => `${service}, begun ${date}, of ${image}`,
  verdicts: {
    passed: "passed",
    failed: "FAILED",
    incomplete: "incomplete: not all of it could be seen",
    refused: "refused: nothing could be seen",
  },
  /** `part`: what was tried. */
  verdict: (part: string, verdict: string) => `${part}: ${verdict}.`,
  refusals: {
    missing: (detail: string) => `refused: ${detail}`,
    "not-done": "refused: it was not done, or before the load was there",
    "not-ended": "refused: it was not over when the load ended",
    "no-answers": "refused: no pod was asked while the database was away",
    "no-load": "refused: not all of the load was there",
    "no-figures": "refused: the autoscaler told no figures of it",
    "other-load": "refused: the load was not what it was to be, by the autoscaler's figures",
    "no-starts": "refused: no rolling update has shown how long a pod takes to start",
  },
  columns: {
    number: "no.",
    seconds: "took",
    pods: "pods replaced",
    requests: "requests",
    failed: "failed",
    why: "why",
    promise: "what",
    limit: "promised",
    seen: "seen",
    held: "verdict",
  },
  held: { yes: "holds", no: "BROKEN", unknown: "not seen" },
  method: (rate: string) =>
    `An open loop of ${rate} requests a second goes through the Service all the time, on connections ` +
    "that are kept open. A connection that is refused counts as a failed request.",
  watch: (delay: string) =>
    "Pods are watched, not asked: a change counts when it is heard of. At most " +
    `${delay} lay between the beginning of an order and the first word of it; the start of kubectl and ` +
    "the cluster's own work are in that, so the watch itself was faster.",
  rollouts: {
    title: "Does a rolling update fail requests?",
    part: "Rolling updates",
    chart: "Failed requests of each rolling update",
    caption: "Rolling updates under load",
    update: (number: string) => `update ${number}`,
    label: (failed: string, requests: string) => `${failed} of ${requests}`,
    total: (failed: string, requests: string, updates: string) =>
      `${failed} of ${requests} requests failed in ${updates} rolling updates.`,
    bound: (share: string, updates: string) =>
      `None of ${updates} failed any: with 95 % confidence fewer than ${share} of such updates would.`,
  },
  evictions: {
    title: "Does a drain take the service down?",
    part: "Evictions",
    intro:
      "Pods are evicted through the eviction API one after another, each as soon as the budget lets it " +
      "go. How long it is held up is counted from the first question to the yes.",
    chart: "How long each eviction was held up",
    caption: "Evictions",
    eviction: (number: string) => `eviction ${number}`,
    made: "evictions let through",
    fewest: "fewest pods that served",
    longest: "longest held up",
    heldUp: (times: string) => `The answer was “not now” ${times} times.`,
    load: (failed: string, requests: string) =>
      `${failed} of ${requests} requests failed meanwhile.`,
    noLoad:
      "The load did not last from the first eviction to the last, so its failures are not told.",
  },
  loss: {
    title: "What if the database is lost?",
    part: "Loss of the database",
    intro: (seconds: string) =>
      `The database is scaled to nothing for ${seconds}, and back. Meanwhile each pod is asked at its ` +
      "own address, past the Service, by way of the API server.",
    chart: "Seconds, beside what is promised",
    caption: "The database lost and back",
    series: ["seen", "promised at most"],
    restarts: "restarts of the service",
    notReady: "not ready, after the order to take the database away",
    slowest: "slowest answer while it was away",
    bad: "answers that were not 503 with Retry-After in time",
    ready: "ready, after the database was",
    of: (bad: string, all: string) => `${bad} of ${all}`,
    atMost: (limit: string) => `at most ${limit}`,
    atLeast: (limit: string) => `at least ${limit}`,
  },
  failures: enFailures,
  scaling: enScaling,
};

export type TrialTexts = typeof enTrials;

export const frTrials: TrialTexts = {
  title: (environment) => `Comment le service tient : ${environment}`,
  of: (service, date, image) => `${service}, commencés le ${date}, de ${image}`,
  verdicts: {
    passed: "réussi",
    failed: "ÉCHEC",
    incomplete: "incomplet : tout n'a pas pu être observé",
    refused: "refusé : rien n'a pu être observé",
  },
  verdict: (part, verdict) => `${part} : ${verdict}.`,
  refusals: {
    missing: (detail) => `refusé : ${detail}`,
    "not-done": "refusé : rien n'a été fait, ou avant que la charge soit là",
    "not-ended": "refusé : ce n'était pas terminé à la fin de la charge",
    "no-answers": "refusé : aucun pod n'a été interrogé pendant l'absence de la base",
    "no-load": "refusé : toute la charge n'était pas là",
    "no-figures": "refusé : l'autoscaler n'en a donné aucun chiffre",
    "other-load": "refusé : d'après l'autoscaler, la charge n'était pas celle voulue",
    "no-starts": "refusé : aucune mise à jour n'a montré combien de temps un pod met à démarrer",
  },
  columns: {
    number: "n°",
    seconds: "durée",
    pods: "pods remplacés",
    requests: "requêtes",
    failed: "échecs",
    why: "pourquoi",
    promise: "quoi",
    limit: "promis",
    seen: "observé",
    held: "verdict",
  },
  held: { yes: "tenu", no: "ROMPU", unknown: "non observé" },
  method: (rate) =>
    `Une boucle ouverte de ${rate} requêtes par seconde passe par le Service tout le temps, sur des ` +
    "connexions gardées ouvertes. Une connexion refusée compte comme une requête en échec.",
  watch: (delay) =>
    "Les pods sont suivis, pas interrogés : un changement compte quand il est annoncé. Entre le début " +
    `d'un ordre et sa première annonce, il s'est passé au plus ${delay} ; le démarrage de kubectl et le ` +
    "travail de la grappe y sont compris, le suivi lui-même était donc plus rapide.",
  rollouts: {
    title: "Une mise à jour progressive fait-elle échouer des requêtes ?",
    part: "Mises à jour progressives",
    chart: "Requêtes en échec de chaque mise à jour",
    caption: "Mises à jour progressives sous charge",
    update: (number) => `mise à jour ${number}`,
    label: (failed, requests) => `${failed} sur ${requests}`,
    total: (failed, requests, updates) =>
      `${failed} requêtes sur ${requests} ont échoué pendant ${updates} mises à jour.`,
    bound: (share, updates) =>
      `Aucune des ${updates} n'en a fait échouer : avec 95 % de confiance, moins de ${share} de telles ` +
      "mises à jour le feraient.",
  },
  evictions: {
    title: "Un drainage arrête-t-il le service ?",
    part: "Évictions",
    intro:
      "Les pods sont évincés par l'API d'éviction l'un après l'autre, chacun dès que le budget le " +
      "permet. L'attente est comptée de la première demande jusqu'au oui.",
    chart: "Attente de chaque éviction",
    caption: "Évictions",
    eviction: (number) => `éviction ${number}`,
    made: "évictions accordées",
    fewest: "pods en service, au minimum",
    longest: "plus longue attente",
    heldUp: (times) => `La réponse a été « pas maintenant » ${times} fois.`,
    load: (failed, requests) => `${failed} requêtes sur ${requests} ont échoué pendant ce temps.`,
    noLoad:
      "La charge n'a pas duré de la première à la dernière éviction : ses échecs ne sont pas donnés.",
  },
  loss: {
    title: "Et si la base de données est perdue ?",
    part: "Perte de la base de données",
    intro: (seconds) =>
      `La base est réduite à rien pendant ${seconds}, puis rétablie. Pendant ce temps, chaque pod est ` +
      "interrogé à sa propre adresse, sans le Service, par le serveur d'API.",
    chart: "Secondes, à côté de ce qui est promis",
    caption: "La base perdue et retrouvée",
    series: ["observé", "promis au plus"],
    restarts: "redémarrages du service",
    notReady: "plus prêt, après l'ordre de retirer la base",
    slowest: "réponse la plus lente pendant l'absence",
    bad: "réponses autres que 503 avec Retry-After à temps",
    ready: "prêt, une fois la base prête",
    of: (bad, all) => `${bad} sur ${all}`,
    atMost: (limit) => `au plus ${limit}`,
    atLeast: (limit) => `au moins ${limit}`,
  },
  failures: frFailures,
  scaling: frScaling,
};
