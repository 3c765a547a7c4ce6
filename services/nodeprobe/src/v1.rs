//! The counters of a cgroup of version 1: a folder a controller.

use crate::clock::stamped;
use crate::controllers::Controllers;
use crate::counter_file::CounterFile;
use crate::failure::Failure;
use crate::reading::{Cpu, Memory, Reading};
use std::path::Path;

/// What the kernel shows for "no limit": the largest number of whole pages. They are of 4 KiB or
/// more, so from here on, whatever their size.
const NO_LIMIT: u64 = i64::MAX as u64 - (1 << 20);

/// The time, and nanoseconds of CPU.
pub fn usage(place: &Controllers) -> Result<(u64, u64), Failure> {
    let (at_nanos, usage) = stamped(|| CounterFile::read(&place.cpuacct, "cpuacct.usage"))?;
    Ok((at_nanos, usage.number()?))
}

pub fn read(place: &Controllers) -> Result<Reading, Failure> {
    let (at_nanos, usage_nanos) = usage(place)?;
    Ok(Reading {
        at_nanos,
        cgroup: 1,
        cpu: cpu(place, usage_nanos)?,
        memory: memory(&place.memory)?,
        cpus: CounterFile::read(&place.cpuset, "cpuset.effective_cpus")?.cpus()?,
        pids: CounterFile::read(&place.pids, "pids.current")?.number()?,
    })
}

fn cpu(place: &Controllers, usage_nanos: u64) -> Result<Cpu, Failure> {
    // Its two parts add up to the usage; those of cpuacct.usage_user and cpuacct.usage_sys do not.
    let split = CounterFile::read(&place.cpuacct, "cpuacct.stat")?;
    let stat = CounterFile::read(&place.cpu, "cpu.stat")?;
    let quota = CounterFile::read(&place.cpu, "cpu.cfs_quota_us")?;
    Ok(Cpu {
        usage_nanos,
        user_nanos: split.field("user")? * tick_nanos(),
        system_nanos: split.field("system")? * tick_nanos(),
        periods: stat.field("nr_periods")?,
        throttled_periods: stat.field("nr_throttled")?,
        throttled_nanos: stat.field("throttled_time")?,
        quota_micros: quota.number_or("-1")?,
        period_micros: CounterFile::read(&place.cpu, "cpu.cfs_period_us")?.number()?,
    })
}

/// In which the kernel counts for programs, 10 ms on every machine one meets.
fn tick_nanos() -> u64 {
    // SAFETY: a question without arguments in memory.
    let ticks = unsafe { libc::sysconf(libc::_SC_CLK_TCK) };
    1_000_000_000 / ticks.max(1) as u64
}

/// The rows named `total_` count the cgroups below, as version 2 always does.
fn memory(folder: &Path) -> Result<Memory, Failure> {
    let number = |name| CounterFile::read(folder, name)?.number();
    let current_bytes = number("memory.usage_in_bytes")?;
    let stat = CounterFile::read(folder, "memory.stat")?;
    let limit = number("memory.limit_in_bytes")?;
    Ok(Memory {
        current_bytes,
        peak_bytes: Some(number("memory.max_usage_in_bytes")?),
        working_set_bytes: current_bytes.saturating_sub(stat.field("total_inactive_file")?),
        limit_bytes: (limit < NO_LIMIT).then_some(limit),
        anon_bytes: stat.field("total_rss")?,
        file_bytes: stat.field("total_cache")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Tree;

    fn place(tree: &Tree) -> Controllers {
        tree.v1_counters("c");
        Controllers {
            cpu: tree.path("cpu,cpuacct/c"),
            cpuacct: tree.path("cpu,cpuacct/c"),
            memory: tree.path("memory/c"),
            cpuset: tree.path("cpuset/c"),
            pids: tree.path("pids/c"),
        }
    }

    #[test]
    fn every_counter_is_read() {
        let tree = Tree::new();

        let reading = read(&place(&tree)).unwrap();

        assert_eq!(
            reading,
            Reading {
                at_nanos: reading.at_nanos,
                cgroup: 1,
                cpu: Cpu {
                    usage_nanos: 1_234_567_890,
                    user_nanos: 1_000_000_000,
                    system_nanos: 230_000_000,
                    periods: 120,
                    throttled_periods: 7,
                    throttled_nanos: 350_000_001,
                    quota_micros: Some(200_000),
                    period_micros: 100_000,
                },
                memory: Memory {
                    current_bytes: 30_000_000,
                    peak_bytes: Some(41_000_000),
                    working_set_bytes: 26_000_000,
                    limit_bytes: Some(536_870_912),
                    anon_bytes: 12_000_000,
                    file_bytes: 9_000_000,
                },
                cpus: "0-1".into(),
                pids: 5,
            }
        );
    }

    #[test]
    fn the_top_counts_all_tasks() {
        let tree = Tree::new();
        let place = place(&tree);

        assert_eq!(usage(&place).unwrap().1, 1_234_567_890);
        tree.remove("cpu,cpuacct/c/cpuacct.usage");
        assert!(usage(&place).is_err());
    }

    #[test]
    fn without_limits_they_are_null() {
        let tree = Tree::new();
        let place = place(&tree);
        tree.write("cpu,cpuacct/c/cpu.cfs_quota_us", "-1\n");
        tree.write("memory/c/memory.limit_in_bytes", "9223372036854771712\n");

        let document = read(&place).unwrap().document();

        assert!(document["cpu"]["quotaMicros"].is_null());
        assert_eq!(document["cpu"]["periodMicros"], 100_000);
        assert!(document["memory"]["limitBytes"].is_null());
    }

    #[test]
    fn a_missing_or_malformed_file_is_named() {
        for (file, text, reason) in [
            (
                "cpu,cpuacct/c/cpuacct.usage",
                "\n",
                "cpuacct.usage holds '' where a number was expected",
            ),
            (
                "cpu,cpuacct/c/cpuacct.stat",
                "user 1\n",
                "cpuacct.stat has no 'system'",
            ),
            (
                "cpu,cpuacct/c/cpu.stat",
                "nr_periods 1\nnr_throttled x\n",
                "cpu.stat holds 'x' where a number was expected",
            ),
            (
                "cpu,cpuacct/c/cpu.cfs_quota_us",
                "-2\n",
                "cpu.cfs_quota_us holds '-2' where a number was expected",
            ),
            (
                "memory/c/memory.stat",
                "cache 1\nrss 2\n",
                "memory.stat has no 'total_inactive_file'",
            ),
            (
                "cpuset/c/cpuset.effective_cpus",
                "\n",
                "cpuset.effective_cpus holds '', which is no list of CPUs",
            ),
        ] {
            let tree = Tree::new();
            let place = place(&tree);
            tree.write(file, text);

            let failure = read(&place).unwrap_err();
            assert_eq!(
                (failure.status, failure.reason.ends_with(reason)),
                (500, true),
                "{}",
                failure.reason
            );
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_an_error() {
        for file in [
            "memory/c/memory.max_usage_in_bytes",
            "pids/c/pids.current",
            "cpu,cpuacct/c/cpu.cfs_period_us",
        ] {
            let tree = Tree::new();
            let place = place(&tree);
            tree.remove(file);

            let reason = read(&place).unwrap_err().reason;
            assert!(
                reason.contains(&format!("{file} cannot be read")),
                "{reason}"
            );
        }
    }
}
