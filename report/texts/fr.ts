import type { Texts } from "./en";
import { frMethod } from "./method";
import { frPodSpecs } from "./podSpecs";
import { frReasons } from "./reasons";
import { frTrials } from "./trials";
import { frTuning } from "./tuning";

/** « a », « a et b », « a, b et c ». */
function list(items: readonly string[]): string {
  return items.length < 2
    ? items.join("")
    : `${items.slice(0, -1).join(", ")} et ${items[items.length - 1]}`;
}

/** Tous les textes d'un rapport ; le type vient de l'anglais. */
export const fr: Texts = {
  title: (environment) => `Ce que coûte une requête : ${environment}`,
  made: (date) => `mesuré jusqu'au ${date}`,
  commit: (commit) => `commit ${commit}`,
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
  ranks: (best, worst) => (best === worst ? best : `${best}–${worst}`),
  roles: { yardstick: "étalon", control: "contrôle", contestant: "", variant: "" },
  columns: {
    rank: "rang",
    server: "serveur",
    cost: "CPU par requête",
    costRatio: "étalon ÷ serveur",
    peakRatio: "serveur ÷ étalon",
    verdict: "verdict",
    peak: "requêtes/s sur un cœur",
    derived: "2 CPU permettraient (déduit)",
    rate: "envoyées, requêtes/s",
    p50: "p50",
    p99: "p99",
    p999: "p99,9",
    answers: "réponses",
    idle: "au repos",
    load: "en charge",
    phase: "à",
    compressed: "compressée",
    unpacked: "décompressée",
    claimed: "annoncé",
    claimedCost: "CPU par requête annoncé",
    measured: "mesuré",
    measuredCost: "CPU par requête mesuré",
    times: "mesuré ÷ annoncé",
    claimedRate: "requêtes/s annoncées",
    claimedLatency: "latence annoncée",
    law: "débit × latence",
    residual: "écart à 1 000",
    mean: "moyenne",
    wrkRate: "wrk, requêtes/s",
    failed: "échecs",
    connections: "connexions",
    compared: "quoi",
    pairs: "paires gardées",
    interval: "rapport, intervalle à 95 %",
    seed: "graine",
    reason: "raison",
    slices: "tranches",
    what: "quoi",
    value: "valeur",
    job: "journal brut du Job",
    image: "image",
    wire: "réponse sur le réseau",
    plugin: "plugin",
    version: "version",
    which: "lequel",
  },
  phases: { cost: "débit fixe", peak: "maximum", latency: "70 % du maximum" },
  verdicts: {
    none: "pas de différence démontrée",
    noInterval: (pairs) => `pas d'intervalle avec ${pairs} paires`,
    bound: "indécis : le générateur était la limite",
    noisy: (kept, planned) => `bruité : ${kept} paires sur ${planned} restent`,
    absent: "pas au programme",
    less: (by, interval) => `moins cher de ${by} (${interval})`,
    more: (by, interval) => `plus cher de ${by} (${interval})`,
    timesMore: (times, interval) => `plus cher : ${times} fois le CPU (${interval})`,
    faster: (by, interval) => `plus rapide de ${by} (${interval})`,
    slower: (by, interval) => `plus lent de ${by} (${interval})`,
  },
  summary: {
    title: "Résumé",
    nothing: "Rien n'a été mesuré.",
    leader: (first, cost, second, times, interval) =>
      `${first} demande le moins de CPU par requête : ${cost}. Le suivant, ${second}, en demande ` +
      `${times} fois autant (intervalle à 95 % : ${interval}).`,
    tie: (first, cost, second, otherCost, interval) =>
      `${first} (${cost}) et ${second} (${otherCost}) demandent le moins de CPU par requête. ` +
      `Aucune différence entre les deux n'est démontrée : le rapport est dans ${interval}.`,
    only: (name, cost) => `${name} demande ${cost} de CPU par requête.`,
    yardstick: (name, cost, first, verdict) =>
      `L'étalon ${name}, un serveur minimal propre au projet, en demande ${cost}. ` +
      `${first} à côté de lui : ${verdict}.`,
    peak: (name, rate) => `Sur un cœur, ${name} répond le plus : ${rate} requêtes par seconde.`,
    peakTie: (names, rates) =>
      `Sur un cœur, ${names} ne se départagent pas pour la première place : ${rates} requêtes ` +
      "par seconde.",
    latency: (name, p99) =>
      `À 70 % de son propre maximum, ${name} a répondu à 99 requêtes sur 100 en ${p99} ou moins : ` +
      "le temps le plus court ici, sans intervalle.",
    memory: (least, bytes, most, mostBytes) =>
      `En charge, ${least} utilise le moins de mémoire, ${bytes}, et ${most} le plus, ${mostBytes}.`,
    claims: (low, high) =>
      `Une requête coûte ${low} à ${high} fois le CPU qui résulte des chiffres de l'article.`,
    sure: (kept, planned, refused) =>
      `${kept} paires sur ${planned} ont été gardées ; sessions refusées : ${refused}.`,
    refused: (subject, reason) => `${subject} n'a pas de chiffres : ${reason}.`,
  },
  cost: {
    title: "Quel serveur demande le moins de CPU par requête ?",
    intro: (rate) =>
      `Chaque serveur reçoit les mêmes ${rate} requêtes par seconde, en alternance avec l'étalon. ` +
      "Le rang suit le rapport à l'étalon de la même session, que la dérive de la machine laisse " +
      "intact : 1 demande aussi peu que l'étalon, 0,5 le double. Là où les intervalles se " +
      "recouvrent, les serveurs partagent des rangs.",
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
      "dernière colonne est un calcul, non une mesure : 2 CPU divisés par le CPU par requête.",
    chart: "Requêtes par seconde sur un cœur ; une flèche veut dire au moins",
    caption: "Maximum d'un cœur, et ce que 2 CPU permettraient",
  },
  latency: {
    title: "Combien de temps prennent les requêtes à 70 % de charge ?",
    intro:
      "Une boucle ouverte à 70 % du maximum propre à chaque serveur, à partir de l'instant prévu " +
      "de chaque requête. Les débits diffèrent donc : on compare ce que verrait l'usager de chacun.",
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
    caption: "Ensemble de travail, au repos et au plus haut en charge",
  },
  throttling: {
    title: "Ont-ils été bridés ?",
    intro:
      "La part des périodes de l'ordonnanceur où la limite de 2 CPU a arrêté le serveur, et le " +
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
  claims: {
    title: "Qu'est-ce qui était annoncé ?",
    intro:
      "Les chiffres viennent de l'article « Optimisation des performances de déploiement " +
      "conteneurisé » (janvier 2026), tous « à 2 cœurs et 512 Mo ».",
    chart: "CPU par requête : annoncé et mesuré",
    caption: "Annoncé et mesuré",
    notHere: "pas mesuré ici",
    share: (rate, share) => `${rate} à ${share} de 2 CPU`,
    lawTitle: "Pourquoi les chiffres annoncés ne peuvent pas tous être vrais",
    lawCaption: "La loi de Little appliquée aux chiffres annoncés, avec 1 000 connexions",
    law: (connections) => `${connections} connexions`,
    refused: (residual) => `${residual} : refusé`,
    kept: (residual) => `${residual} : possible`,
    span: (low, high) =>
      "Selon la loi de Little, débit × latence moyenne est le nombre de requêtes en cours. Un " +
      `essai a un seul nombre de connexions ; les lignes en demandent ${low} à ${high}.`,
    compatible: (most, all) =>
      "Une tranche de ce projet est écartée quand elle manque à la loi de plus de 1 %. Selon la " +
      `même règle, aucun nombre de connexions ne laisse valoir plus de ${most} des ${all} lignes.`,
    impossible: (broken, all) =>
      `Avec les 1 000 connexions d'un essai usuel, ${broken} des ${all} latences sont plus ` +
      "longues que le débit n'en laisse la place.",
    idle: (most) =>
      `Aucun serveur n'est dit utiliser plus de ${most} de son CPU à son plus haut débit : autre ` +
      "chose était donc la limite, très probablement le générateur de charge.",
    machine: (rate) =>
      `${rate} requêtes par seconde sur 2 CPU font environ neuf dixièmes de ce qui est publié ` +
      "ailleurs pour une machine entière de 8 à 16 cœurs.",
  },
  article: {
    title: "À la manière de l'article (wrk)",
    intro:
      "Les mêmes serveurs sous wrk en boucle fermée, comme on fait les chiffres publiés. Montré " +
      "parce qu'on le cherche ; rien n'est classé d'après lui. Là où débit × moyenne dépasse le " +
      "nombre de connexions, la latence de wrk est fausse : il ajoute des réponses qu'il croit " +
      "avoir manquées.",
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
    plan: "programme",
    planText: (connections, threads, rate) =>
      `connexions : ${connections}, threads du générateur : ${threads}, débit fixe : ${rate}/s`,
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
