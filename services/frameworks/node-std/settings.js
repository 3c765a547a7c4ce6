"use strict";
/** Settings from the environment, checked against the matrix of what each server can honour. */
const fs = require("node:fs");
const os = require("node:os");
const matrix = require("../matrix.json");

const SERVER = "node-std";
/** V8 checks its own limit; the thread's real stack must be larger by this much, in KiB. */
const STACK_MARGIN_KIB = 256;

/**
 * Reads every setting, and reports every problem, not only the first.
 * @param {Record<string, string | undefined>} env
 * @param {{ somaxconn?: number, stackKib?: number, cores: number }} limits what the machine grants
 */
function readSettings(env, limits) {
  const problems = [];
  const read = (name) => parse(name, env[name], problems);
  const settings = {
    port: read("PORT") ?? 8080,
    workers: read("WORKERS") ?? limits.cores,
    backlog: read("BACKLOG"),
    reuseport: read("REUSEPORT"),
    nodelay: read("NODELAY"),
    keepaliveIdle: read("KEEPALIVE_IDLE"),
    keepaliveInterval: read("KEEPALIVE_INTERVAL"),
    keepaliveCount: read("KEEPALIVE_COUNT"),
    stackKib: read("STACK_KIB"),
    maxConnections: read("MAX_CONNECTIONS"),
    poolSize: read("POOL_SIZE"),
  };
  problems.push(...beyondLimits(settings, limits));
  return { settings, problems };
}

function parse(name, text, problems) {
  if (text === undefined || text === "") return undefined;
  const honoured = matrix.servers[SERVER][name];
  if (honoured !== true) {
    problems.push(`${name}=${text} cannot be honoured: ${honoured}. Unset ${name}.`);
    return undefined;
  }
  const rule = matrix.settings[name];
  return rule.kind === "flag" ? flag(name, text, problems) : number(name, text, rule, problems);
}

function flag(name, text, problems) {
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  problems.push(`${name}=${text} must be true or false.`);
  return undefined;
}

function number(name, text, { min, max }, problems) {
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  problems.push(`${name}=${text} must be a whole number from ${min} to ${max}.`);
  return undefined;
}

/** What the matrix allows and this machine, or this number of workers, does not. */
function beyondLimits({ backlog, stackKib, workers, maxConnections, poolSize }, limits) {
  const problems = [];
  if (backlog > limits.somaxconn) {
    problems.push(
      `BACKLOG=${backlog} cannot be honoured: the kernel cuts it to net.core.somaxconn, which is ` +
        `${limits.somaxconn} here. Raise the sysctl or ask for ${limits.somaxconn} or less.`,
    );
  }
  if (stackKib > limits.stackKib - STACK_MARGIN_KIB) {
    const most = limits.stackKib - STACK_MARGIN_KIB;
    problems.push(`STACK_KIB=${stackKib} cannot be honoured: the stack limit leaves ${most} KiB.`);
  }
  for (const [name, total] of [
    ["MAX_CONNECTIONS", maxConnections],
    ["POOL_SIZE", poolSize],
  ]) {
    if (total < workers) {
      problems.push(
        `${name}=${total} cannot be honoured: each of the ${workers} workers has a share of at ` +
          `least one. Ask for ${workers} or more, or for fewer WORKERS.`,
      );
    }
  }
  return problems;
}

/** What this machine grants. A value that cannot be read is left out, and not checked. */
function machineLimits() {
  const somaxconn = Number(readText("/proc/sys/net/core/somaxconn")) || undefined;
  const row = /^Max stack size\s+(\S+)/m.exec(readText("/proc/self/limits"));
  const stackKib = row && row[1] !== "unlimited" ? Number(row[1]) / 1024 : undefined;
  return { somaxconn, stackKib, cores: cores() };
}

/** Whole cores of the container's quota, rounded up; Node 20 counts only the machine's. */
function cores() {
  const [quota, period] = readText("/sys/fs/cgroup/cpu.max").split(" ").map(Number);
  const v1 = Number(readText("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"));
  const share = quota > 0 ? quota / period : v1 / 100_000;
  const all = os.availableParallelism();
  return share > 0 ? Math.max(1, Math.min(all, Math.ceil(share))) : all;
}

function readText(path) {
  try {
    return fs.readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

module.exports = { SERVER, readSettings, machineLimits };
