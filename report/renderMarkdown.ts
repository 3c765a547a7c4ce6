import { claimsSection } from "./claimsSection";
import { contextSection } from "./contextSection";
import { join, latencySection, measuredSection } from "./measuredSection";
import type { Report } from "./report";

const HOW_TO_READ = `## How to read this

- **requests/s** is the peak of a closed loop: each of the connections asks again as soon as it has
  its answer. "At least" stands where the load generator was more than 90 % busy.
- **CPU** is the server's own, from the kubelet's counters: the difference of two readings inside
  the measured time. Fewer than two readings, and it is unknown. It is never estimated.
- **CPU/request** is CPU divided by requests/s. It depends less on the load generator than the
  rate does.
- **memory** is the largest working set seen under load, the page cache in use included.
- **image** is compressed, as pulled, and unpacked, as kept on a node.
- **noisy** means that programs other than server, generator and kernel used more than 15 % of
  the machine's CPU meanwhile. Measure again on a quiet machine.
- **refused** means that there is no figure, and says why. It is not zero.
- On a machine of two cores, server and generator share them: nothing here says what a server does
  with two cores of its own, across nodes, or behind a real network card.
- The log of each run is in the folder \`raw\`: wrk's own text, and every count, compressed.`;

/** The report as Markdown, the summary first. It links to `chart.svg` beside it. */
export function renderMarkdown(report: Report): string {
  const day = report.createdAt.slice(0, 10);
  const text = join(
    `# A first look: ${report.environment}, ${day}`,
    report.summary.map((sentence) => `- ${sentence}`).join("\n"),
    measuredSection(report),
    latencySection(report),
    claimsSection(report),
    contextSection(report),
    HOW_TO_READ,
  );
  return `${text}\n`;
}
