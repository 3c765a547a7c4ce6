//! Command line, threads and thread stacks of another process, from /proc.

use std::fs::{read, read_dir, read_to_string};

/// The arguments as they were given.
pub fn command(pid: i32) -> Vec<String> {
    let bytes = read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    text.split_terminator('\0').map(String::from).collect()
}

/// The name of each thread.
pub fn threads(pid: i32) -> Vec<String> {
    let tasks = read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let name = |entry: std::fs::DirEntry| read_to_string(entry.path().join("comm")).ok();
    tasks
        .filter_map(name)
        .map(|text| text.trim().to_string())
        .collect()
}

/// Sizes, guard included, of the mappings that look like thread stacks: writable memory without a
/// file, right above pages that nobody may touch.
pub fn stacks(pid: i32) -> Vec<u64> {
    parse_stacks(&read_to_string(format!("/proc/{pid}/maps")).unwrap_or_default())
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
}
