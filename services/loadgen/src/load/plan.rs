//! What load to make.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;

/// One stretch of load on one address: connect, settle, measured window, tail, wait for the last answers.
#[derive(Debug, Clone)]
pub struct LoadPlan {
    pub address: SocketAddr,
    /// Value of the request's `Host` line.
    pub host: String,
    /// Path of the request, with its slash.
    pub path: String,
    pub expect: Expected,
    /// Open at one time; each has at most one request in flight.
    pub connections: usize,
    /// The connections are dealt out to them in turn.
    pub threads: usize,
    pub mode: Mode,
    /// Load before the window, which is not counted.
    pub settle: Duration,
    /// The measured time.
    pub window: Duration,
    /// Load after the window, which is not counted: for counters that are read a little after its end.
    pub tail: Duration,
    /// Longest wait for one answer, and for the last ones after the tail.
    pub timeout: Duration,
    /// Cores for the threads, in turn; none leaves them where the caller may run.
    pub cpus: Option<Vec<usize>>,
}

/// When a request is sent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mode {
    /// As soon as the connection's last answer is there: finds the highest rate.
    Closed,
    /// At planned instants, whatever the answers do: finds the latency at that rate.
    Open {
        /// Requests a second over all connections.
        rate: f64,
    },
}

/// What makes an answer a good one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    pub status: u16,
    pub body_bytes: u64,
}

impl LoadPlan {
    /// Refuses what cannot be followed, in one sentence a problem.
    pub fn check(&self) -> io::Result<()> {
        let (connections, threads) = (self.connections, self.threads);
        let mut problems = Vec::new();
        if threads == 0 || connections < threads {
            problems.push(format!(
                "threads ({threads}) must be from 1 to connections ({connections})"
            ));
        }
        if self.window.is_zero() {
            problems.push("window (0 s) must be longer than nothing".to_string());
        }
        if let Mode::Open { rate } = self.mode
            && !(rate.is_finite() && rate > 0.0)
        {
            problems.push(format!("rate ({rate}) must be more than 0 a second"));
        }
        if self.cpus.as_ref().is_some_and(Vec::is_empty) {
            problems.push("cpus () must name a core, or be left out".to_string());
        }
        match problems.is_empty() {
            true => Ok(()),
            false => Err(io::Error::new(ErrorKind::InvalidInput, problems.join("; "))),
        }
    }

    /// The bytes of every request.
    pub fn request(&self) -> Vec<u8> {
        request(&self.host, &self.path)
    }
}

/// The least that a server of HTTP/1.1 needs; the connection stays open by default.
pub fn request(host: &str, path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes()
}
