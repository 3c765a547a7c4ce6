//! One connection: its socket, and the request that is on it.

use super::checker::Reading;
use super::clock::Nanos;
use socket2::{Domain, Protocol, Socket, Type};
use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

/// What a connection is waiting for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum State {
    /// The other side's agreement to be connected.
    Connecting,
    /// The next send.
    Idle,
    /// An answer.
    Busy,
    /// A new try to open it.
    Down,
}

#[derive(Debug)]
pub struct Connection {
    pub socket: Socket,
    pub state: State,
    /// Told apart from events of the sockets that it had before.
    pub generation: u32,
    /// Where the latency of the request in flight starts: its send, or the instant it was planned at.
    pub since: Nanos,
    /// When the request in flight was sent, or the connecting begun.
    pub begun: Nanos,
    /// Open loop: the slot of the request in flight.
    pub current: u64,
    /// Open loop: the slot to be sent next.
    pub next: u64,
    pub reading: Reading,
    /// Good answers inside the window.
    pub served: u64,
}

impl Connection {
    /// @param slot the first of the connection's slots
    pub fn new(socket: Socket, slot: u64) -> Connection {
        Connection {
            socket,
            state: State::Idle,
            generation: 0,
            since: 0,
            begun: 0,
            current: 0,
            next: slot,
            reading: Reading::default(),
            served: 0,
        }
    }

    /// True when the whole request went out. A request is far smaller than a socket's empty buffer, so
    /// one that does not fit is a fault of its own.
    pub fn send(&self, request: &[u8]) -> io::Result<()> {
        match (&self.socket).write(request)? {
            count if count == request.len() => Ok(()),
            count => Err(io::Error::other(format!(
                "only {count} bytes of the request could be sent"
            ))),
        }
    }

    /// None when nothing is there to be read.
    pub fn receive(&self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        loop {
            return match (&self.socket).read(buffer) {
                Ok(count) => Ok(Some(count)),
                Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => Err(error),
            };
        }
    }
}

/// A connected socket.
pub fn open(address: SocketAddr, timeout: Duration) -> io::Result<Socket> {
    let socket = socket(address)?;
    socket.connect_timeout(&address.into(), timeout)?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

/// A socket that is being connected: its first event tells how that went.
pub fn begin_open(address: SocketAddr) -> io::Result<Socket> {
    let socket = socket(address)?;
    socket.set_nonblocking(true)?;
    match socket.connect(&address.into()) {
        Err(error) if error.raw_os_error() != Some(libc::EINPROGRESS) => Err(error),
        _ => Ok(socket),
    }
}

fn socket(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(
        Domain::for_address(address),
        Type::STREAM,
        Some(Protocol::TCP),
    )?;
    socket.set_tcp_nodelay(true)?;
    Ok(socket)
}
