//! Puts answers together from what the sockets bring, and checks each.

use super::head::{self, BadHead, Head, MAX_HEAD};
use super::outcome::{Fault, Outcome};
use super::plan::Expected;

/// How far the answer of one connection has come.
#[derive(Debug, Default)]
pub struct Reading {
    /// Bytes of a head that came in pieces.
    head: Vec<u8>,
    body: Option<Body>,
}

#[derive(Debug)]
struct Body {
    head: Head,
    missing: u64,
}

/// What the bytes led to.
#[derive(Debug, PartialEq)]
pub enum Progress {
    /// More must come.
    More,
    /// The answer is complete; after `close` the connection cannot be used again.
    Done { outcome: Outcome, close: bool },
}

/// Checks the answers of one thread. An answer whose head has the very bytes of the last good one needs
/// no reading: that is the fast path, and it is as strict as the slow one.
pub struct Checker {
    expect: Expected,
    /// The head that was read and found good last.
    good: Vec<u8>,
    /// Length of an answer with that head.
    whole: usize,
    /// It closes the connection.
    close: bool,
}

impl Checker {
    pub fn new(expect: Expected) -> Checker {
        Checker {
            expect,
            good: Vec::new(),
            whole: usize::MAX,
            close: false,
        }
    }

    /// Takes what one read brought.
    #[inline]
    pub fn take(&mut self, reading: &mut Reading, bytes: &[u8]) -> Progress {
        let fresh = reading.head.is_empty() && reading.body.is_none();
        if fresh && bytes.len() == self.whole && bytes.starts_with(&self.good) {
            return Progress::Done {
                outcome: Outcome::Good {
                    wire_bytes: self.whole as u64,
                },
                close: self.close,
            };
        }
        match reading.body.take() {
            Some(body) => self.take_body(reading, body, bytes.len() as u64),
            None if reading.head.is_empty() => self.take_head(reading, bytes),
            None => {
                let mut all = std::mem::take(&mut reading.head);
                all.extend_from_slice(bytes);
                self.take_head(reading, &all)
            }
        }
    }

    fn take_head(&mut self, reading: &mut Reading, bytes: &[u8]) -> Progress {
        match head::parse(bytes) {
            None if bytes.len() > MAX_HEAD => broken(Fault::Body, "the head is too long".into()),
            None => {
                reading.head = bytes.to_vec();
                Progress::More
            }
            Some(Err(bad)) => self.unreadable(bad),
            Some(Ok(head)) => {
                self.remember(head, &bytes[..head.length]);
                let body = Body {
                    head,
                    missing: head.body_bytes,
                };
                self.take_body(reading, body, (bytes.len() - head.length) as u64)
            }
        }
    }

    fn take_body(&self, reading: &mut Reading, mut body: Body, count: u64) -> Progress {
        if count > body.missing {
            let reason = format!("{} bytes follow the answer", count - body.missing);
            return broken(Fault::Body, reason);
        }
        body.missing -= count;
        if body.missing > 0 {
            reading.body = Some(body);
            return Progress::More;
        }
        Progress::Done {
            outcome: self.judge(&body.head),
            close: body.head.close,
        }
    }

    fn judge(&self, head: &Head) -> Outcome {
        let Expected { status, body_bytes } = self.expect;
        if head.status != status {
            return Outcome::bad(Fault::Status, wrong_status(head.status, status));
        }
        if head.body_bytes != body_bytes {
            let reason = format!("body of {} bytes, not {body_bytes}", head.body_bytes);
            return Outcome::bad(Fault::Body, reason);
        }
        Outcome::Good {
            wire_bytes: head.length as u64 + head.body_bytes,
        }
    }

    fn unreadable(&self, bad: BadHead) -> Progress {
        let expected = self.expect.status;
        match bad.status {
            Some(status) if status != expected => {
                broken(Fault::Status, wrong_status(status, expected))
            }
            _ => broken(Fault::Body, bad.reason),
        }
    }

    fn remember(&mut self, head: Head, bytes: &[u8]) {
        if matches!(self.judge(&head), Outcome::Good { .. }) {
            self.good.clear();
            self.good.extend_from_slice(bytes);
            self.whole = head.length + head.body_bytes as usize;
            self.close = head.close;
        }
    }
}

fn wrong_status(status: u16, expected: u16) -> String {
    format!("status {status}, not {expected}")
}

/// Where the next answer would begin cannot be told, so the connection is given up.
fn broken(fault: Fault, reason: String) -> Progress {
    Progress::Done {
        outcome: Outcome::bad(fault, reason),
        close: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";
    const EXPECT: Expected = Expected {
        status: 200,
        body_bytes: 5,
    };

    /// The answer cut at every place, on a checker that has seen `before`.
    fn each_cut(before: &[&str], answer: &str) -> Vec<Progress> {
        (0..answer.len())
            .map(|cut| {
                let (mut checker, mut reading) = (Checker::new(EXPECT), Reading::default());
                for one in before {
                    checker.take(&mut reading, one.as_bytes());
                }
                let (first, second) = answer.as_bytes().split_at(cut);
                if cut > 0 {
                    assert_eq!(checker.take(&mut reading, first), Progress::More, "{cut}");
                }
                checker.take(&mut reading, second)
            })
            .collect()
    }

    fn good(wire_bytes: u64, close: bool) -> Progress {
        Progress::Done {
            outcome: Outcome::Good { wire_bytes },
            close,
        }
    }

    #[test]
    fn an_answer_is_good_however_it_is_cut_and_whatever_came_before() {
        let other = GOOD.replace("OK", "Fine");
        for before in [&[][..], &[GOOD], &[other.as_str(), GOOD]] {
            for progress in each_cut(before, GOOD) {
                assert_eq!(progress, good(GOOD.len() as u64, false));
            }
        }
        let closing = GOOD.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
        for progress in each_cut(&[GOOD, &closing], &closing) {
            assert_eq!(progress, good(closing.len() as u64, true));
        }
    }

    #[test]
    fn a_wrong_answer_is_told_apart_after_good_ones_and_in_the_same_length() {
        let say = |answer: &str| {
            let (mut checker, mut reading) = (Checker::new(EXPECT), Reading::default());
            checker.take(&mut reading, GOOD.as_bytes());
            match checker.take(&mut reading, answer.as_bytes()) {
                Progress::Done {
                    outcome: Outcome::Bad { fault, reason },
                    close,
                } => (fault, reason, close),
                other => panic!("{other:?}"),
            }
        };
        let bad = |fault, reason: &str, close| (fault, reason.to_string(), close);

        let busy = GOOD.replace("200 OK", "503 No");
        assert_eq!(say(&busy), bad(Fault::Status, "status 503, not 200", false));
        let short = "HTTP/1.1 200 OK\r\ncontent-length:  4\r\n\r\nhell";
        assert_eq!(
            say(short),
            bad(Fault::Body, "body of 4 bytes, not 5", false)
        );
        let more = format!("{GOOD}!");
        assert_eq!(
            say(&more),
            bad(Fault::Body, "1 bytes follow the answer", true)
        );
        let chunked = "HTTP/1.1 404 No\r\ntransfer-encoding: chunked\r\n\r\n";
        assert_eq!(
            say(chunked),
            bad(Fault::Status, "status 404, not 200", true)
        );
        let chunked = chunked.replace("404 No", "200 OK");
        let (fault, reason, close) = say(&chunked);
        assert!(reason.contains("'chunked' is not read here"), "{reason}");
        assert_eq!((fault, close), (Fault::Body, true));
    }
}
