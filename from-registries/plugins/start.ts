import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";

const program = join(__dirname, "plugin.js");
/** Of this very bundle: V8 itself goes by the length of the text alone. */
const cache = join(__dirname, `plugin.${statSync(program).mtimeMs}.cache`);

/**
 * Starts the plugin beside this file with the code that its first run compiled. Every preview starts
 * every plugin, and most of what they do first is compiling. A cache of another version of Node is
 * no use to V8 and is made anew.
 */
function start(): void {
  const cachedData = keptCache();
  const text = readFileSync(program, "latin1"); // The bundle is ASCII.
  const script = new Script(`(function (require) {${text}\n})`, { filename: program, cachedData });
  if (cachedData === undefined || script.cachedDataRejected === true) {
    // At the end, since code is compiled when it is first used.
    process.once("exit", () => keepCache(script));
  }
  (script.runInThisContext() as (require: NodeJS.Require) => void)(require);
}

function keptCache(): Buffer | undefined {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

function keepCache(script: Script): void {
  try {
    const unfinished = `${cache}.${process.pid}`; // Two runs may end at once.
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, cache);
  } catch {
    // A folder that cannot be written costs time, and nothing else.
  }
}

start();
