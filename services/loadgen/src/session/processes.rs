//! Stops, wakes and pins processes of other containers of the pod: they share a process namespace and
//! a user with the load generator.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fs::{read, read_dir, read_to_string};

/// Every process that was started with TARE_ARM=`arm`, first the one that all others come from.
pub fn of_arm(arm: &str) -> Vec<i32> {
    let mut found = numbers("/proc");
    found.retain(|pid| variable(*pid, "TARE_ARM").as_deref() == Some(arm));
    found.sort_unstable_by_key(|pid| start_of(*pid));
    found
}

/// The variables of these names in the environment of every process of an arm, as the kernel holds it:
/// each value once, null for a process that has none.
pub fn told<'a>(arm: &str, names: impl Iterator<Item = &'a str>) -> Value {
    let pids = of_arm(arm);
    let values = |name: &str| -> BTreeSet<Option<String>> {
        pids.iter().map(|pid| variable(*pid, name)).collect()
    };
    let rows = names.map(|name| (name.to_string(), json!(values(name))));
    Value::Object(rows.collect::<Map<_, _>>())
}

fn variable(pid: i32, name: &str) -> Option<String> {
    let environment = read(format!("/proc/{pid}/environ")).ok()?;
    let mut rows = environment.split(|byte| *byte == 0);
    rows.find_map(|row| {
        let text = String::from_utf8_lossy(row);
        Some(text.strip_prefix(name)?.strip_prefix('=')?.to_string())
    })
}

/// When a process was started, in ticks since the machine's start. With its number it is the one
/// process that ever had both.
pub fn start_of(pid: i32) -> u64 {
    let text = read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    parse_start(&text).unwrap_or(u64::MAX)
}

fn parse_start(stat: &str) -> Option<u64> {
    // The name, in parentheses, may hold anything. starttime is the 22nd field, state the 3rd.
    let (_, rest) = stat.rsplit_once(')')?;
    rest.split_whitespace().nth(19)?.parse().ok()
}

/// The container of a process: the last 64 hex digits in the names of its cgroups.
pub fn container_of(pid: i32) -> Option<String> {
    parse_container(&read_to_string(format!("/proc/{pid}/cgroup")).ok()?)
}

fn parse_container(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_ascii_hexdigit());
    let mut ids = words.filter(|word| word.len() == 64);
    ids.next_back().map(String::from)
}

pub fn stop(pids: &[i32]) {
    signal(pids, libc::SIGSTOP);
}

pub fn wake(pids: &[i32]) {
    signal(pids, libc::SIGCONT);
}

/// Whatever is stopped goes on: a stopped server would not hear that it is to end. May be called by a
/// signal handler.
pub fn wake_all() {
    // SAFETY: a plain system call; -1 is every process that this one may signal.
    unsafe { libc::kill(-1, libc::SIGCONT) };
}

fn signal(pids: &[i32], signal: i32) {
    for pid in pids {
        // SAFETY: a plain system call; a process that has ended is only an error.
        unsafe { libc::kill(*pid, signal) };
    }
}

/// Lets every thread of the processes run on `cores` alone. Threads that they start inherit it.
pub fn pin(pids: &[i32], cores: &[usize]) {
    let mut set = empty_set();
    for core in cores {
        // SAFETY: the set is ours; a core comes from a set of the same size.
        unsafe { libc::CPU_SET(*core, &mut set) };
    }
    for thread in pids
        .iter()
        .flat_map(|pid| numbers(&format!("/proc/{pid}/task")))
    {
        // SAFETY: reads the set; a thread that has ended is only an error.
        unsafe { libc::sched_setaffinity(thread, size_of::<libc::cpu_set_t>(), &set) };
    }
}

/// The cores that this process may use, in order.
pub fn allowed_cores() -> Vec<usize> {
    let mut set = empty_set();
    // SAFETY: the call fills the set, and CPU_ISSET only reads it.
    unsafe {
        libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &mut set);
        (0..libc::CPU_SETSIZE as usize)
            .filter(|core| libc::CPU_ISSET(*core, &set))
            .collect()
    }
}

fn empty_set() -> libc::cpu_set_t {
    // SAFETY: cpu_set_t is a plain bit set, for which zero is a valid value.
    unsafe { std::mem::zeroed() }
}

fn numbers(folder: &str) -> Vec<i32> {
    let entries = read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::{Child, Command};

    fn sleeper(arm: &str) -> Child {
        let mut command = Command::new("sleep");
        command.arg("60").env("TARE_ARM", arm).spawn().unwrap()
    }

    fn state(pid: i32) -> char {
        let text = read_to_string(format!("/proc/{pid}/stat")).unwrap();
        text.rsplit_once(')')
            .unwrap()
            .1
            .trim()
            .chars()
            .next()
            .unwrap()
    }

    fn settles(pid: i32, wanted: &[char]) -> bool {
        (0..200).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            wanted.contains(&state(pid))
        })
    }

    #[test]
    fn the_processes_of_one_arm_are_found_stopped_woken_and_pinned() {
        let (arm, other) = (format!("arm-{}", std::process::id()), "another");
        let (mut one, mut two) = (sleeper(&arm), sleeper(other));
        let found = (0..200)
            .map(|_| {
                std::thread::sleep(std::time::Duration::from_millis(10));
                of_arm(&arm)
            })
            .find(|found| !found.is_empty())
            .unwrap_or_default();
        assert_eq!(found, [one.id() as i32]);
        let seen = told(&arm, ["TARE_ARM", "TARE"].into_iter());
        assert_eq!(seen, json!({ "TARE_ARM": [arm], "TARE": [null] }));

        stop(&found);
        assert!(settles(found[0], &['T']));
        wake(&found);
        assert!(settles(found[0], &['S', 'R']));
        let core = *allowed_cores().last().unwrap();
        pin(&found, &[core]);
        let status = read_to_string(format!("/proc/{}/status", found[0])).unwrap();
        assert!(status.contains(&format!("Cpus_allowed_list:\t{core}\n")));

        for child in [&mut one, &mut two] {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    #[test]
    fn a_start_is_read_behind_a_name_that_holds_anything() {
        let rest: Vec<String> = (4..=30).map(|field| field.to_string()).collect();

        assert_eq!(
            parse_start(&format!("7 (a) b) S {}", rest.join(" "))),
            Some(22)
        );
        assert_eq!(parse_start("7 (a"), None);
    }

    #[test]
    fn a_container_is_found_in_both_kinds_of_cgroups() {
        let (pod, id) = ("c".repeat(32), "0a".repeat(32));

        for text in [
            format!("4:memory:/kubelet/kubepods/pod{pod}/{id}\n1:cpu:/kubelet/pod{pod}/{id}\n"),
            format!("0::/../cri-containerd-{id}.scope\n"),
        ] {
            assert_eq!(parse_container(&text), Some(id.clone()));
        }
        assert_eq!(parse_container("0::/\n"), None);
    }
}
