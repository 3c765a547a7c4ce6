import { bytes, percent, short, UNKNOWN } from "./format";
import { markdownTable } from "./markdownTable";
import { join } from "./measuredSection";
import type { Report } from "./report";

/** Where the figures come from: machine, images, Jobs, plugins. */
export function contextSection(report: Report): string {
  return join("## Environment", machine(report), jobs(report), "## Plugins", plugins(report));
}

function machine({ machine: m, kubernetes, commit, createdAt }: Report): string {
  const text = (value: string | number | null | undefined): string => String(value ?? UNKNOWN);
  return markdownTable(
    ["what", "value"],
    [
      ["report made", createdAt],
      ["program's commit", text(commit)],
      ["Kubernetes", text(kubernetes)],
      ["kernel", text(m?.kernel)],
      ["CPU", `${text(m?.cores)} × ${text(m?.cpuModel)}`],
      ["memory", bytes(m?.memoryBytes ?? undefined)],
      ["cgroup", m ? `v${m.cgroup}` : UNKNOWN],
      ["busy cores in the first run", maybe(m?.busyCores, short)],
      ["stolen by other guests", maybe(m?.stealShare, percent)],
    ],
  );
}

function maybe(value: number | null | undefined, print: (value: number) => string): string {
  return value === null || value === undefined ? UNKNOWN : print(value);
}

function jobs({ rows }: Report): string {
  return markdownTable(
    ["server", "Job", "answer on the wire", "image"],
    rows.map(({ subject, job, image, figures }) => {
      const answer = figures === undefined ? "-" : `${figures.wireBytes} bytes`;
      return [subject, job, answer, `\`${image}\``];
    }),
  );
}

function plugins({ plugins: all }: Report): string {
  if (all.length === 0) return "Not known.";
  const rows = all.map(({ name, version, standIn }) => [
    name,
    version,
    standIn ? "the project's own stand-in" : "official",
  ]);
  return markdownTable(["plugin", "version", "which"], rows);
}
