//! Reads back what a server's settings came to: asks the kernel about the sockets, threads and
//! stacks of every process but its own, and prints one JSON document.
//!
//! Run it in the server's process namespace, with the right to trace (CAP_SYS_PTRACE).

mod process;
mod socket;

use serde_json::json;
use std::fs::read_dir;

fn main() {
    let own = std::process::id() as i32;
    let numbers = read_dir("/proc").into_iter().flatten().flatten();
    let mut pids: Vec<i32> = numbers
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect();
    pids.retain(|pid| *pid != own);
    pids.sort_unstable();
    let processes: Vec<_> = pids
        .into_iter()
        .map(|pid| {
            json!({
                "pid": pid,
                "command": process::command(pid),
                "threads": process::threads(pid),
                "stacks": process::stacks(pid),
                "sockets": socket::of_process(pid),
            })
        })
        .collect();
    println!("{}", json!({ "processes": processes }));
}
