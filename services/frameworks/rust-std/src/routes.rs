//! Paths of the contract, answered into the buffer of their connection.

use crate::pool;
use crate::request::Request;
use contract::drain::draining;
use contract::routes::{BAD_LENGTH, HELLO, JSON, MAX_BYTES, bytes_length};
use std::io::Write;

const TEXT: &str = "text/plain; charset=utf-8";
const BINARY: &str = "application/octet-stream";
static ZEROS: [u8; MAX_BYTES] = [0; MAX_BYTES];

/// Status, type and body of an answer.
pub struct Reply<'a> {
    status: u16,
    kind: &'static str,
    body: &'a [u8],
}

impl<'a> Reply<'a> {
    pub fn text(status: u16, body: &'a [u8]) -> Reply<'a> {
        Reply {
            status,
            kind: TEXT,
            body,
        }
    }

    fn ok(kind: &'static str, body: &'a [u8]) -> Reply<'a> {
        Reply {
            status: 200,
            kind,
            body,
        }
    }

    /// Appends the whole answer to `out`.
    pub fn write(&self, out: &mut Vec<u8>, keep: bool) {
        let Reply { status, kind, body } = self;
        let (reason, length) = (phrase(*status), body.len());
        let connection = if keep { "" } else { "connection: close\r\n" };
        // A write into a Vec cannot fail.
        let _ = write!(
            out,
            "HTTP/1.1 {status} {reason}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n{connection}\r\n"
        );
        out.extend_from_slice(body);
    }
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        411 => "Length Required",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "",
    }
}

/// Answers one request; false when the connection ends with it.
pub fn answer(request: &Request, out: &mut Vec<u8>) -> bool {
    let upstream;
    let reply = match (request.path, request.method) {
        ("/", "GET") => Reply::text(200, HELLO),
        ("/json", "GET") => Reply::ok("application/json", JSON),
        ("/echo", "POST") => Reply::ok(BINARY, request.body),
        ("/upstream", "GET") => {
            upstream = pool::call();
            match &upstream {
                Ok(body) => Reply::ok(BINARY, body),
                Err(failure) => Reply::text(failure.status, failure.reason.as_bytes()),
            }
        }
        ("/readyz", "GET") if draining() => Reply::text(503, b"stopping\n"),
        ("/healthz" | "/readyz", "GET") => Reply::text(200, b"ok\n"),
        (path, method) => rest(path, method),
    };
    // Asked for only now: the server may have been told to stop during the call to the upstream.
    let keep = request.keep && !draining();
    reply.write(out, keep);
    keep
}

fn rest(path: &str, method: &str) -> Reply<'static> {
    let asked = path
        .strip_prefix("/bytes/")
        .filter(|asked| !asked.contains('/'));
    match (path, asked) {
        (_, Some(asked)) if method == "GET" => match bytes_length(asked) {
            Some(length) => Reply::ok(BINARY, &ZEROS[..length]),
            None => Reply::text(400, BAD_LENGTH),
        },
        (_, Some(_)) | ("/" | "/json" | "/echo" | "/upstream" | "/healthz" | "/readyz", _) => {
            Reply::text(405, b"this path has another method\n")
        }
        _ => Reply::text(404, b"no such path\n"),
    }
}
