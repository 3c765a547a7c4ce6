//! Reads one HTTP/1.1 request: its line, the three headers that matter here, its body.

use contract::routes::MAX_BYTES;

/// Longest head that is read, in bytes.
pub const MAX_HEAD: usize = 8192;

/// A whole request.
#[derive(Debug, PartialEq)]
pub struct Request<'a> {
    pub method: &'a str,
    /// Without the query.
    pub path: &'a str,
    pub body: &'a [u8],
    /// The client wants to go on with this connection.
    pub keep: bool,
    /// Bytes of head and body.
    pub length: usize,
}

#[derive(Debug, PartialEq)]
pub enum Parsed<'a> {
    Request(Request<'a>),
    /// Not all of it is there; at least `wanted` bytes are needed when that is known, else 0.
    Partial {
        wanted: usize,
    },
    /// It cannot be answered, nor can what follows it.
    Refused {
        status: u16,
        reason: &'static [u8],
    },
}

const UNREADABLE: Parsed = refused(400, b"the request cannot be read\n");

const fn refused(status: u16, reason: &'static [u8]) -> Parsed<'static> {
    Parsed::Refused { status, reason }
}

/// Reads the first request in `input`.
pub fn parse(input: &[u8]) -> Parsed<'_> {
    let Some(end) = input.windows(4).position(|four| four == b"\r\n\r\n") else {
        return if input.len() >= MAX_HEAD {
            refused(431, b"the request head is longer than 8192 bytes\n")
        } else {
            Parsed::Partial { wanted: 0 }
        };
    };
    let Ok(head) = std::str::from_utf8(&input[..end]) else {
        return UNREADABLE;
    };
    let (line, fields) = head.split_once("\r\n").unwrap_or((head, ""));
    let Some((method, path, http_1_0)) = request_line(line) else {
        return UNREADABLE;
    };
    let facts = match Facts::read(fields, !http_1_0) {
        Ok(facts) => facts,
        Err(problem) => return problem,
    };
    let length = end + 4 + facts.body;
    if input.len() < length {
        return Parsed::Partial { wanted: length };
    }
    Parsed::Request(Request {
        method,
        path: path.split('?').next().unwrap_or(path),
        body: &input[end + 4..length],
        keep: facts.keep,
        length,
    })
}

/// Method, target, and whether it is HTTP/1.0.
fn request_line(line: &str) -> Option<(&str, &str, bool)> {
    let mut parts = line.split(' ');
    let (method, path, version) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
    let known = version == "HTTP/1.1" || version == "HTTP/1.0";
    (plain && known && path.starts_with('/') && parts.next().is_none()).then_some((
        method,
        path,
        version == "HTTP/1.0",
    ))
}

/// What the header fields say.
struct Facts {
    body: usize,
    keep: bool,
}

impl Facts {
    fn read(fields: &str, keep: bool) -> Result<Facts, Parsed<'static>> {
        let mut length = None;
        let mut facts = Facts { body: 0, keep };
        for field in fields.split("\r\n").filter(|field| !field.is_empty()) {
            let (name, value) = field.split_once(':').ok_or(UNREADABLE)?;
            let value = value.trim_matches([' ', '\t']);
            if name.eq_ignore_ascii_case("content-length") {
                // Two lengths that differ are a way to smuggle a request in.
                if length.is_some_and(|before| before != value) {
                    return Err(UNREADABLE);
                }
                length = Some(value);
            } else if name.eq_ignore_ascii_case("connection") {
                facts.keep = if value.eq_ignore_ascii_case("keep-alive") {
                    true
                } else {
                    facts.keep && !value.eq_ignore_ascii_case("close")
                };
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                return Err(refused(411, b"a body needs a Content-Length\n"));
            }
        }
        if let Some(text) = length {
            facts.body = body_length(text)?;
        }
        Ok(facts)
    }
}

fn body_length(text: &str) -> Result<usize, Parsed<'static>> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(UNREADABLE);
    }
    // Too many digits for a number are too many bytes as well.
    let length = text.parse::<usize>().unwrap_or(usize::MAX);
    if length > MAX_BYTES {
        return Err(refused(413, b"the body is larger than 1048576 bytes\n"));
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(input: &[u8]) -> Request<'_> {
        match parse(input) {
            Parsed::Request(request) => request,
            other => panic!("{other:?}"),
        }
    }

    fn status(input: &[u8]) -> u16 {
        match parse(input) {
            Parsed::Refused { status, .. } => status,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_one_request_and_leaves_the_next() {
        let got = request(b"POST /echo?x HTTP/1.1\r\ncontent-length: 2\r\n\r\nabGET");

        assert_eq!(
            (got.method, got.path, got.body),
            ("POST", "/echo", &b"ab"[..])
        );
        assert_eq!((got.keep, got.length), (true, 46));
    }

    #[test]
    fn waits_for_the_rest_of_head_and_body() {
        assert_eq!(parse(b"GET / HTT"), Parsed::Partial { wanted: 0 });
        assert_eq!(
            parse(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n1"),
            Parsed::Partial { wanted: 47 }
        );
    }

    #[test]
    fn keeps_the_connection_unless_the_client_asks_to_close_it() {
        assert!(!request(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").keep);
        assert!(!request(b"GET / HTTP/1.0\r\n\r\n").keep);
        assert!(request(b"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").keep);
    }

    #[test]
    fn refuses_what_it_cannot_read() {
        assert_eq!(status(b"\0\x01 nonsense\r\n\r\n"), 400);
        assert_eq!(
            status(b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
            400
        );
        assert_eq!(
            status(b"POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n"),
            400
        );
        assert_eq!(
            status(b"POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n"),
            413
        );
        assert_eq!(
            status(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"),
            411
        );
        assert_eq!(status(&[b'a'; MAX_HEAD]), 431);
    }
}
