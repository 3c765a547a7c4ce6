//! Asks once, to learn what the answers will look like.

use super::connection;
use super::head::{self, MAX_HEAD};
use super::plan::request;
use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

/// One answer in figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub body_bytes: u64,
    /// Head and body.
    pub wire_bytes: u64,
}

/// Sends the very request of the load, and reads the answer whole.
pub fn ask(address: SocketAddr, host: &str, path: &str, timeout: Duration) -> io::Result<Answer> {
    let mut socket = connection::open(address, timeout)?;
    socket.set_nonblocking(false)?;
    socket.set_read_timeout(Some(timeout))?;
    socket.write_all(&request(host, path))?;
    let mut bytes = Vec::new();
    let head = loop {
        match head::parse(&bytes) {
            Some(head) => break head.map_err(|bad| io::Error::other(bad.reason))?,
            None if bytes.len() > MAX_HEAD => return Err(io::Error::other("the head is too long")),
            None => read_more(&socket, &mut bytes)?,
        }
    };
    let wire_bytes = head.length as u64 + head.body_bytes;
    let mut got = bytes.len() as u64;
    while got < wire_bytes {
        bytes.clear();
        read_more(&socket, &mut bytes)?;
        got += bytes.len() as u64;
    }
    match got == wire_bytes {
        true => Ok(Answer {
            status: head.status,
            body_bytes: head.body_bytes,
            wire_bytes,
        }),
        false => Err(io::Error::other(format!(
            "{} bytes follow the answer",
            got - wire_bytes
        ))),
    }
}

fn read_more(mut socket: &socket2::Socket, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut part = [0; 16 * 1024];
    match socket.read(&mut part)? {
        0 => Err(io::Error::other("the answer ended too soon")),
        count => {
            bytes.extend_from_slice(&part[..count]);
            Ok(())
        }
    }
}
