//! The machine under the measurement, and the quota of the own container.

use serde_json::{Value, json};
use std::fs::read_to_string;
use std::path::Path;
use std::time::Instant;

/// Ticks of /proc/stat in a second.
const TICKS: f64 = 100.0;

/// Machine-wide CPU time of all cores together.
pub struct Counters {
    at: Instant,
    ticks: Ticks,
}

/// Since the machine's start.
#[derive(Debug, PartialEq)]
struct Ticks {
    idle: f64,
    irq: f64,
    steal: f64,
}

/// Reads /proc/stat, which shows the whole machine inside a container as well.
pub fn counters() -> Option<Counters> {
    let text = read_to_string("/proc/stat").ok()?;
    Some(Counters {
        at: Instant::now(),
        ticks: parse_stat(&text)?,
    })
}

fn parse_stat(text: &str) -> Option<Ticks> {
    let row = text.lines().next()?.strip_prefix("cpu ")?;
    let ticks: Vec<f64> = row
        .split_whitespace()
        .filter_map(|one| one.parse().ok())
        .collect();
    // user nice system idle iowait irq softirq steal; guest time is in user already.
    let [_, _, _, idle, iowait, irq, softirq, steal, ..] = ticks[..] else {
        return None;
    };
    Some(Ticks {
        idle: idle + iowait,
        irq: irq + softirq,
        steal,
    })
}

impl Counters {
    /// CPU seconds of all cores together in `length` seconds, going by those from here to a later look.
    pub fn until(&self, later: &Counters, length: f64) -> Value {
        let cores = processors();
        let seconds = (later.at - self.at).as_secs_f64();
        let elapsed = seconds * cores.unwrap_or(0) as f64;
        let scale = length / seconds;
        let mut used = self.ticks.until(&later.ticks, elapsed, irq_apart(), scale);
        used["cores"] = json!(cores);
        used
    }
}

impl Ticks {
    /// `elapsed` is the time of all cores together. What was not idle was busy: Linux times idleness
    /// exactly, but only samples what a busy core does, and misses short turns that timers begin.
    fn until(&self, later: &Ticks, elapsed: f64, irq_apart: bool, scale: f64) -> Value {
        let seconds = |from: f64, to: f64| (to - from) / TICKS;
        let steal = seconds(self.steal, later.steal);
        let busy = elapsed - seconds(self.idle, later.idle) - steal;
        // Network work of the kernel, as far as it is on nobody's account.
        let irq = match irq_apart {
            true => seconds(self.irq, later.irq),
            false => 0.0,
        };
        json!({
            "busySeconds": busy.max(0.0) * scale,
            "irqSeconds": irq * scale,
            "stealSeconds": steal * scale,
        })
    }
}

/// Whether the kernel takes interrupts off the account of the task that they interrupt. One that
/// does so has a file for their pressure beside those of the rest (since Linux 6.1); where there are
/// none, it is assumed, so that no time is called foreign that may be the network's.
fn irq_apart() -> bool {
    let pressure = |kind: &str| Path::new("/proc/pressure").join(kind).exists();
    pressure("irq") || !pressure("cpu")
}

/// Kernel, CPU and memory; null is not known.
pub fn document() -> Value {
    json!({
        "kernel": read_to_string("/proc/sys/kernel/osrelease").ok().map(|text| text.trim().to_string()),
        "cpuModel": cpu_model(&read_to_string("/proc/cpuinfo").unwrap_or_default()),
        "cores": processors(),
        "memoryBytes": memory(&read_to_string("/proc/meminfo").unwrap_or_default()),
        "cgroup": if Path::new("/sys/fs/cgroup/cgroup.controllers").exists() { 2 } else { 1 },
    })
}

fn processors() -> Option<usize> {
    read_to_string("/proc/cpuinfo")
        .ok()
        .map(|text| cores(&text))
}

fn cpu_model(text: &str) -> Option<String> {
    let row = text.lines().find(|line| line.starts_with("model name"))?;
    Some(row.split_once(':')?.1.trim().to_string())
}

fn cores(text: &str) -> usize {
    text.lines()
        .filter(|line| line.starts_with("processor"))
        .count()
}

fn memory(text: &str) -> Option<u64> {
    let row = text
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    Some(row.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

/// The quota of this container in cores, from cgroup v2 or v1.
pub fn quota() -> Option<f64> {
    let read = |path: &str| read_to_string(format!("/sys/fs/cgroup/{path}")).ok();
    if let Some(text) = read("cpu.max") {
        return parse_quota(&text);
    }
    let number = |path: &str| read(path)?.trim().parse::<f64>().ok();
    let (quota, period) = (
        number("cpu/cpu.cfs_quota_us")?,
        number("cpu/cpu.cfs_period_us")?,
    );
    (quota > 0.0).then_some(quota / period)
}

fn parse_quota(text: &str) -> Option<f64> {
    let (quota, period) = text.trim().split_once(' ')?;
    Some(quota.parse::<f64>().ok()? / period.parse::<f64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_stat_parts_idle_interrupting_and_stolen_time() {
        let ticks = parse_stat("cpu  10 1 5 100 4 1 2 3 0 0\ncpu0 1 2\n").unwrap();

        assert_eq!((ticks.idle, ticks.irq, ticks.steal), (104.0, 3.0, 3.0));
        assert!(parse_stat("").is_none());
        assert!(parse_stat("cpu  10 1 5 100\n").is_none());
    }

    #[test]
    fn what_was_neither_idle_nor_stolen_was_busy_whatever_was_sampled() {
        let from = parse_stat("cpu  10 0 0 0 0 0 2 0 0 0\n").unwrap();
        let to = parse_stat("cpu  11 0 0 120 30 0 52 10 0 0\n").unwrap();

        let document = from.until(&to, 4.0, true, 1.0);

        let number = |field: &str| document[field].as_f64().unwrap();
        assert!((number("busySeconds") - 2.4).abs() < 1e-9, "{document}");
        assert_eq!(number("stealSeconds"), 0.1);
        assert_eq!(number("irqSeconds"), 0.5);
    }

    #[test]
    fn interrupts_that_are_on_a_tasks_account_are_not_counted_twice() {
        let from = parse_stat("cpu  0 0 0 0 0 0 0 0 0 0\n").unwrap();
        let to = parse_stat("cpu  0 0 0 100 0 0 50 0 0 0\n").unwrap();

        assert_eq!(from.until(&to, 2.0, false, 1.0)["irqSeconds"], 0.0);
        assert_eq!(from.until(&to, 0.5, false, 1.0)["busySeconds"], 0.0);
    }

    #[test]
    fn parse_quota_gives_cores_and_nothing_for_no_limit() {
        assert_eq!(parse_quota("200000 100000\n"), Some(2.0));
        assert_eq!(parse_quota("max 100000\n"), None);
    }
}
