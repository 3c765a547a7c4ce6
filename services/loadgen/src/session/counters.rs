//! What was used over a stretch of time: by the machine, and by the generator's own container.

use super::cpu_time::CpuTime;
use super::probe::Probe;
use crate::load::result::LoadResult;
use crate::machine::{self, Counters};
use serde_json::{Value, json};
use std::fs::read_to_string;
use std::time::{Duration, Instant};

/// Long enough for the slow work that a machine does by itself.
const BASELINE: Duration = Duration::from_secs(2);

/// One look at every counter that is not nodeprobe's.
pub struct Look {
    at: Instant,
    machine: Option<Counters>,
    /// Seconds that the own container had to wait because its quota was spent.
    throttled: f64,
}

impl Look {
    pub fn now() -> Look {
        Look {
            at: Instant::now(),
            machine: machine::counters(),
            throttled: throttled_seconds(),
        }
    }

    pub fn seconds_to(&self, later: &Look) -> f64 {
        (later.at - self.at).as_secs_f64()
    }

    /// CPU seconds of all cores together in `length` seconds, going by those up to a later look; null where
    /// the kernel does not tell. `tasks` is what nodeprobe counted of all tasks at both edges.
    pub fn machine_to(&self, later: &Look, tasks: [Option<CpuTime>; 2], length: f64) -> Value {
        let (Some(from), Some(to)) = (&self.machine, &later.machine) else {
            return Value::Null;
        };
        let mut document = from.until(to, length);
        let [from, to] = tasks;
        document["taskSeconds"] = json!(from.zip(to).map(|(from, to)| from.over(to, length)));
        document
    }

    pub fn throttled_to(&self, later: &Look) -> f64 {
        later.throttled - self.throttled
    }
}

/// What the machine does by itself: to be asked for while nobody is measured.
pub fn baseline(probe: &mut Probe) -> Value {
    let from = probe.node_tasks();
    let begin = Look::now();
    std::thread::sleep(BASELINE);
    let end = Look::now();
    let seconds = begin.seconds_to(&end);
    let mut document = begin.machine_to(&end, [from, probe.node_tasks()], seconds);
    if document.is_object() {
        document["seconds"] = json!(seconds);
    }
    document
}

/// The generator's CPU and waiting, and against what they are to be held.
pub fn generator(load: &LoadResult, threads: usize, cores: usize, throttled: f64) -> Value {
    let usable = (threads as f64)
        .min(cores as f64)
        .min(machine::quota().unwrap_or(f64::MAX));
    json!({
        "cpuSeconds": load.cpu_seconds,
        "waitSeconds": load.wait_seconds,
        "usableCores": usable,
        "throttledSeconds": throttled,
    })
}

fn throttled_seconds() -> f64 {
    let places = ["/sys/fs/cgroup/cpu.stat", "/sys/fs/cgroup/cpu/cpu.stat"];
    let text = places.iter().find_map(|path| read_to_string(path).ok());
    parse_throttled(&text.unwrap_or_default())
}

/// Version 2 counts in microseconds, version 1 in nanoseconds. Without a quota there is no line.
fn parse_throttled(text: &str) -> f64 {
    let number = |name: &str| {
        let row = text.lines().find_map(|line| line.strip_prefix(name))?;
        row.trim().parse::<f64>().ok()
    };
    number("throttled_usec ")
        .map(|micros| micros / 1e6)
        .or_else(|| number("throttled_time ").map(|nanos| nanos / 1e9))
        .unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn throttled_time_is_read_in_both_kinds_of_cgroups() {
        assert_eq!(
            parse_throttled("nr_periods 3\nthrottled_usec 1500000\n"),
            1.5
        );
        assert_eq!(
            parse_throttled("nr_throttled 1\nthrottled_time 250000000\n"),
            0.25
        );
        assert_eq!(parse_throttled("usage_usec 5\n"), 0.0);
    }
}
