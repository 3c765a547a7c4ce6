//! Command line, threads and thread stacks of another process, from /proc.

use serde_json::{Value, json};
use std::fs::{read, read_dir, read_to_string};
use std::io;

/// What is not text in the kernel's answer is kept as a replacement character.
fn text(path: String) -> io::Result<String> {
    Ok(String::from_utf8_lossy(&read(path)?).into_owned())
}

/// The arguments as they were given.
pub fn command(pid: i32) -> io::Result<Vec<String>> {
    let text = text(format!("/proc/{pid}/cmdline"))?;
    Ok(text.split_terminator('\0').map(String::from).collect())
}

/// The name of each thread, and the CPUs it may run on.
pub fn threads(pid: i32) -> io::Result<Vec<Value>> {
    let tasks = read_dir(format!("/proc/{pid}/task"))?.flatten();
    let describe = |task: std::fs::DirEntry| {
        let name = read(task.path().join("comm")).ok()?;
        let status = read_to_string(task.path().join("status")).ok()?;
        Some(json!({
            "name": String::from_utf8_lossy(&name).trim(),
            "cpus": field(&status, "Cpus_allowed_list"),
        }))
    };
    // A thread that ends meanwhile is passed over.
    Ok(tasks.filter_map(describe).collect())
}

/// How many descriptors the process has room for; all that are open are below.
pub fn descriptors(pid: i32) -> io::Result<i32> {
    let status = text(format!("/proc/{pid}/status"))?;
    let size = field(&status, "FDSize").and_then(|text| text.parse().ok());
    size.ok_or_else(|| io::Error::other("it shows no FDSize"))
}

fn field<'a>(status: &'a str, name: &str) -> Option<&'a str> {
    let value = |row: &'a str| row.strip_prefix(name)?.strip_prefix(':');
    status.lines().find_map(value).map(str::trim)
}

/// Sizes, guard included, of the mappings that look like thread stacks: writable memory without a
/// file, right above pages that nobody may touch.
pub fn stacks(pid: i32) -> io::Result<Vec<u64>> {
    Ok(parse_stacks(&text(format!("/proc/{pid}/maps"))?))
}

fn parse_stacks(maps: &str) -> Vec<u64> {
    let rows: Vec<(u64, u64, &str)> = maps.lines().filter_map(parse_row).collect();
    let pairs = rows.windows(2).filter(|pair| {
        pair[0].1 == pair[1].0 && pair[0].2.starts_with("---p") && pair[1].2.starts_with("rw-p")
    });
    pairs.map(|pair| pair[1].1 - pair[0].0).collect()
}

fn parse_row(row: &str) -> Option<(u64, u64, &str)> {
    let (range, rights) = row.split_once(' ')?;
    let (start, end) = range.split_once('-')?;
    let number = |text| u64::from_str_radix(text, 16).ok();
    Some((number(start)?, number(end)?, rights))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_is_writable_memory_above_a_guard() {
        let maps = "1000-2000 ---p 00000000 00:00 0 \n2000-81000 rw-p 00000000 00:00 0 \n\
                    90000-a0000 rw-p 00000000 00:00 0 [heap]\n";

        assert_eq!(parse_stacks(maps), [0x80000]);
    }

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let status = "FDSizes:\t1\nFDSize:\t256\nCpus_allowed:\t3\nCpus_allowed_list:\t0-1\n";

        assert_eq!(field(status, "FDSize"), Some("256"));
        assert_eq!(field(status, "Cpus_allowed_list"), Some("0-1"));
        assert_eq!(field(status, "Cpus"), None);
    }

    #[test]
    fn a_process_that_has_ended_is_an_error() {
        assert!(command(i32::MAX).is_err());
        assert!(threads(i32::MAX).is_err());
        assert!(descriptors(i32::MAX).is_err());
        assert!(stacks(i32::MAX).is_err());
    }
}
