//! A connection that is held while a server's sockets are looked at.

use super::server::{Server, TIMEOUT};
use std::io::{Read, Write};
use std::net::TcpStream;

/// Open, and answered once, so that the server has taken it and set what it sets.
pub struct Held(#[expect(dead_code, reason = "kept open, never read")] Option<TcpStream>);

impl Held {
    /// A server that does not answer holds none; what it lacks then shows in what is read.
    pub fn open(server: &Server) -> Held {
        Held(answered(server).ok())
    }
}

fn answered(server: &Server) -> std::io::Result<TcpStream> {
    let mut socket = TcpStream::connect_timeout(&server.address, TIMEOUT)?;
    socket.set_read_timeout(Some(TIMEOUT))?;
    let request = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\n\r\n",
        server.path,
        server.host()
    );
    socket.write_all(request.as_bytes())?;
    // The first byte is enough: nobody reads the rest.
    socket.read_exact(&mut [0])?;
    Ok(socket)
}
