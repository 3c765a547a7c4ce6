//! The machine under the measurement, and the generator's own share of it.

use crate::plan::Plan;
use crate::wrk::Load;
use serde_json::{Value, json};
use std::fs::read_to_string;

/// Machine-wide CPU time since start, in ticks of 1/100 second.
pub struct Counters {
    busy: f64,
    irq: f64,
    steal: f64,
    total: f64,
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
    let [user, nice, system, idle, iowait, irq, softirq, steal, ..] = ticks[..] else {
        return None;
    };
    let irq = irq + softirq;
    let busy = user + nice + system + irq;
    Some(Counters {
        busy,
        irq,
        steal,
        total: busy + idle + iowait + steal,
    })
}

/// Kernel, CPU, limits, and how busy the machine was; null is not known.
pub fn document(before: &Option<Counters>, after: &Option<Counters>, seconds: f64) -> Value {
    let spent = before.as_ref().zip(after.as_ref());
    json!({
        "kernel": read_to_string("/proc/sys/kernel/osrelease").ok().map(|text| text.trim().to_string()),
        "cpuModel": cpu_model(&read_to_string("/proc/cpuinfo").unwrap_or_default()),
        "cores": std::fs::read_to_string("/proc/cpuinfo").ok().map(|text| cores(&text)),
        "memoryBytes": memory(&read_to_string("/proc/meminfo").unwrap_or_default()),
        "cgroup": if std::path::Path::new("/sys/fs/cgroup/cgroup.controllers").exists() { 2 } else { 1 },
        "busyCores": spent.map(|(from, to)| (to.busy - from.busy) / 100.0 / seconds),
        // Network work of the kernel, which is on nobody's account.
        "irqCores": spent.map(|(from, to)| (to.irq - from.irq) / 100.0 / seconds),
        "stealShare": spent.map(|(from, to)| (to.steal - from.steal) / (to.total - from.total).max(1.0)),
    })
}

/// CPU of the generator against what it could use: threads, allowed cores, quota.
pub fn generator(plan: &Plan, load: &Load) -> Value {
    let allowed = allowed_cores();
    let quota = quota();
    let usable = (plan.threads as f64)
        .min(allowed)
        .min(quota.unwrap_or(f64::MAX));
    json!({
        "userSeconds": load.user,
        "systemSeconds": load.system,
        "wallSeconds": load.wall,
        "allowedCores": allowed,
        "quotaCores": quota,
        "usableCores": usable,
        "utilisation": (load.user + load.system) / load.wall / usable,
    })
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

fn allowed_cores() -> f64 {
    // SAFETY: cpu_set_t is a plain bit set that the call fills.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        match libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &mut set) {
            0 => f64::from(libc::CPU_COUNT(&set)),
            _ => 1.0,
        }
    }
}

/// The quota of this container in cores, from cgroup v2 or v1.
fn quota() -> Option<f64> {
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
            (counters.busy, counters.steal, counters.total),
            (18.0, 3.0, 125.0)
        );
        assert!(parse_stat("").is_none());
    }

    #[test]
    fn parse_quota_gives_cores_and_nothing_for_no_limit() {
        assert_eq!(parse_quota("200000 100000\n"), Some(2.0));
        assert_eq!(parse_quota("max 100000\n"), None);
    }
}
