//! Runs wrk, bounded in time: the way in which published figures are made.

use crate::failure::{self, Failure};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Read, Seek};
use std::os::fd::FromRawFd;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Prints the counts as JSON when wrk is done.
const SCRIPT: &str = "/usr/share/tare/result.lua";
const MARK: &str = "tare-wrk ";
/// How long wrk may run over its time before it is killed.
const GRACE: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(20);
const MAX_OUTPUT: u64 = 64 * 1024;

/// Loads `url` for `seconds`; gives wrk's counts, and its own text as `text`.
pub fn run(url: &str, connections: usize, threads: usize, seconds: u64) -> Result<Value, Failure> {
    let fail = |reason: String| Failure::new(failure::WRK, reason);
    let mut output = scratch_file().map_err(|e| fail(format!("no room for wrk's output: {e}")))?;
    let copy = |file: &File| file.try_clone().map(Stdio::from);
    let (out, err) = match (copy(&output), copy(&output)) {
        (Ok(out), Ok(err)) => (out, err),
        _ => return Err(fail("wrk's output cannot be opened twice".into())),
    };
    let end = Instant::now() + Duration::from_secs(seconds) + GRACE;
    let script = std::env::var("RESULT_LUA").unwrap_or_else(|_| SCRIPT.into());
    let child = Command::new("wrk")
        .args(["-t", &threads.to_string(), "-c", &connections.to_string()])
        .args([
            "-d",
            &format!("{seconds}s"),
            "--timeout",
            "5s",
            "--latency",
            "-s",
            &script,
        ])
        .arg(url)
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .spawn()
        .map_err(|error| fail(format!("wrk cannot be started: {error}")))?;
    let status = wait(child.id() as i32, end).ok_or_else(|| {
        fail(format!(
            "wrk was killed: it ran 15 seconds over its {seconds}"
        ))
    })?;
    let mut text = String::new();
    let read = output
        .rewind()
        .and_then(|()| (&output).take(MAX_OUTPUT).read_to_string(&mut text));
    if status != 0 || read.is_err() {
        return Err(fail(format!(
            "wrk failed (wait status {status}): {}",
            text.trim()
        )));
    }
    let (text, mut counts) =
        split(&text).ok_or_else(|| fail(format!("wrk gave no counts: {text}")))?;
    counts["text"] = json!(text);
    Ok(counts)
}

/// A file in memory: the container's root is read-only, and a full pipe would stop wrk.
fn scratch_file() -> std::io::Result<File> {
    // SAFETY: a plain system call; the new descriptor is owned by the File.
    unsafe {
        match libc::memfd_create(c"wrk".as_ptr(), libc::MFD_CLOEXEC) {
            fd if fd < 0 => Err(std::io::Error::last_os_error()),
            fd => Ok(File::from_raw_fd(fd)),
        }
    }
}

/// Waits for the child; kills it at `end`, and then there is no result.
fn wait(pid: i32, end: Instant) -> Option<i32> {
    let mut status = 0;
    loop {
        // SAFETY: our own child, not yet waited for; the call writes to `status` alone.
        match unsafe { libc::waitpid(pid, &mut status, libc::WNOHANG) } {
            0 if Instant::now() < end => std::thread::sleep(POLL),
            0 => {
                // SAFETY: our own child, not yet reaped, so the number is still its own.
                unsafe { libc::kill(pid, libc::SIGKILL) };
                // SAFETY: as the waitpid above.
                unsafe { libc::waitpid(pid, &mut status, 0) };
                return None;
            }
            _ => return Some(status),
        }
    }
}

/// wrk's own text, and the line of JSON that the script added.
fn split(output: &str) -> Option<(String, Value)> {
    let line = output.lines().find_map(|line| line.strip_prefix(MARK))?;
    let own: Vec<&str> = output
        .lines()
        .filter(|line| !line.starts_with(MARK))
        .collect();
    Some((
        own.join("\n").trim().to_string(),
        serde_json::from_str(line).ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn split_parts_the_text_of_wrk_from_the_counts() {
        let (text, counts) = split("Running\n\ntare-wrk {\"requests\":5}\n").unwrap();

        assert_eq!(text, "Running");
        assert_eq!(counts["requests"], 5);
        assert!(split("Running\n").is_none());
        assert!(split("tare-wrk {\"requests\":\n").is_none());
    }

    #[test]
    fn wait_kills_a_child_that_runs_over_its_time() {
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();

        assert!(wait(child.id() as i32, Instant::now()).is_none());
        assert!(child.wait().is_err(), "it was waited for already");
    }
}
