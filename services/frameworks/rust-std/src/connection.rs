//! One client connection on a thread of its own: requests in, answers out, until one side ends it.

use crate::request::{MAX_HEAD, Parsed, parse};
use crate::routes::{self, Reply};
use std::io::{self, Read, Write};
use std::net::TcpStream;

/// Bytes that each buffer of a connection keeps between requests.
const KEPT: usize = 16 * 1024;

/// Serves until the client leaves, asks for the end, or sends what cannot be read.
pub fn serve(mut stream: TcpStream) -> io::Result<()> {
    let mut input = Input::new();
    let mut output = Vec::with_capacity(KEPT);
    loop {
        let more = answer_all(&mut input, &mut output);
        stream.write_all(&output)?;
        output.clear();
        output.shrink_to(KEPT);
        match more {
            Some(wanted) if input.fill(&mut stream, wanted)? => {}
            _ => return Ok(()),
        }
    }
}

/// Answers what is complete; the bytes the next request needs at least, or nothing after the last.
fn answer_all(input: &mut Input, output: &mut Vec<u8>) -> Option<usize> {
    loop {
        match parse(input.bytes()) {
            Parsed::Request(request) => {
                let keep = routes::answer(&request, output);
                let length = request.length;
                input.consume(length);
                if !keep {
                    return None;
                }
            }
            Parsed::Partial { wanted } => return Some(wanted),
            Parsed::Refused { status, reason } => {
                Reply::text(status, reason).write(output, false);
                return None;
            }
        }
    }
}

/// What was received and not yet answered.
struct Input {
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

impl Input {
    fn new() -> Input {
        Input {
            buffer: vec![0; KEPT],
            start: 0,
            end: 0,
        }
    }

    fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    fn consume(&mut self, count: usize) {
        self.start += count;
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
            self.buffer.truncate(KEPT);
            self.buffer.shrink_to(KEPT);
        }
    }

    /// Reads once, with room for `wanted` bytes in all; false at the end of the input.
    fn fill(&mut self, stream: &mut TcpStream, wanted: usize) -> io::Result<bool> {
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        let room = wanted.max(self.end + 1).max(MAX_HEAD);
        if self.buffer.len() < room {
            self.buffer.resize(room, 0);
        }
        let count = stream.read(&mut self.buffer[self.end..])?;
        self.end += count;
        Ok(count > 0)
    }
}
