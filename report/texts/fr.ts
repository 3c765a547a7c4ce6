import { frClaims } from "./claims";
import { frColumns } from "./columns";
import type { Texts } from "./en";
import { frMethod } from "./method";
import { frPodSpecs } from "./podSpecs";
import { frReasons } from "./reasons";
import { frSummary } from "./summary";
import { frTrials } from "./trials";
import { frTuning } from "./tuning";
import { frVerdicts } from "./verdicts";

/** « a », « a et b », « a, b et c ». */
function list(items: readonly string[]): string {
  return items.length < 2
    ? items.join("")
    : `${items.slice(0, -1).join(", ")} et ${items[items.length - 1]}`;
}

/** Tous les textes d'un rapport ; le type vient de l'anglais. */
export const fr: Texts = {
  title: (environment) => `Ce que coûte une requête : ${environment}`,
  begun: (first, last) =>
    first === last
      ? `mesuré le ${first}`
      : `mesuré dès le ${first}, la dernière mesure dès le ${last}`,
  fetched: (date) => `relevé le ${date}`,
  commit: (commit) => `au commit ${commit}`,
  plugins: (plugins) => `plugins ${plugins}`,
  standIn: "substitut propre au projet",
  official: "officiel",
  contents: "Sommaire",
  unknown: "inconnu",
  none: "–",
  list,
  to: (low, high) => `${low}\u00a0à\u00a0${high}`,
  within: (value, interval) => `${value} (${interval})`,
  atLeast: (value) => `au moins\u00a0${value}`,
  atMost: (value) => `au plus\u00a0${value}`,
  ranks: (best, worst) => (best === worst ? best : `${best}–${worst}`),
  roles: { yardstick: "étalon", control: "contrôle", contestant: "", variant: "" },
  drift:
    "Les chiffres viennent de sessions successives, entre lesquelles la machine dérive ; elle laisse " +
    "intact le rapport à l'étalon, ou à la version par défaut, de la même session.",
  columns: frColumns,
  phases: { cost: "débit fixe", peak: "maximum", latency: "70 % du maximum" },
  verdicts: frVerdicts,
  summary: frSummary,
  cost: {
    title: "Quel serveur demande le moins de CPU par requête ?",
    intro: (rate) =>
      `Chaque serveur reçoit les mêmes ${rate} requêtes par seconde, en alternance avec l'étalon. ` +
      "Le rang suit le rapport à l'étalon de la même session, que la dérive de la machine laisse " +
      "intact : 1 demande aussi peu que l'étalon, 0,5 le double. Là où les intervalles se " +
      "recouvrent, les serveurs partagent des rangs. La dernière colonne est le même rapport au " +
      "maximum d'un cœur : un serveur n'y dort guère, si bien que le réveil ne fait guère partie " +
      "d'une requête.",
    summaryChart: "CPU par requête de l'étalon ÷ celui du serveur",
    guide: "aussi peu que l'étalon",
    chart: "CPU par requête, en microsecondes ; les petits points sont des tranches",
    axis: "µs",
    caption: "CPU par requête à débit fixe",
  },
  peak: {
    title: "Quel est le maximum d'un cœur ?",
    intro:
      "Une boucle fermée sur un cœur : chaque connexion redemande dès qu'elle a sa réponse. La " +
      "dernière colonne est un calcul, non une mesure : 2 CPU divisés par le CPU par requête à ce maximum, " +
      "et pas plus du double du maximum, sauf là où le générateur était sa limite.",
    chart: "Requêtes par seconde sur un cœur ; une flèche veut dire au moins",
    caption: "Maximum d'un cœur, et ce que 2 CPU permettraient",
  },
  latency: {
    title: "Combien de temps prennent les requêtes à 70 % de charge ?",
    intro:
      "Une boucle ouverte à 70 % du maximum propre à chaque serveur (la médiane de toutes ses tranches, " +
      "même écartées), à partir de l'instant prévu de chaque requête. Les débits diffèrent donc : on compare ce que verrait l'usager de chacun.",
    chart: "Latence à 70 % du maximum propre au serveur, échelle logarithmique",
    caption: "Latence à 70 % du maximum propre au serveur",
    span: "Entre parenthèses : la plus basse et la plus haute des tranches prises seules.",
    noInterval:
      "Sans intervalle : les réponses d'une tranche ne sont pas indépendantes entre elles ; leur " +
      "nombre ne dit pas à quelle distance se trouverait une autre tranche.",
    unreadable: (detail) => `l'histogramme est illisible : ${detail}`,
  },
  memory: {
    title: "Combien de mémoire ?",
    intro: "L'ensemble de travail : ce que le noyau ne pourrait pas reprendre aussitôt.",
    chart: "Ensemble de travail, au repos et en charge, échelle logarithmique",
    caption: "Ensemble de travail, au repos et le plus grand en fin de tranche, en charge",
  },
  throttling: {
    title: "Ont-ils été bridés ?",
    intro:
      "La part des périodes de l'ordonnanceur où sa propre limite de CPU a arrêté le serveur, et le " +
      "temps d'arrêt total.",
    chart: "Périodes avec bridage",
    caption: "Périodes avec bridage, et temps d'arrêt",
    none: "Aucun serveur n'a été arrêté par sa limite CPU.",
  },
  images: {
    title: "Quelle taille font les images ?",
    intro: "Compressée : ce qui est téléchargé ; décompressée : ce qu'un nœud garde.",
    chart: "Taille des images, échelle logarithmique",
    caption: "Taille des images",
  },
  claims: frClaims,
  article: {
    title: "À la manière de l'article (wrk)",
    intro:
      "Les mêmes serveurs sous wrk en boucle fermée, comme on fait les chiffres publiés. Montré " +
      "parce qu'on le cherche ; rien n'est classé d'après lui. Là où débit × moyenne dépasse le " +
      "nombre de connexions, la latence de wrk est fausse : il ajoute des réponses qu'il croit " +
      "avoir manquées. Ici le serveur n'est pas tenu sur un cœur, rien n'est écarté, et chacun n'a " +
      "été essayé qu'une fois.",
    chart: "Requêtes par seconde : annoncé, et ce que wrk dit ici",
    caption: "Ce que dit wrk",
    absent: "Le programme ne prévoit pas d'essai de wrk.",
  },
  sure: {
    title: "À quel point est-ce sûr ?",
    intro:
      "Chaque petit point est une paire : de combien son rapport s'écarte de celui de toutes les " +
      "paires. Le trait est l'intervalle à 95 % du rapport.",
    chart: "CPU par requête : les paires autour de leur moyenne, en pour cent",
    caption: "Comparaisons avec l'étalon",
    starts:
      "Les deux serveurs ont été démarrés à neuf plusieurs fois, au fil de la mesure, chaque fois dans un pod à " +
      "part. L'intervalle repose sur les rapports de ces démarrages.",
    startsCaption: "CPU par requête, étalon ÷ serveur, de démarrage en démarrage",
    none: "Aucune tranche n'a été écartée.",
    dropCaption: "Tranches écartées",
    control: (name) =>
      `${name} est l'étalon mesuré contre lui-même : toute différence qu'il montre est une faute ` +
      "de l'instrument.",
  },
  environment: {
    title: "Environnement",
    caption: "Où les mesures ont été faites",
    kubernetes: "Kubernetes",
    kernel: "noyau",
    cpu: "CPU",
    memory: "mémoire",
    cgroup: "cgroup",
    limits: "limites d'un serveur, relues",
    plan: "charge",
    trials: "essais",
    planText: (experiments, connections, threads, rate) =>
      `${experiments} : connexions : ${connections}, threads du générateur : ${threads}, débit fixe : ${rate}/s`,
    pluginsCaption: "Plugins de ressources du déploiement",
    rawCaption: "Données brutes",
    raw: "Chaque journal contient le résultat entier d'une session, compressé, avec sa somme de contrôle.",
  },
  method: { title: "Comment les mesures ont été faites", items: frMethod },
  reasons: frReasons,
  trials: frTrials,
  podSpecs: frPodSpecs,
  tuning: frTuning,
};
