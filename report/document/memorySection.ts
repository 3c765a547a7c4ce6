import type { Trials } from "../trials/judgeTrials";
import type { MemoryScaling } from "../trials/memory";
import { TOLERANCE } from "../trials/scaling";
import { courseChart } from "./courseChart";
import { type Page, type Section, text } from "./document";
import { failedRequests } from "./failedRequests";
import { type Promised, promiseTable } from "./promiseTable";
import { trialRefusal } from "./trialSummary";

/** Whether memory moves the number of pods where CPU has no reason to. */
export function memorySection({ memory: seen }: Trials, page: Page): Section[] {
  if (seen === undefined) return [];
  const { texts, format } = page;
  const { verdict, verdicts, scaling } = texts.trials;
  const { memory } = scaling;
  const { refusal, connections = 0, rate = 0, target, wayBack } = seen;
  return [
    {
      id: "memory-alone",
      title: memory.title,
      blocks: [
        text(verdict(memory.part, verdicts[seen.verdict])),
        ...(refusal === undefined
          ? [
              text(
                [
                  memory.intro(format.whole(connections), format.whole(rate)),
                  ...(target === undefined ? [] : [memory.lowered(format.percent(target))]),
                  ...(wayBack === undefined ? [memory.unwatched] : []),
                ].join(" "),
              ),
              ...promiseTable(memory.caption, promises(seen, page), page),
              ...courseChart(memory.chart, seen.course, page),
            ]
          : [text(trialRefusal(refusal, page))]),
      ],
    },
  ];
}

function promises(seen: MemoryScaling, page: Page): Promised[] {
  const { texts, format } = page;
  const { loss, scaling } = texts.trials;
  const { memory } = scaling;
  const { seconds, wayBack } = seen;
  const time = (what: string, limit: string, value: number | undefined): Promised => ({
    ...{ what, limit, held: value !== undefined },
    ...(value !== undefined && { seen: format.seconds(value) }),
  });
  return [
    {
      what: memory.cpu,
      limit: loss.atMost(format.percent(1)),
      ...{ seen: format.percent(seen.cpu ?? 0), held: true },
    },
    {
      what: memory.memory,
      limit: loss.atLeast(format.percent(1 + TOLERANCE)),
      ...{ seen: format.percent(seen.memory ?? 0), held: true },
    },
    time(memory.more, memory.soon, seconds),
    ...(wayBack === undefined ? [] : [time(memory.back, memory.ever, wayBack.seconds)]),
    { what: texts.trials.columns.failed, limit: texts.none, seen: failedRequests(seen, page) },
  ];
}
