/** Texts on the settings of a server. What is a function gets numbers already printed. */
export const enTuning = {
  title: "Does tuning pay?",
  intro:
    "Each variant is the same image as its default, told the settings below, and measured in turns " +
    "with it. A ratio above 1 speaks for the variant. p99 is that of an open loop with the same number of " +
    "requests a second for both, 70 % of the default's peak. A tuning is confirmed where one of the three " +
    "is better and none is worse, refuted the other way round, and without effect where the interval of " +
    "CPU per request holds 1. Of 20 intervals of 95 %, one misses by chance: a verdict by one of many " +
    "asks for a second run.",
  chart: "CPU per request of the default ÷ that of the variant; small dots are single pairs",
  guide: "as the default",
  caption: "Variants beside their defaults",
  figuresCaption: "Figures of both, from the same session",
  latencyCaption: "Latency at 70 % of the default's peak, all slices together",
  readBack:
    "Settings as the kernel has them under load: threads, stacks and sockets of the processes, and their " +
    "environment where a setting shows nowhere else. A setting that cannot be read back gives no verdict.",
  settingsCaption: "Settings told, and read back",
  more: "More variants are there on demand: ./tare bench tuning, shop-tuning, shop-pool.",
  columns: {
    variant: "variant",
    arm: "variant: server",
    setting: "setting",
    told: "told",
    default: "default has",
    effective: "variant has",
  },
  tail: "p99 at 70 % of the default's peak",
  ratios: {
    cost: "CPU per request, default ÷ variant",
    peak: "peak, variant ÷ default",
    tail: "p99, default ÷ variant",
  },
  off: "off",
  held: { yes: "as told", no: "NOT as told" },
  verdicts: {
    confirmed: "confirmed: it pays",
    refuted: "refuted: it costs",
    mixed: "mixed: one figure is better, the other worse",
    "no-effect": "no effect shown",
    "not-read-back": "no verdict: a setting was not read back",
    undecided: "no verdict: nothing can be told from the pairs",
  },
  sentence: (name: string, beside: string, verdict: string, figures: string) =>
    `${name} beside ${beside}: ${verdict} (${figures}).`,
  pool: {
    title: "How large a connection pool?",
    intro:
      "One service under pools of several sizes, each measured beside the default. Memory is the " +
      "service's own: what each connection takes in the database is not in it.",
    size: "connections",
    byDefault: (size: string) => `${size} (default)`,
    rateChart: (experiment: string) => `${experiment}: requests a second on one core by pool size`,
    memoryChart: (experiment: string) => `${experiment}: working set under load by pool size`,
    caption: "Throughput and memory by pool size",
  },
};

export const frTuning: typeof enTuning = {
  title: "Le réglage paie-t-il ?",
  intro:
    "Chaque variante est la même image que sa version par défaut, avec les réglages ci-dessous, mesurée " +
    "tour à tour avec elle. Un rapport au-dessus de 1 parle pour la variante. Le p99 est celui d'une boucle " +
    "ouverte au même nombre de requêtes par seconde pour les deux, 70 % du maximum de la version par " +
    "défaut. Un réglage est confirmé si l'un des trois est meilleur sans qu'un autre soit pire, réfuté " +
    "dans le cas inverse, et sans effet si l'intervalle du CPU par requête contient 1. Sur 20 intervalles " +
    "à 95 %, un se trompe par hasard : un verdict dû à un seul parmi beaucoup demande une seconde mesure.",
  chart: "CPU par requête : défaut ÷ variante ; les petits points sont des paires",
  guide: "comme par défaut",
  caption: "Variantes à côté de leur version par défaut",
  figuresCaption: "Chiffres des deux, de la même session",
  latencyCaption: "Latence à 70 % du maximum de la version par défaut, toutes tranches réunies",
  readBack:
    "Réglages tels que le noyau les a, sous charge : threads, piles et sockets des processus, et leur " +
    "environnement là où un réglage ne se voit pas ailleurs. Sans relecture, pas de verdict.",
  settingsCaption: "Réglages demandés et relus",
  more: "D'autres variantes sont mesurées à la demande : ./tare bench tuning, shop-tuning, shop-pool.",
  columns: {
    variant: "variante",
    arm: "variante : serveur",
    setting: "réglage",
    told: "demandé",
    default: "par défaut",
    effective: "la variante a",
  },
  tail: "p99 à 70 % du maximum de la version par défaut",
  ratios: {
    cost: "CPU par requête, défaut ÷ variante",
    peak: "maximum, variante ÷ défaut",
    tail: "p99, défaut ÷ variante",
  },
  off: "non réglé",
  held: { yes: "comme demandé", no: "PAS comme demandé" },
  verdicts: {
    confirmed: "confirmé : il paie",
    refuted: "réfuté : il coûte",
    mixed: "mitigé : un chiffre meilleur, l'autre pire",
    "no-effect": "pas d'effet démontré",
    "not-read-back": "pas de verdict : un réglage n'a pas été relu",
    undecided: "pas de verdict : les paires ne disent rien",
  },
  sentence: (name, beside, verdict, figures) =>
    `${name} à côté de ${beside} : ${verdict} (${figures}).`,
  pool: {
    title: "Quelle taille de pool de connexions ?",
    intro:
      "Un service avec des pools de plusieurs tailles, chacun mesuré à côté de la taille par défaut. La " +
      "mémoire est celle du service : ce que chaque connexion prend dans la base n'y est pas.",
    size: "connexions",
    byDefault: (size) => `${size} (par défaut)`,
    rateChart: (experiment) =>
      `${experiment} : requêtes par seconde sur un cœur selon la taille du pool`,
    memoryChart: (experiment) =>
      `${experiment} : mémoire utilisée sous charge selon la taille du pool`,
    caption: "Débit et mémoire selon la taille du pool",
  },
};
