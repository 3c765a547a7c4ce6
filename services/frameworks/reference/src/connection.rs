//! One client connection: bytes in, whole answers out.

use crate::request::{MAX_HEAD, answer, head_length};
use socket2::Socket;
use std::io::{self, ErrorKind, Read, Write};

/// What a worker does with a connection after one event.
#[derive(PartialEq)]
pub enum Next {
    /// Wait for input; for room as well when answers are still to be sent.
    Wait {
        output: bool,
    },
    Close,
}

pub struct Connection {
    socket: Socket,
    input: Vec<u8>,
    output: Vec<u8>,
    sent: usize,
    closing: bool,
}

impl Connection {
    pub fn new(socket: Socket) -> Connection {
        Connection {
            socket,
            input: Vec::new(),
            output: Vec::new(),
            sent: 0,
            closing: false,
        }
    }

    /// Nothing half read and nothing half sent.
    pub fn idle(&self) -> bool {
        self.input.is_empty() && self.output.is_empty()
    }

    /// Reads what there is, answers what is complete, sends what fits.
    pub fn advance(&mut self, buffer: &mut [u8]) -> Next {
        match self.try_advance(buffer) {
            Ok(next) => next,
            Err(_) => Next::Close,
        }
    }

    fn try_advance(&mut self, buffer: &mut [u8]) -> io::Result<Next> {
        if !self.output.is_empty() && !self.send()? {
            return Ok(Next::Wait { output: true });
        }
        if self.closing {
            return Ok(Next::Close);
        }
        match (&self.socket).read(buffer) {
            Ok(0) => return Ok(Next::Close),
            Ok(count) => self.take(&buffer[..count])?,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
        if self.output.is_empty() || self.send()? {
            return Ok(if self.closing {
                Next::Close
            } else {
                Next::Wait { output: false }
            });
        }
        Ok(Next::Wait { output: true })
    }

    fn take(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.input.is_empty() {
            // The usual case: whole requests, answered out of the read buffer without a copy.
            let used = self.answer_all(bytes);
            self.input.extend_from_slice(&bytes[used..]);
        } else {
            self.input.extend_from_slice(bytes);
            let input = std::mem::take(&mut self.input);
            let used = self.answer_all(&input);
            self.input.extend_from_slice(&input[used..]);
        }
        if self.input.len() > MAX_HEAD {
            return Err(io::Error::other("the request head is too long"));
        }
        Ok(())
    }

    fn answer_all(&mut self, bytes: &[u8]) -> usize {
        let mut used = 0;
        while let Some(length) = head_length(&bytes[used..]) {
            let head = &bytes[used..used + length];
            used += length;
            if !answer(head, &mut self.output) {
                self.closing = true;
                return bytes.len();
            }
        }
        used
    }

    fn send(&mut self) -> io::Result<bool> {
        while self.sent < self.output.len() {
            match (&self.socket).write(&self.output[self.sent..]) {
                Ok(count) => self.sent += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        self.output.clear();
        self.sent = 0;
        Ok(true)
    }
}
