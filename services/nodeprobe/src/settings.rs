//! What a server's settings came to: asks the kernel about the sockets, threads and stacks of
//! processes.

use crate::failure::Failure;
use crate::reading::SCHEMA;
use crate::{process, socket};
use serde_json::{Value, json};
use std::io::{Error, ErrorKind};

/// Those of the given processes that have not ended.
pub fn of(pids: &[i32]) -> Result<Value, Failure> {
    let mut processes = Vec::new();
    for &pid in pids {
        match describe(pid) {
            Ok(value) => processes.push(value),
            Err(error) if has_ended(&error) => {}
            Err(error) => return Err(refused(pid, &error)),
        }
    }
    Ok(json!({ "schema": SCHEMA, "processes": processes }))
}

/// Every process that can be seen from here, but this one.
pub fn of_all_but_own() -> Result<Value, Failure> {
    let entries = std::fs::read_dir("/proc")
        .map_err(|error| Failure::unreadable(format!("/proc cannot be read: {error}")))?;
    let own = std::process::id() as i32;
    let numbers = entries.flatten();
    let mut pids: Vec<i32> = numbers
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|&pid| pid != own)
        .collect();
    pids.sort_unstable();
    of(&pids)
}

fn describe(pid: i32) -> Result<Value, Error> {
    Ok(json!({
        "pid": pid,
        "command": process::command(pid)?,
        "threads": process::threads(pid)?,
        "stacks": process::stacks(pid)?,
        "sockets": socket::of_process(pid)?,
    }))
}

fn has_ended(error: &Error) -> bool {
    error.kind() == ErrorKind::NotFound || error.raw_os_error() == Some(libc::ESRCH)
}

fn refused(pid: i32, error: &Error) -> Failure {
    Failure::unreadable(format!(
        "process {pid} cannot be looked into: {error}. It takes CAP_SYS_PTRACE, and a seccomp \
         profile that knows pidfd_getfd"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn a_listening_socket_shows_with_its_port_and_queue() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();

        let document = of(&[std::process::id() as i32]).unwrap();

        let process = &document["processes"][0];
        assert_eq!(process["pid"], std::process::id());
        let sockets = process["sockets"].as_array().unwrap();
        let found = sockets.iter().find(|one| one["port"] == port).unwrap();
        assert_eq!(found["listening"], true);
        assert_eq!(found["backlog"], 128);
        assert_eq!(found["reuseport"], false);
        let names = process["threads"].as_array().unwrap();
        assert!(names.iter().all(|one| one["cpus"].is_string()));
    }

    #[test]
    fn a_process_that_has_ended_is_left_out() {
        assert_eq!(of(&[i32::MAX]).unwrap()["processes"], json!([]));
    }

    #[test]
    fn a_right_that_is_missing_is_said() {
        let reason = refused(7, &Error::from_raw_os_error(libc::EPERM)).reason;

        assert!(reason.contains("process 7 cannot be looked into: Operation not permitted"));
        assert!(!has_ended(&Error::from_raw_os_error(libc::EPERM)));
        assert!(has_ended(&Error::from_raw_os_error(libc::ESRCH)));
    }
}
