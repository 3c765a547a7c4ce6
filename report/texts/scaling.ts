/** Texts of the trials of a service's scaling. What is a function gets values already printed. */
export const enScaling = {
  change: (from: string, to: string) => `${from} → ${to}`,
  tracks: {
    pods: "pods",
    wanted: "wanted",
    ready: "ready",
    share: "use, of the target",
    cpu: "CPU",
    memory: "memory",
    load: "requests a second",
    target: "target",
    seconds: "seconds",
  },
  steps: {
    title: "How soon are there pods for more load?",
    part: "Steps of the load",
    intro: (times: string) =>
      `The load becomes ${times} times as large at once, at a moment that is drawn. Counted is from the ` +
      "order for more load until the last wanted pod is ready.",
    predicted:
      "Predicted is what the configured intervals make of such a step, over all their phases, with the " +
      "starts of pods that the rolling updates have shown. The use that the autoscaler sees is partly of " +
      "the load before until two readings lie after the step. The pods of a step are those wanted once " +
      "the autoscaler has seen the whole of it and wants no more; more of them later are a correction.",
    means: (seen: string, mean: string, ratio: string, limit: string) =>
      `On average ${seen}; the intervals predict ${mean} (${ratio} times that, at most ${limit}).`,
    few: (count: string) => `The average is judged from ${count} steps on.`,
    chart: "From the step to the last wanted pod",
    series: ["seen", "predicted, average", "predicted, longest"],
    caption: "Steps of the load",
    step: (number: string) => `step ${number}`,
    byDefault: (number: string) => `default ${number}`,
    later: (count: string) => `, later ${count}`,
    never: "not while the load lasted",
    columns: {
      step: "step",
      pods: "pods",
      use: "CPU, of the target",
      seen: "seen",
      mean: "predicted",
      longest: "longest",
      failed: "failed requests",
    },
    course: (step: string) => `How it went: ${step}`,
    mark: "more load",
    intervals: {
      caption: "What the prediction is made of",
      columns: { what: "interval", seconds: "seconds", source: "from" },
      reading: "the kubelet reads a container's counters",
      fetch: "metrics-server fetches them",
      look: "the autoscaler looks",
      start: "a pod starts, until it is ready",
      told: "the cluster's configuration",
      byDefault: "documented default",
      seen: "rolling updates of this run",
    },
    behaviours: {
      title: "Beside Kubernetes' default behaviour",
      caption: "The autoscaler's behaviour beside the default",
      columns: {
        behaviour: "behaviour",
        reaction: "more pods after",
        back: "back after",
        atOnce: "gone at once",
      },
      own: "of this component",
      none: "default (none set)",
      note:
        "The default is tried by taking the behaviour away for one trial. It doubles the pods at each " +
        "look, or makes them 4; and takes all that are too many away at once.",
      unwatched: "The way back takes more than 5 minutes and is watched in the plan full.",
    },
  },
  steady: {
    title: "Does a constant load move the number of pods?",
    part: "Constant load at the target",
    intro: (rate: string, time: string) =>
      `${rate} requests a second for ${time}: the rate at which the fewest pods use what the autoscaler ` +
      "aims at, read off the line between the two loads of the steps.",
    caption: "A constant load at the target",
    reversals: "changes of direction of the wanted number of pods",
    held: "CPU, of the target, on average",
    pods: "wanted pods",
    chart: "A constant load at the target",
  },
  memory: {
    title: "Does memory alone bring pods?",
    part: "Memory alone",
    intro: (connections: string, rate: string) =>
      `${connections} clients stay connected and ask ${rate} times a second all together: buffers in ` +
      "each pod, and next to no CPU. Memory is what moves the number of pods, as long as CPU stays below " +
      "its target.",
    lowered: (target: string) =>
      "No real request fills a pod up to the usual target, so for this trial the target was lowered to " +
      `${target} of what a pod requests, a fifth above what the pods used without a load.`,
    caption: "A load that takes memory",
    more: "more pods wanted, after",
    cpu: "CPU until then, of the target",
    memory: "memory until then, of the target",
    back: "back at the fewest pods by the usual target, after the end of the load",
    unwatched: "The way back is watched in the plan full.",
    chart: "A load that takes memory",
    soon: "while it lasts",
    ever: "in the end",
  },
};

export type ScalingTexts = typeof enScaling;

