//! A server under load, wherever it runs.

use crate::load::probe::{self, Answer};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_millis(200);
pub const TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub struct Server {
    pub name: String,
    pub address: SocketAddr,
    /// What it is asked for under load.
    pub path: String,
    /// The answer of its path to which all later ones are held.
    pub answer: Answer,
    pub container: String,
}

impl Server {
    pub fn host(&self) -> String {
        self.address.to_string()
    }
}

/// Waits for a good answer of a path; the error is what came instead.
pub fn wait(address: SocketAddr, path: &str, patience: Duration) -> Result<Answer, String> {
    let end = Instant::now() + patience;
    loop {
        let reason = match probe::ask(address, &address.to_string(), path, TIMEOUT) {
            Ok(answer) if answer.status == 200 => return Ok(answer),
            Ok(answer) => format!("it answers {}", answer.status),
            Err(error) => error.to_string(),
        };
        if Instant::now() > end {
            return Err(reason);
        }
        std::thread::sleep(PAUSE);
    }
}
