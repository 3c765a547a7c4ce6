//! The address under load: read, and waited for.

use crate::failure::{self, Failure};
use serde_json::{Value, json};
use std::fmt;
use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_millis(500);
const ONE_TRY: Duration = Duration::from_secs(5);

/// An http:// address in its parts.
#[derive(Debug, PartialEq)]
pub struct Target {
    pub host: String,
    pub port: u16,
    pub path: String,
}

impl fmt::Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "http://{}:{}{}", self.host, self.port, self.path)
    }
}

impl Target {
    /// Reads `http://host[:port][/path]`; the error says what is wrong with it.
    pub fn parse(url: &str) -> Result<Target, String> {
        let wrong = || format!("TARGET_URL ({url}) must be like http://host:port/path");
        let rest = url.strip_prefix("http://").ok_or_else(wrong)?;
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "80"));
        let port = port.parse().map_err(|_| wrong())?;
        if host.is_empty() || url.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(wrong());
        }
        let path = if path.is_empty() { "/" } else { path };
        Ok(Target {
            host: host.into(),
            port,
            path: path.into(),
        })
    }
}

/// What one request brought back, so that the report can say what was served.
#[derive(Debug)]
pub struct Answer {
    bytes: usize,
    body: usize,
}

impl Answer {
    pub fn document(&self) -> Value {
        json!({ "wireBytes": self.bytes, "bodyBytes": self.body })
    }
}

/// Asks until the target answers 200, for at most `patience` seconds.
pub fn wait(target: &Target, patience: u64) -> Result<Answer, Failure> {
    let end = Instant::now() + Duration::from_secs(patience);
    loop {
        match ask(target) {
            Ok(answer) => return Ok(answer),
            Err(error) if Instant::now() > end => {
                let reason =
                    format!("{target} did not answer 200 within {patience} seconds: {error}");
                return Err(Failure::new(failure::TARGET, reason));
            }
            Err(_) => std::thread::sleep(PAUSE),
        }
    }
}

fn ask(target: &Target) -> io::Result<Answer> {
    let address = (target.host.as_str(), target.port)
        .to_socket_addrs()?
        .next();
    let address = address.ok_or_else(|| io::Error::other("the name has no address"))?;
    let mut stream = TcpStream::connect_timeout(&address, ONE_TRY)?;
    stream.set_read_timeout(Some(ONE_TRY))?;
    let (host, path) = (&target.host, &target.path);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )?;
    let mut bytes = Vec::new();
    stream.take(4 << 20).read_to_end(&mut bytes)?;
    if !bytes.starts_with(b"HTTP/1.1 200") {
        let line = bytes
            .split(|byte| *byte == b'\r')
            .next()
            .unwrap_or_default();
        return Err(io::Error::other(format!(
            "it said '{}'",
            String::from_utf8_lossy(line)
        )));
    }
    let head = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .map_or(0, |at| at + 4);
    Ok(Answer {
        bytes: bytes.len(),
        body: bytes.len() - head,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_takes_an_http_address_apart() {
        let target = Target::parse("http://hyperlane.frameworks:8080/bytes/5").unwrap();

        assert_eq!(
            (target.host.as_str(), target.port),
            ("hyperlane.frameworks", 8080)
        );
        assert_eq!(target.path, "/bytes/5");
        assert_eq!(
            Target::parse("http://a").unwrap().to_string(),
            "http://a:80/"
        );
    }

    #[test]
    fn parse_refuses_what_is_no_plain_http_address() {
        for wrong in [
            "",
            "https://a/",
            "http://",
            "http://:80/",
            "http://a:x/",
            "http://a/ b",
        ] {
            assert!(
                Target::parse(wrong).unwrap_err().contains("must be like"),
                "{wrong}"
            );
        }
    }
}
