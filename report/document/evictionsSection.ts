import { type Evictions, FEWEST_READY, LONGEST_BLOCK } from "../trials/evictions";
import type { Trials } from "../trials/judgeTrials";
import { type Block, chart, type Page, type Section, text } from "./document";
import { whyFailed } from "./failedRequests";
import { type Promised, promiseTable } from "./promiseTable";
import { trialRefusal } from "./trialSummary";

/** A drain that never ends, and whether the service outlived it. */
export function evictionsSection({ evictions: seen }: Trials, page: Page): Section {
  const { evictions, verdict, verdicts } = page.texts.trials;
  return {
    id: "evictions",
    title: evictions.title,
    blocks: [
      text(verdict(evictions.part, verdicts[seen.verdict])),
      text(evictions.intro),
      ...(seen.refusal === undefined
        ? [
            ...blocksChart(seen, page),
            ...promiseTable(evictions.caption, promises(seen, page), page),
          ]
        : [text(trialRefusal(seen.refusal, page))]),
      ...(seen.refusal === undefined ? [text(loadSentence(seen, page))] : []),
    ],
  };
}

function blocksChart({ blocks }: Evictions, { texts, format }: Page): Block[] {
  return chart({
    title: texts.trials.evictions.chart,
    axis: { scale: "linear", from: 0, print: format.seconds },
    series: [texts.trials.columns.seen],
    rows: blocks.map((value, index) => ({
      name: texts.trials.evictions.eviction(format.whole(index + 1)),
      dots: [{ series: 0, value }],
      label: format.seconds(value),
    })),
  });
}

function promises(seen: Evictions, { texts, format }: Page): Promised[] {
  const { evictions, loss } = texts.trials;
  const { blocks, planned, fewestReady, longestBlock } = seen;
  return [
    {
      what: evictions.made,
      limit: format.whole(planned),
      seen: format.whole(blocks.length),
      held: blocks.length >= planned,
    },
    {
      what: evictions.fewest,
      limit: loss.atLeast(format.whole(FEWEST_READY)),
      ...(fewestReady !== undefined && {
        seen: format.whole(fewestReady),
        held: fewestReady >= FEWEST_READY,
      }),
    },
    {
      what: evictions.longest,
      limit: loss.atMost(format.seconds(LONGEST_BLOCK)),
      ...(longestBlock !== undefined && {
        seen: format.seconds(longestBlock),
        held: longestBlock <= LONGEST_BLOCK,
      }),
    },
  ];
}

function loadSentence(seen: Evictions, page: Page): string {
  const { heldUp, failed, requests } = seen;
  const { texts, format } = page;
  const { evictions, failures } = texts.trials;
  const load =
    failed === undefined || requests === undefined
      ? evictions.noLoad
      : evictions.load(format.whole(failed), format.whole(requests));
  const why = whyFailed(seen, page);
  const sentences = [evictions.heldUp(format.whole(heldUp)), load];
  return [...sentences, ...(why === undefined ? [] : [failures.sentence(why)])].join(" ");
}
