//! Reads the head of an answer: where it ends, its status, and how long the body is.

/// Longest head that is read, in bytes.
pub const MAX_HEAD: usize = 64 * 1024;

/// What the head of an answer says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Head {
    /// Bytes of the head, blank line included.
    pub length: usize,
    pub status: u16,
    pub body_bytes: u64,
    /// The server closes the connection after this answer.
    pub close: bool,
}

/// A head that is not followed by a body of known length.
#[derive(Debug, PartialEq)]
pub struct BadHead {
    /// None when not even the first line could be read.
    pub status: Option<u16>,
    pub reason: String,
}

/// Reads the head at the begin of `bytes`; nothing while its end has not come.
pub fn parse(bytes: &[u8]) -> Option<Result<Head, BadHead>> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(parse_lines(&bytes[..end], end + 4))
}

fn parse_lines(text: &[u8], length: usize) -> Result<Head, BadHead> {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.next().unwrap_or_default();
    let (status, mut close) = status(first).ok_or_else(|| BadHead {
        status: None,
        reason: format!("'{}' is no answer of HTTP/1.1", shown(first)),
    })?;
    let bad = |reason: String| BadHead {
        status: Some(status),
        reason,
    };
    let mut body = None;
    for line in lines {
        let (name, value) =
            field(line).ok_or_else(|| bad(format!("odd line '{}'", shown(line))))?;
        if name.eq_ignore_ascii_case(b"content-length") {
            let length = number(value).filter(|length| body.is_none_or(|other| other == *length));
            body = length;
            if length.is_none() {
                return Err(bad(format!(
                    "content-length '{}' is no length",
                    shown(value)
                )));
            }
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            return Err(bad(format!(
                "transfer-encoding '{}' is not read here: the answer needs a content-length",
                shown(value)
            )));
        } else if name.eq_ignore_ascii_case(b"connection") {
            close |= value.eq_ignore_ascii_case(b"close");
        }
    }
    Ok(Head {
        length,
        status,
        body_bytes: body.ok_or_else(|| bad("the answer has no content-length".into()))?,
        close,
    })
}

/// The status, and whether that version of HTTP closes the connection unless told otherwise.
fn status(line: &[u8]) -> Option<(u16, bool)> {
    let (version, rest) = line.split_at_checked(8)?;
    let close = match version {
        b"HTTP/1.1" => false,
        b"HTTP/1.0" => true,
        _ => return None,
    };
    let digits = rest.strip_prefix(b" ")?.get(..3)?;
    Some((u16::try_from(number(digits)?).ok()?, close))
}

fn field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    Some((&line[..colon], line[colon + 1..].trim_ascii()))
}

fn number(text: &[u8]) -> Option<u64> {
    let digits = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    std::str::from_utf8(text)
        .ok()
        .filter(|_| digits)?
        .parse()
        .ok()
}

/// For a message: at most 60 bytes, whatever they are.
fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Head, String> {
        parse(text.as_bytes()).unwrap().map_err(|bad| bad.reason)
    }

    #[test]
    fn reads_status_length_and_what_becomes_of_the_connection() {
        let head = read("HTTP/1.1 200 OK\r\nDate: x\r\nContent-Length:  13\r\n\r\nHello").unwrap();
        assert_eq!((head.length, head.status, head.body_bytes), (49, 200, 13));
        assert!(!head.close);

        assert!(
            read("HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n")
                .unwrap()
                .close
        );
        let closing = "HTTP/1.1 503 Busy\r\nConnection: Close\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(
            read(closing).map(|head| (head.status, head.close)),
            Ok((503, true))
        );
    }

    #[test]
    fn waits_for_the_blank_line() {
        assert_eq!(parse(b"HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r"), None);
    }

    #[test]
    fn says_why_the_length_of_an_answer_cannot_be_told() {
        for (lines, reason) in [
            (
                "transfer-encoding: chunked",
                "transfer-encoding 'chunked' is not read here: the answer needs a content-length",
            ),
            ("server: x", "the answer has no content-length"),
            (
                "content-length: 1\r\ncontent-length: 2",
                "content-length '2' is no length",
            ),
            ("content-length: +1", "content-length '+1' is no length"),
            ("content-length", "odd line 'content-length'"),
        ] {
            assert_eq!(
                read(&format!("HTTP/1.1 200 OK\r\n{lines}\r\n\r\n")).unwrap_err(),
                reason
            );
        }
        let other = parse(b"SSH-2.0-x\r\n\r\n").unwrap().unwrap_err();
        assert_eq!(
            (other.status, other.reason.as_str()),
            (None, "'SSH-2.0-x' is no answer of HTTP/1.1")
        );
    }
}
