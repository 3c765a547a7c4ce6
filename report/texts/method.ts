/** How the figures come about, one sentence or two an item; limits as they are in the code. */
export interface MethodFacts {
  readonly level: string;
  readonly resamples: string;
  readonly fewest: string;
  readonly generatorLimit: string;
}

export function enMethod({ level, resamples, fewest, generatorLimit }: MethodFacts): string[] {
  return [
    "Two servers at a time stand in one pod, each with 2 CPU and 512 MiB (the shop with its own " +
      "limits): the yardstick, or the server's default, and the server in question. While one is measured, the other is stopped.",
    "They take turns in blocks of four slices, A B B A or B A A B, so that whatever drifts on the " +
      "machine hits both alike. Two neighbours make a pair, and only pairs are compared.",
    "CPU per request is the server's own CPU time, from its cgroup at both edges of a slice, " +
      "divided by its good answers, at a fixed rate. It ranks because it hardly depends on the " +
      "load generator.",
    "The peak is a closed loop against one core. “At least” stands where the generator worked, or " +
      `waited for its core, for more than ${generatorLimit} of the time: the server may be faster, and a ratio to such a yardstick is “at most”.`,
    "Latency is an open loop at 70 % of the server's own peak (of a variant: of its default's), " +
      "counted from when each request was due, so that a stalled server cannot hide the requests it kept waiting.",
    "A slice is dropped for what happened around it, or where its answers were not as promised or its " +
      "counts contradict one another, never for how high or low its figure is; the reasons are " +
      "counted above. With fewer than half of the pairs left, no figure is claimed.",
    "A ratio is the geometric mean of the pairs' ratios. Its interval is a bootstrap interval of " +
      `${resamples} resamples, widened for small samples; it covers the truth in ${level} of all ` +
      "cases, each on its own; " +
      `with fewer than ${fewest} pairs, or starts, there is none. The random numbers start from a seed that ` +
      "is printed, so that anybody gets the same interval.",
    "In the longer plans both servers are started anew several times, and a start counts as one value, the " +
      "geometric mean of its pairs, unless less than a quarter of them is left: the interval holds what " +
      "differs from start to start. With one start it " +
      "holds only what varies while the same processes run, and another start may cost more or less.",
    "“No difference shown” means that the interval holds 1. It does not mean that there is none.",
    "What is not known is called unknown. It is never 0 and never estimated.",
    "On a machine of two cores nothing here says how a server scales beyond them, across nodes, " +
      "or behind a real network card.",
  ];
}

export function frMethod({ level, resamples, fewest, generatorLimit }: MethodFacts): string[] {
  return [
    "Deux serveurs à la fois se trouvent dans un même pod, chacun avec 2 CPU et 512 Mio (la " +
      "boutique avec ses propres limites) : l'étalon, ou la version par défaut, et le serveur " +
      "étudié. Pendant que l'un est mesuré, l'autre est suspendu.",
    "Ils alternent par blocs de quatre tranches, A B B A ou B A A B : toute dérive de la machine " +
      "touche ainsi les deux. Deux voisines forment une paire, et seules des paires sont comparées.",
    "Le CPU par requête est le temps CPU du serveur lui-même, lu dans son cgroup aux deux bords " +
      "d'une tranche, divisé par ses bonnes réponses, à débit fixe. Il fait le classement, car il " +
      "ne dépend guère du générateur de charge.",
    "Le maximum est une boucle fermée sur un cœur. « Au moins » signale que le générateur travaillait " +
      `ou attendait son cœur pendant plus de ${generatorLimit} du temps : le serveur est peut-être plus rapide, et un rapport à un tel étalon est « au plus ».`,
    "La latence est mesurée en boucle ouverte à 70 % du maximum propre au serveur (d'une variante : " +
      "de sa version par défaut), à partir de l'instant prévu de chaque requête : un serveur figé ne peut cacher les requêtes qu'il fait " +
      "attendre.",
    "Une tranche est écartée pour ce qui s'est passé autour d'elle, ou si ses réponses ne sont pas celles " +
      "promises ou que ses comptes se contredisent, jamais parce que son chiffre est haut ou bas ; " +
      "les raisons sont comptées ci-dessus. S'il reste moins de la moitié des paires, aucun " +
      "chiffre n'est avancé.",
    "Un rapport est la moyenne géométrique des rapports des paires. Son intervalle est un " +
      `bootstrap de ${resamples} rééchantillonnages, élargi pour les petits échantillons ; il ` +
      `contient la vraie valeur dans ${level} des cas, chacun pour soi ; à moins de ${fewest} ` +
      "paires, ou démarrages, il n'y en a pas. Les nombres " +
      "aléatoires partent d'une graine imprimée : chacun retrouve le même intervalle.",
    "Dans les programmes longs, les deux serveurs sont démarrés à neuf plusieurs fois, et un démarrage compte " +
      "pour une valeur, la moyenne géométrique de ses paires, s'il en reste au moins un quart : l'intervalle " +
      "contient ce qui change d'un " +
      "démarrage à l'autre. Avec un seul démarrage, il ne contient que ce qui varie tant que tournent les mêmes " +
      "processus, et un autre peut coûter plus ou moins.",
    "« Pas de différence démontrée » veut dire que l'intervalle contient 1, et non qu'il n'y en " +
      "a pas.",
    "Ce qui n'est pas connu est dit inconnu : ce n'est jamais 0 et jamais une estimation.",
    "Sur une machine à deux cœurs, rien ici ne dit comment un serveur se comporte au-delà, entre " +
      "nœuds, ou derrière une vraie carte réseau.",
  ];
}
