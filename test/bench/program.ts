import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { exportedEnv } from "../support/exportedEnv";
import { imageFigures } from "./imageFigures";
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
  const figures = [
    ...(full ? [firstUpFigure()] : []),
    unchangedUpFigure(),
    startFigure(),
    ...previewFigures(exportedEnv(root)),
    ...imageFigures(exportedEnv(root)),
  ];
  const table = markdown(figures);
  console.log(table);
  if (flags.includes("--write")) writeFileSync(join(root, "docs", "performance.md"), page(table));
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

function markdown(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const range = figure.range?.map((value) => value.toFixed(2)).join("-");
    const value =
      figure.unit === "s" ? `${figure.measured.toFixed(0)} s` : figure.measured.toFixed(2);
    const bound = figure.unit === "s" ? `${figure.atMost} s` : figure.atMost.toFixed(2);
    const kept = figure.measured <= figure.atMost ? "yes" : "**no**";
    return `| ${figure.name} | ${value}${range ? ` (${range})` : ""} | ${bound} | ${kept} | ${figure.how} |`;
  });
  const head = [
    "| figure | measured (range) | at most | kept | what it is |",
    "| --- | --- | --- | --- | --- |",
  ];
  return [...head, ...rows, ""].join("\n");
}

function page(table: string): string {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: root,
    encoding: "utf8",
  });
  const { length, 0: cpu } = cpus();
  return `# Performance of the program

Made by \`make bench-program FLAGS="--full --write"\` on ${new Date().toISOString().slice(0, 10)} at commit ${commit.trim()}, on ${length} cores of ${cpu?.model ?? "an unknown model"}. A ratio is the median of interleaved pairs of one run, with the smallest and the largest pair beside it.

${table}`;
}

main(process.argv.slice(2));
