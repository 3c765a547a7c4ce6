//! The counters of a cgroup of version 2: one folder.

use crate::clock::stamped;
use crate::counter_file::CounterFile;
use crate::failure::Failure;
use crate::folders;
use crate::reading::{Cpu, Memory, Reading};
use std::path::Path;

pub fn read(folder: &Path) -> Result<Reading, Failure> {
    let (at_nanos, stat) = stamped(|| CounterFile::read(folder, "cpu.stat"))?;
    Ok(Reading {
        at_nanos,
        cgroup: 2,
        cpu: cpu(folder, &stat)?,
        memory: memory(folder)?,
        cpus: CounterFile::read(folder, "cpuset.cpus.effective")?.cpus()?,
        pids: CounterFile::read(folder, "pids.current")?.number()?,
    })
}

/// The time, and nanoseconds of CPU in all cgroups directly below. The top itself does not count
/// exactly, it adds up what a timer has sampled; the kernel's own threads, which stay at the top, are
/// therefore left out.
pub fn usage_below(top: &Path) -> Result<(u64, u64), Failure> {
    stamped(|| {
        let mut sum = 0;
        for folder in folders::below(top) {
            // One that ends meanwhile takes its file along.
            if let Some(stat) = CounterFile::read_if_any(&folder, "cpu.stat")? {
                sum += stat.field("usage_usec")? * 1_000;
            }
        }
        Ok(sum)
    })
}

fn cpu(folder: &Path, stat: &CounterFile) -> Result<Cpu, Failure> {
    let nanos = |name| Ok(stat.field(name)? * 1_000);
    let (quota_micros, period_micros) = quota(&CounterFile::read(folder, "cpu.max")?)?;
    Ok(Cpu {
        usage_nanos: nanos("usage_usec")?,
        user_nanos: nanos("user_usec")?,
        system_nanos: nanos("system_usec")?,
        periods: stat.field("nr_periods")?,
        throttled_periods: stat.field("nr_throttled")?,
        throttled_nanos: nanos("throttled_usec")?,
        quota_micros,
        period_micros,
    })
}

/// `200000 100000`, or `max 100000` without a limit.
fn quota(file: &CounterFile) -> Result<(Option<u64>, u64), Failure> {
    let (quota, period) = file.text().split_once(' ').unwrap_or((file.text(), ""));
    let quota = (quota != "max").then(|| file.parse(quota)).transpose()?;
    Ok((quota, file.parse(period)?))
}

fn memory(folder: &Path) -> Result<Memory, Failure> {
    let current_bytes = CounterFile::read(folder, "memory.current")?.number()?;
    let stat = CounterFile::read(folder, "memory.stat")?;
    let peak = CounterFile::read_if_any(folder, "memory.peak")?;
    Ok(Memory {
        current_bytes,
        peak_bytes: peak.map(|file| file.number()).transpose()?,
        working_set_bytes: current_bytes.saturating_sub(stat.field("inactive_file")?),
        limit_bytes: CounterFile::read(folder, "memory.max")?.number_or("max")?,
        anon_bytes: stat.field("anon")?,
        file_bytes: stat.field("file")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Tree;

    #[test]
    fn every_counter_is_read() {
        let tree = Tree::new();
        tree.v2_counters("c");

        let reading = read(&tree.path("c")).unwrap();

        assert_eq!(
            reading,
            Reading {
                at_nanos: reading.at_nanos,
                cgroup: 2,
                cpu: Cpu {
                    usage_nanos: 1_234_567_000,
                    user_nanos: 1_000_000_000,
                    system_nanos: 234_567_000,
                    periods: 120,
                    throttled_periods: 7,
                    throttled_nanos: 350_000_000,
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
    fn usage_is_summed_over_the_folders_below() {
        let tree = Tree::new();
        tree.v2_counters("a");
        tree.v2_counters("b");
        tree.v2_counters("b/inner");
        tree.folder("empty");

        let (_, usage) = usage_below(tree.root()).unwrap();

        assert_eq!(usage, 2 * 1_234_567_000);
        tree.write("a/cpu.stat", "usage_usec x\n");
        assert!(usage_below(tree.root()).is_err());
    }

    #[test]
    fn without_limits_they_are_null() {
        let tree = Tree::new();
        tree.v2_counters("c");
        tree.write("c/cpu.max", "max 100000\n");
        tree.write("c/memory.max", "max\n");

        let document = read(&tree.path("c")).unwrap().document();

        assert!(document["cpu"]["quotaMicros"].is_null());
        assert_eq!(document["cpu"]["periodMicros"], 100_000);
        assert!(document["memory"]["limitBytes"].is_null());
    }

    #[test]
    fn a_kernel_that_keeps_no_peak_leaves_it_unknown() {
        let tree = Tree::new();
        tree.v2_counters("c");
        tree.remove("c/memory.peak");

        assert!(read(&tree.path("c")).unwrap().document()["memory"]["peakBytes"].is_null());
    }

    #[test]
    fn a_missing_or_malformed_file_is_named() {
        for (file, text, reason) in [
            ("cpu.stat", "usage_usec 5\n", "cpu.stat has no 'user_usec'"),
            (
                "cpu.max",
                "200000\n",
                "cpu.max holds '' where a number was expected",
            ),
            (
                "cpu.max",
                "two 100000\n",
                "cpu.max holds 'two' where a number was expected",
            ),
            (
                "memory.current",
                "",
                "memory.current holds '' where a number was expected",
            ),
            (
                "memory.stat",
                "anon 1\nfile 2\n",
                "memory.stat has no 'inactive_file'",
            ),
            (
                "cpuset.cpus.effective",
                "",
                "cpuset.cpus.effective holds '', which is no list of CPUs",
            ),
        ] {
            let tree = Tree::new();
            tree.v2_counters("c");
            tree.write(&format!("c/{file}"), text);

            let failure = read(&tree.path("c")).unwrap_err();
            assert_eq!(
                (failure.status, failure.reason.ends_with(reason)),
                (500, true),
                "{}",
                failure.reason
            );
        }
    }

    #[test]
    fn a_controller_that_is_off_is_an_error() {
        for file in [
            "cpu.max",
            "memory.current",
            "memory.max",
            "cpuset.cpus.effective",
            "pids.current",
        ] {
            let tree = Tree::new();
            tree.v2_counters("c");
            tree.remove(&format!("c/{file}"));

            let reason = read(&tree.path("c")).unwrap_err().reason;
            assert!(
                reason.contains(&format!("{file} cannot be read")),
                "{reason}"
            );
        }
    }
}
