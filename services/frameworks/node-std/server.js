"use strict";
/** The contract of a framework server, spoken by Node's own http and cluster modules. */
const cluster = require("node:cluster");
const { SERVER, machineLimits, readSettings } = require("./settings");
const { serve } = require("./worker");

/** Exit code for a setting that cannot be honoured (EX_CONFIG of sysexits.h). */
const EXIT_SETTING = 78;

const { settings, problems } = readSettings(process.env, machineLimits());
if (problems.length > 0) {
  for (const problem of problems) console.error(`${SERVER}: ${problem}`);
  process.exit(EXIT_SETTING);
}

if (cluster.isWorker) {
  // Signals go to the primary, which tells the workers; an interrupt key reaches all of them.
  for (const name of ["SIGTERM", "SIGINT"]) process.on(name, () => {});
  const onStop = (drain) => process.on("message", (message) => message === "stop" && drain());
  serve(settings, onStop, process.env.UPSTREAM_URL);
} else if (settings.workers === 1 && settings.stackKib === undefined) {
  serve(settings, onSignal, process.env.UPSTREAM_URL).once("listening", announce);
} else {
  runCluster();
}

/** V8 takes its stack limit only from the command line, so the workers are started with it. */
function runCluster() {
  const execArgv = settings.stackKib === undefined ? [] : [`--stack-size=${settings.stackKib}`];
  cluster.setupPrimary({ execArgv });
  let stopping = false;
  let code = 0;
  let listening = 0;
  for (let i = 0; i < settings.workers; i += 1) cluster.fork();
  cluster.on("listening", () => {
    listening += 1;
    if (listening === settings.workers) announce();
  });
  cluster.on("exit", (worker, exitCode, signal) => {
    if (exitCode !== 0) code = 1;
    if (!stopping) {
      console.error(`${SERVER}: a worker ended unasked (${signal ?? `exit code ${exitCode}`})`);
      // One worker less is another server than the one to be measured: stop, and be restarted.
      stopAll();
      code = 1;
    }
    if (Object.keys(cluster.workers).length === 0) process.exit(code);
  });
  const stopAll = () => {
    stopping = true;
    for (const worker of Object.values(cluster.workers)) {
      if (worker.isConnected()) worker.send("stop");
    }
  };
  onSignal(stopAll);
}

function onSignal(stop) {
  for (const name of ["SIGTERM", "SIGINT"]) process.once(name, stop);
}

function announce() {
  console.log(`${SERVER}: listening on port ${settings.port} with ${settings.workers} workers`);
}
