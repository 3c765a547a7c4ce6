import { Command } from "commander";
import { MEASURING_PLANS } from "../components/benchmark/plan";
import { LANGS } from "../report/texts/lang";
import { bench } from "./bench";
import { type BenchOptions } from "./bench/choice";
import { clean } from "./clean";
import { DEFAULT_ENVIRONMENT } from "./commandText";
import { type GlobalOptions } from "./context";
import { doctor } from "./doctor";
import { down } from "./down";
import { env } from "./env";
import { explain } from "./explain";
import { failureText } from "./failure";
import { preview } from "./preview";
import { report } from "./report";
import { up } from "./up";

const ASK = "do not ask before an environment other than the local one is changed";

function commandLine(): Command {
  const program = new Command("tare")
    .description("Performance-tuned containers on Kubernetes, and the measurements that prove it")
    .option(
      "--env <name>",
      "environment: a Pulumi.<name>.yaml of the work tree",
      DEFAULT_ENVIRONMENT,
    )
    .option("--stacks <names>", "only these case studies, separated by commas");
  const verb = <More>(
    name: string,
    description: string,
    run: (options: GlobalOptions, more: More) => Promise<void>,
  ): Command =>
    program
      .command(name)
      .description(description)
      .action((more: More) => run(program.opts<GlobalOptions>(), more));

  verb("up", "bring everything up, deploy, measure, report", up).option("--yes", ASK);
  verb("preview", "show what an update would change", preview);
  verb("report", "fetch the results and write out/<env>/", report)
    .option("--lang <code>", `language of the report: ${LANGS.join(" or ")}`, "en")
    .option("--offline", "fetch nothing: render out/<env>/raw again, without a cluster");
  program
    .command("explain <stack>")
    .description("tell what follows from the limits of each workload of a case study, and why")
    .action(explain);
  program
    .command("bench")
    .description(
      "repeat the measurements of a case study, or try how its service holds in operation",
    )
    .argument("<case study>", "as the environment deploys it, such as frameworks")
    .option("--full", "the long form: the same as --plan full")
    .option("--plan <name>", `${MEASURING_PLANS.join(", ")} (default: standard)`)
    .option("--subjects <names>", "only these servers, separated by commas")
    .option("--fresh", "begin anew instead of going on with an interrupted run")
    .option("--noisy", "measure once more what came out noisy in the last run, and keep the rest")
    .action((experiment: string, more: BenchOptions) =>
      bench(program.opts<GlobalOptions>(), experiment, more),
    );
  verb("down", "remove stack, cluster, registry and images", down)
    .option("--keep <what>", "'cluster' keeps cluster and registry", process.env.KEEP)
    .option("--yes", ASK);
  verb("clean", "remove tools and caches", clean);
  verb("doctor", "tell what is there, what is wrong and what to do", doctor);
  verb("env", 'print variables for: eval "$(./tare env)"', env);
  return program;
}

// A reader that has left, as in `./tare doctor | head`, is no failure.
process.stdout.on("error", () => undefined);

commandLine()
  .parseAsync()
  .then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`\n${failureText(error)}`);
      process.exit(1);
    },
  );
