//! The machine under the measurement, and the quota of the own container.

use serde_json::{Value, json};
use std::fs::read_to_string;

/// Ticks of /proc/stat in a second.
const TICKS: f64 = 100.0;

/// Machine-wide CPU time since start, in ticks.
#[derive(Debug, PartialEq)]
pub struct Counters {
    busy: f64,
    irq: f64,
    steal: f64,
}

/// Reads /proc/stat, which shows the whole machine inside a container as well.
pub fn counters() -> Option<Counters> {
    parse_stat(&read_to_string("/proc/stat").ok()?)
}

fn parse_stat(text: &str) -> Option<Counters> {
    let row = text.lines().next()?.strip_prefix("cpu ")?;
    let ticks: Vec<f64> = row
        .split_whitespace()
        .filter_map(|one| one.parse().ok())
        .collect();
    // user nice system idle iowait irq softirq steal; guest time is in user already.
    let [user, nice, system, _, _, irq, softirq, steal, ..] = ticks[..] else {
        return None;
    };
    let irq = irq + softirq;
    Some(Counters {
        busy: user + nice + system + irq,
        irq,
        steal,
    })
}

impl Counters {
    /// CPU seconds of all cores together from here to a later look.
    pub fn until(&self, later: &Counters) -> Value {
        let seconds = |from: f64, to: f64| (to - from) / TICKS;
        json!({
            "cores": processors(),
            "busySeconds": seconds(self.busy, later.busy),
            // Network work of the kernel, which is on nobody's account.
            "irqSeconds": seconds(self.irq, later.irq),
            "stealSeconds": seconds(self.steal, later.steal),
        })
    }
}

/// Kernel, CPU and memory; null is not known.
pub fn document() -> Value {
    json!({
        "kernel": read_to_string("/proc/sys/kernel/osrelease").ok().map(|text| text.trim().to_string()),
        "cpuModel": cpu_model(&read_to_string("/proc/cpuinfo").unwrap_or_default()),
        "cores": processors(),
        "memoryBytes": memory(&read_to_string("/proc/meminfo").unwrap_or_default()),
        "cgroup": if std::path::Path::new("/sys/fs/cgroup/cgroup.controllers").exists() { 2 } else { 1 },
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
    fn parse_stat_parts_busy_idle_and_stolen_time() {
        let counters = parse_stat("cpu  10 1 5 100 4 0 2 3 0 0\ncpu0 1 2\n").unwrap();

        assert_eq!(
            (counters.busy, counters.irq, counters.steal),
            (18.0, 2.0, 3.0)
        );
        assert!(parse_stat("").is_none());
    }

    #[test]
    fn a_stretch_of_time_is_told_in_seconds() {
        let from = parse_stat("cpu  10 0 0 0 0 0 2 0 0 0\n").unwrap();
        let to = parse_stat("cpu  110 0 50 0 0 0 52 1 0 0\n").unwrap();

        let document = from.until(&to);

        assert_eq!(
            (&document["busySeconds"], &document["irqSeconds"]),
            (&json!(2.0), &json!(0.5))
        );
        assert_eq!(document["stealSeconds"], 0.01);
    }

    #[test]
    fn parse_quota_gives_cores_and_nothing_for_no_limit() {
        assert_eq!(parse_quota("200000 100000\n"), Some(2.0));
        assert_eq!(parse_quota("max 100000\n"), None);
    }
}
