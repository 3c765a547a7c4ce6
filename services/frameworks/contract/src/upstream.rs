//! The upstream of `GET /upstream`: where it is, what it is asked, how its answers are read.

use crate::routes::MAX_BYTES;
use std::io::{Error, Result};
use std::time::Duration;

/// Longest wait for a free connection and the whole answer.
pub const LIMIT: Duration = Duration::from_secs(5);
/// Connections to the upstream when POOL_SIZE is not set.
pub const DEFAULT_POOL_SIZE: usize = 32;

/// Why there is no answer from the upstream, as an HTTP status and a sentence.
pub struct Failure {
    pub status: u16,
    pub reason: String,
}

impl Failure {
    /// There is nobody to ask, for the reason that `Target::parse` gave.
    pub fn no_upstream(reason: &str) -> Failure {
        Failure {
            status: 503,
            reason: reason.to_string(),
        }
    }

    /// The upstream cannot be reached, or answers something else than 200.
    pub fn broken(error: &Error) -> Failure {
        Failure {
            status: 502,
            reason: format!("upstream: {error}\n"),
        }
    }

    /// `LIMIT` has passed.
    pub fn late() -> Failure {
        Failure {
            status: 504,
            reason: "upstream: no answer in 5 seconds\n".to_string(),
        }
    }
}

/// An upstream's address and the one request that is sent to it.
#[derive(Debug, PartialEq)]
pub struct Target {
    /// Host and port.
    pub authority: String,
    /// The whole request, blank line included.
    pub request: String,
}

impl Target {
    /// Reads UPSTREAM_URL; the error is a sentence.
    pub fn parse(url: Option<&str>) -> std::result::Result<Target, String> {
        let rest = url
            .ok_or("UPSTREAM_URL is not set\n")?
            .strip_prefix("http://")
            .ok_or("UPSTREAM_URL must start with http://\n")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let authority = if host.contains(':') {
            host.to_string()
        } else {
            format!("{host}:80")
        };
        let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        Ok(Target { authority, request })
    }
}

/// What a pool needs of the head of an answer.
#[derive(Debug, PartialEq)]
pub struct Head {
    /// The answer is 200.
    pub ok: bool,
    /// The connection may serve another call.
    pub keep: bool,
    /// Bytes of the body.
    pub length: usize,
}

impl Head {
    /// From the status line.
    pub fn begin(line: &str) -> Head {
        Head {
            ok: line.starts_with("HTTP/1.1 200"),
            keep: true,
            length: 0,
        }
    }

    /// Takes one more line; true when it is the blank one that ends the head.
    pub fn ends_with(&mut self, line: &str) -> Result<bool> {
        if line.is_empty() {
            return Err(Error::other("it closed the connection"));
        }
        let lower = line.trim().to_ascii_lowercase();
        if lower.is_empty() {
            return Ok(true);
        }
        match lower.split_once(':') {
            Some(("content-length", value)) => {
                let length = value.trim().parse().ok();
                self.length = length
                    .filter(|bytes| *bytes <= MAX_BYTES)
                    .ok_or(Error::other("its length is too large"))?;
            }
            Some(("transfer-encoding", _)) => {
                return Err(Error::other(
                    "it sends chunks, which this pool does not read",
                ));
            }
            Some(("connection", value)) => self.keep = value.trim() != "close",
            _ => {}
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn target_takes_port_80_when_the_url_names_none() {
        let target = Target::parse(Some("http://a.b/c/d")).unwrap();

        assert_eq!(target.authority, "a.b:80");
        assert_eq!(target.request, "GET /c/d HTTP/1.1\r\nHost: a.b\r\n\r\n");
        assert_eq!(
            Target::parse(Some("http://a:81")).unwrap().authority,
            "a:81"
        );
    }

    #[test]
    fn target_says_what_is_wrong_with_the_url() {
        assert_eq!(
            Target::parse(None),
            Err("UPSTREAM_URL is not set\n".to_string())
        );
        assert!(Target::parse(Some("https://a/")).is_err());
    }

    #[test]
    fn head_reads_length_and_close_and_refuses_chunks() {
        let mut head = Head::begin("HTTP/1.1 200 OK\r\n");
        assert!(!head.ends_with("Content-Length: 12\r\n").unwrap());
        assert!(!head.ends_with("Connection: close\r\n").unwrap());
        assert!(head.ends_with("\r\n").unwrap());

        assert_eq!((head.ok, head.keep, head.length), (true, false, 12));
        assert!(head.ends_with("Transfer-Encoding: chunked\r\n").is_err());
        assert!(head.ends_with("").is_err());
    }
}
