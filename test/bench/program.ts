import { exportedEnv } from "../support/exportedEnv";
import { imageFigures } from "./imageFigures";
import { writeSection } from "./page";
import { previewFigures, startFigure } from "./previewFigures";
import { type Figure, timed } from "./ratio";
import { root } from "./scratchStack";

/**
 * `make bench-program`: the figures that the program holds itself to, measured against the running
 * local environment. `--write` puts them into docs/performance.md; `--full` also takes the
 * environment down and measures its first `make up` with tools in place.
 */
function main(flags: readonly string[]): void {
  const full = flags.includes("--full");
  console.log(`Takes about ${full ? 20 : 12} minutes. Keep the machine idle.\n`);
  const measurements: (() => Figure[])[] = [
    ...(full ? [() => [firstUpFigure()]] : []),
    () => [unchangedUpFigure()],
    () => [startFigure()],
    () => previewFigures(exportedEnv(root)),
    () => imageFigures(exportedEnv(root)),
  ];
  console.log(HEAD.join("\n"));
  const rows = measurements.flatMap((measure) => {
    const measured = measure().map(row);
    console.log(measured.join("\n"));
    return measured;
  });
  const table = [...HEAD, ...rows, ""].join("\n");
  if (!flags.includes("--write")) return;
  const command = `make bench-program FLAGS="${flags.join(" ")}"`;
  writeSection("The program", command, `${EXPLANATION}\n\n${table}`);
}

function firstUpFigure(): Figure {
  timed("make", ["down"], { cwd: root });
  const seconds = timed("make", ["up"], { cwd: root });
  return {
    name: "First `make up`, tools cached",
    measured: seconds,
    atMost: 480,
    unit: "s",
    how: "from no cluster to the report, benchmarks included",
  };
}

function unchangedUpFigure(): Figure {
  const seconds = timed("make", ["up"], { cwd: root });
  return {
    name: "Unchanged `make up`",
    measured: seconds,
    atMost: 60,
    unit: "s",
    how: "refresh and report included",
  };
}

const EXPLANATION =
  "A ratio is the median of interleaved pairs of one run, with the smallest and the largest pair beside it.";

const HEAD = [
  "| figure | measured (range) | at most | kept | what it is |",
  "| --- | --- | --- | --- | --- |",
];

function row(figure: Figure): string {
  const shown = (value: number): string =>
    figure.unit === "s" ? `${value.toFixed(0)} s` : value.toFixed(2);
  const range = figure.range === undefined ? "" : ` (${figure.range.map(shown).join("-")})`;
  const { atMost } = figure;
  const kept = atMost === undefined ? "" : figure.measured <= atMost ? "yes" : "**no**";
  const bound = atMost === undefined ? "" : shown(atMost);
  return `| ${figure.name} | ${shown(figure.measured)}${range} | ${bound} | ${kept} | ${figure.how} |`;
}

main(process.argv.slice(2));
