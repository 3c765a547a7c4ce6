import { GENERATOR } from "./components/benchmark/loadSource";
import { planOf } from "./components/benchmark/plan";
import { runExperiments } from "./components/benchmark/runExperiments";
import { ClusterTarget } from "./components/cluster/clusterTarget";
import { loadConfig } from "./components/config/load";
import { ServiceImages } from "./components/images/serviceImages";
import { CASE_STUDIES } from "./stacks";
import versions from "./versions.json";

// Pulumi takes a stack trace with every promise. Node maps it to the sources by itself, and in a small
// part of the time that the library needs which Pulumi has put in its place.
Reflect.deleteProperty(Error, "prepareStackTrace");

const config = loadConfig();

// Before any image: a wrong cluster stops the run while nothing is built or pushed.
const cluster = new ClusterTarget("cluster", { address: config.cluster });
const opts = { providers: [cluster.provider] };

const images = new ServiceImages(config, versions.imageDigests);

const deployed = config.stacks.map((name) => CASE_STUDIES[name]({ ...config, images }, opts));

cluster.warnWherePoliciesMeanNothing(
  deployed.flatMap(({ closedNamespaces = [] }) => closedNamespaces),
);

const plan = planOf(config.benchmark);

/** Where each result is found; empty where the environment measures nothing. */
export const benchmarks = plan
  ? runExperiments(
      {
        plan,
        images: {
          loadgen: images.get("loadgen").reference,
          nodeprobe: images.get("nodeprobe").reference,
        },
        experiments: deployed.flatMap(({ experiments }) => experiments),
        after: [...images.all(), ...deployed.flatMap(({ resources }) => resources)],
      },
      opts,
    )
  : [];

/** What the trials of `./tare bench` make their load with, which are no part of the state. */
export const load = plan && { namespace: GENERATOR, image: images.get("loadgen").reference };