export const frScaling: ScalingTexts = {
  change: (from, to) => `${from} → ${to}`,
  tracks: {
    pods: "pods",
    wanted: "voulus",
    ready: "prêts",
    share: "usage, par rapport à la cible",
    cpu: "CPU",
    memory: "mémoire",
    load: "requêtes par seconde",
    target: "cible",
    seconds: "secondes",
  },
  steps: {
    title: "En combien de temps y a-t-il des pods pour plus de charge ?",
    part: "Sauts de charge",
    intro: (times) =>
      `La charge devient ${times} fois plus grande d'un coup, à un moment tiré au sort. On compte de ` +
      "l'ordre d'augmenter la charge jusqu'à ce que le dernier pod voulu soit prêt.",
    predicted:
      "La prévision est ce que les intervalles configurés font d'un tel saut, sur toutes leurs phases, " +
      "avec les démarrages de pods vus pendant les mises à jour. L'usage que voit l'autoscaler relève en " +
      "partie de la charge d'avant, tant que deux lectures ne suivent pas le saut. Les pods d'un saut sont " +
      "ceux voulus dès que l'autoscaler l'a vu en entier et n'en veut pas plus ; d'autres, plus tard, " +
      "sont une correction.",
    means: (seen, mean, ratio, limit) =>
      `En moyenne ${seen} ; les intervalles prévoient ${mean} (${ratio} fois cela, au plus ${limit}).`,
    few: (count) => `La moyenne est jugée à partir de ${count} sauts.`,
    chart: "Du saut au dernier pod voulu",
    series: ["observé", "prévu, moyenne", "prévu, au plus"],
    caption: "Sauts de charge",
    step: (number) => `saut ${number}`,
    byDefault: (number) => `défaut ${number}`,
    later: (count) => `, plus tard ${count}`,
    never: "pas tant que la charge durait",
    columns: {
      step: "saut",
      pods: "pods",
      use: "CPU, par rapport à la cible",
      seen: "observé",
      mean: "prévu",
      longest: "au plus",
      failed: "requêtes en échec",
    },
    course: (step) => `Déroulement : ${step}`,
    mark: "plus de charge",
    intervals: {
      caption: "De quoi la prévision est faite",
      columns: { what: "intervalle", seconds: "secondes", source: "source" },
      reading: "le kubelet lit les compteurs d'un conteneur",
      fetch: "metrics-server vient les chercher",
      look: "l'autoscaler regarde",
      start: "un pod démarre, jusqu'à être prêt",
      told: "configuration de la grappe",
      byDefault: "valeur par défaut documentée",
      seen: "mises à jour de cette série",
    },
    behaviours: {
      title: "À côté du comportement par défaut de Kubernetes",
      caption: "Le comportement de l'autoscaler à côté du défaut",
      columns: {
        behaviour: "comportement",
        reaction: "plus de pods après",
        back: "revenu après",
        atOnce: "partis d'un coup",
      },
      own: "de ce composant",
      none: "défaut (aucun réglé)",
      note:
        "Le défaut est essayé en retirant le comportement le temps d'un essai. Il double les pods à " +
        "chaque regard, ou les porte à 4 ; et il retire d'un coup tous ceux qui sont en trop.",
      unwatched: "Le retour prend plus de 5 minutes et est observé dans le plan full.",
    },
  },
  steady: {
    title: "Une charge constante fait-elle bouger le nombre de pods ?",
    part: "Charge constante à la cible",
    intro: (rate, time) =>
      `${rate} requêtes par seconde pendant ${time} : le débit auquel le moins de pods possible utilise ` +
      "ce que vise l'autoscaler, lu sur la droite entre les deux charges des sauts.",
    caption: "Une charge constante à la cible",
    reversals: "changements de direction du nombre de pods voulus",
    held: "CPU, par rapport à la cible, en moyenne",
    pods: "pods voulus",
    chart: "Une charge constante à la cible",
  },
  memory: {
    title: "La mémoire seule amène-t-elle des pods ?",
    part: "Mémoire seule",
    intro: (connections, rate) =>
      `${connections} clients restent connectés et demandent ${rate} fois par seconde à eux tous : des ` +
      "tampons dans chaque pod, et presque pas de CPU. C'est la mémoire qui fait bouger le nombre de " +
      "pods, tant que la CPU reste sous sa cible.",
    lowered: (target) =>
      "Aucune vraie requête ne remplit un pod jusqu'à la cible habituelle ; pour cet essai, la cible a " +
      `donc été abaissée à ${target} de ce qu'un pod demande, un cinquième au-dessus de l'usage à vide.`,
    caption: "Une charge qui prend de la mémoire",
    more: "plus de pods voulus, après",
    cpu: "CPU jusque-là, par rapport à la cible",
    memory: "mémoire jusque-là, par rapport à la cible",
    back: "revenu au moins de pods possible avec la cible habituelle, après la fin de la charge",
    unwatched: "Le retour est observé dans le plan full.",
    chart: "Une charge qui prend de la mémoire",
    soon: "tant qu'elle dure",
    ever: "à la fin",
  },
};
