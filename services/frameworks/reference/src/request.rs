//! Reads one request head and finds its answer; no body, no query, nothing else.

use crate::burn;
use contract::drain::draining;
use contract::routes::{BAD_LENGTH, HELLO, JSON, MAX_BYTES, bytes_length};
use std::io::Write;

/// Longest head that is read, in bytes.
pub const MAX_HEAD: usize = 8192;
const TEXT: &str = "text/plain; charset=utf-8";
static ZEROS: [u8; MAX_BYTES] = [0; MAX_BYTES];

/// Length of the first request head in `input`, blank line included.
pub fn head_length(input: &[u8]) -> Option<usize> {
    input
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .map(|at| at + 4)
}

/// Writes the answer to one head; false when the connection must be closed after it.
pub fn answer(head: &[u8], out: &mut Vec<u8>) -> bool {
    burn::once();
    let line = head.split(|byte| *byte == b'\r').next().unwrap_or_default();
    let keep = !draining() && !asks_to_close(head);
    match line
        .strip_prefix(b"GET ")
        .and_then(|rest| rest.split(|byte| *byte == b' ').next())
    {
        Some(path) => route(path, keep, out),
        // A body might follow, which this server does not read: the connection cannot go on.
        None => {
            write(
                out,
                "405 Method Not Allowed",
                TEXT,
                b"only GET is served here\n",
                false,
            );
            return false;
        }
    }
    keep
}

fn asks_to_close(head: &[u8]) -> bool {
    head.windows(17)
        .any(|part| part.eq_ignore_ascii_case(b"connection: close"))
        || head.windows(10).any(|part| part == b" HTTP/1.0\r")
}

fn route(path: &[u8], keep: bool, out: &mut Vec<u8>) {
    match path {
        b"/" => write(out, "200 OK", TEXT, HELLO, keep),
        b"/json" => write(out, "200 OK", "application/json", JSON, keep),
        b"/healthz" => write(out, "200 OK", TEXT, b"ok\n", keep),
        b"/readyz" if draining() => {
            write(out, "503 Service Unavailable", TEXT, b"stopping\n", keep)
        }
        b"/readyz" => write(out, "200 OK", TEXT, b"ok\n", keep),
        _ => match path.strip_prefix(b"/bytes/").map(std::str::from_utf8) {
            Some(Ok(asked)) => bytes(asked, keep, out),
            _ => write(out, "404 Not Found", TEXT, b"no such path\n", keep),
        },
    }
}

fn bytes(asked: &str, keep: bool, out: &mut Vec<u8>) {
    match bytes_length(asked) {
        Some(length) => write(
            out,
            "200 OK",
            "application/octet-stream",
            &ZEROS[..length],
            keep,
        ),
        None => write(out, "400 Bad Request", TEXT, BAD_LENGTH, keep),
    }
}

fn write(out: &mut Vec<u8>, status: &str, kind: &str, body: &[u8], keep: bool) {
    let connection = if keep { "" } else { "connection: close\r\n" };
    let length = body.len();
    // A write into a Vec cannot fail.
    let _ = write!(
        out,
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n{connection}\r\n"
    );
    out.extend_from_slice(body);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_length_needs_the_blank_line() {
        assert_eq!(head_length(b"GET / HTTP/1.1\r\nhost: a\r\n"), None);
        assert_eq!(head_length(b"GET / HTTP/1.1\r\n\r\nGET"), Some(18));
    }

    #[test]
    fn keeps_the_connection_unless_the_client_asks_to_close_it() {
        let mut out = Vec::new();
        assert!(answer(b"GET / HTTP/1.1\r\n\r\n", &mut out));
        assert!(out.ends_with(b"\r\n\r\nHello, World!"));
        assert!(!answer(
            b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
            &mut out
        ));
        assert!(!answer(b"GET / HTTP/1.0\r\n\r\n", &mut out));
        assert!(!answer(b"POST / HTTP/1.1\r\n\r\n", &mut out));
    }
}
