import type { Course } from "../trials/course";
import type { Block, Page } from "./document";

/** How a trial of scaling went; nothing where it was not followed. */
export function courseChart(
  title: string,
  course: Course | undefined,
  { texts, format }: Page,
  mark?: string,
): Block[] {
  if (course === undefined) return [];
  const { tracks } = texts.trials.scaling;
  const { wanted, ready, cpu, memory, load, seconds } = course;
  const from = Math.min(0, ...[wanted, ready, load].flatMap((track) => track.map(([at]) => at)));
  const chart = {
    ...{ title, from: Math.floor(from), to: Math.ceil(seconds) },
    seconds: { name: tracks.seconds, print: format.whole },
    ...(mark !== undefined && { mark: { at: 0, name: mark } }),
    panels: [
      {
        ...{ name: tracks.pods, print: format.whole, isCount: true },
        tracks: [
          { name: tracks.wanted, points: wanted },
          { name: tracks.ready, points: ready },
        ],
      },
      {
        ...{ name: tracks.share, print: format.percent },
        tracks: [
          { name: tracks.cpu, points: cpu },
          { name: tracks.memory, points: memory },
        ],
        guide: { value: 1, name: tracks.target },
      },
      {
        ...{ name: tracks.load, print: format.whole },
        tracks: [{ name: tracks.load, points: load }],
      },
    ],
  };
  return [{ kind: "timeChart", chart }];
}
