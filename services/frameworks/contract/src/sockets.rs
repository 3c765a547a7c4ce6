//! Socket options, and the process's own sockets as the kernel lists them.

use crate::settings::{Keepalive, Settings};
use socket2::{Domain, Protocol, SockRef, Socket, TcpKeepalive, Type};
use std::io;
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener};
use std::os::fd::{AsFd, BorrowedFd, RawFd};
use std::time::Duration;

/// Length of the accept queue when BACKLOG is not set.
const DEFAULT_BACKLOG: i32 = 1024;

/// Sets keepalive on a listening socket; Linux hands it on to each accepted connection.
pub fn set_keepalive(socket: BorrowedFd, wanted: Keepalive) -> io::Result<()> {
    if wanted == Keepalive::default() {
        return Ok(());
    }
    let mut options = TcpKeepalive::new();
    if let Some(seconds) = wanted.idle {
        options = options.with_time(Duration::from_secs(seconds));
    }
    if let Some(seconds) = wanted.interval {
        options = options.with_interval(Duration::from_secs(seconds));
    }
    if let Some(probes) = wanted.count {
        options = options.with_retries(probes);
    }
    SockRef::from(&socket).set_tcp_keepalive(&options)
}

/// Changes the backlog of a socket that listens already: a second listen() is allowed on Linux.
pub fn set_backlog(socket: BorrowedFd, backlog: i32) -> io::Result<()> {
    SockRef::from(&socket).listen(backlog)
}

/// The process's listening TCP sockets. For frameworks that keep theirs to themselves.
pub fn listeners() -> Vec<RawFd> {
    tcp_sockets()
        .into_iter()
        .filter(|fd| accepts(*fd))
        .collect()
}

/// Sets options on the only listening socket of a framework that keeps it to itself.
pub fn tune_listener(keepalive: Keepalive, backlog: Option<i32>) -> io::Result<()> {
    let found = listeners();
    let [fd] = found[..] else {
        return Err(io::Error::other(format!(
            "{} listening sockets, expected one",
            found.len()
        )));
    };
    // SAFETY: the framework holds the descriptor open until it is told to stop.
    let listener = unsafe { BorrowedFd::borrow_raw(fd) };
    set_keepalive(listener, keepalive)?;
    backlog.map_or(Ok(()), |length| set_backlog(listener, length))
}

/// Opens the socket of a server that binds for itself: options first, then bind and listen.
pub fn listen(settings: &Settings) -> io::Result<Socket> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    if settings.reuseport {
        SockRef::from(&socket).set_reuse_port(true)?;
    }
    set_keepalive(socket.as_fd(), settings.keepalive)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::UNSPECIFIED, settings.port)).into())?;
    socket.listen(settings.backlog.unwrap_or(DEFAULT_BACKLOG))?;
    Ok(socket)
}

/// Ends a listening socket in the middle of the accept() of other threads.
pub fn shut(listener: &TcpListener) -> io::Result<()> {
    SockRef::from(listener).shutdown(Shutdown::Both)
}

/// The connections that clients opened to `port`.
pub fn connections(port: u16) -> Vec<RawFd> {
    tcp_sockets()
        .into_iter()
        .filter(|fd| !accepts(*fd) && local_port(*fd) == Some(port))
        .collect()
}

fn local_port(fd: RawFd) -> Option<u16> {
    // SAFETY: borrowed for one call; a descriptor closed meanwhile is only an error.
    let socket = unsafe { BorrowedFd::borrow_raw(fd) };
    SockRef::from(&socket)
        .local_addr()
        .ok()?
        .as_socket()
        .map(|address| address.port())
}

fn tcp_sockets() -> Vec<RawFd> {
    let Ok(entries) = std::fs::read_dir("/proc/self/fd") else {
        return Vec::new();
    };
    let numbers = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    numbers.filter(|fd| activity(*fd).is_some()).collect()
}

fn accepts(fd: RawFd) -> bool {
    let mut value: libc::c_int = 0;
    read_option(fd, libc::SOL_SOCKET, libc::SO_ACCEPTCONN, &mut value).is_some() && value == 1
}

/// What the kernel knows of a connection, as far as a drain needs it.
#[repr(C)]
pub struct Activity {
    first: [u32; 11],
    /// Milliseconds since data was last sent.
    pub since_sent: u32,
    since_ack_sent: u32,
    /// Milliseconds since data was last received.
    pub since_received: u32,
    middle: [u32; 24],
    /// Segments with data that came in.
    pub segments_in: u32,
    /// Segments with data that went out.
    pub segments_out: u32,
}

// The places are those of the kernel's struct tcp_info, of which libc knows only the first part.
const _: () = assert!(std::mem::offset_of!(Activity, since_sent) == 44);
const _: () = assert!(std::mem::offset_of!(Activity, segments_in) == 152);

/// The activity of a TCP socket; nothing when `fd` is something else.
pub fn activity(fd: RawFd) -> Option<Activity> {
    // SAFETY: plain numbers, for which zero is a valid value.
    let mut value: Activity = unsafe { std::mem::zeroed() };
    read_option(fd, libc::IPPROTO_TCP, libc::TCP_INFO, &mut value)?;
    Some(value)
}

fn read_option<T>(fd: RawFd, level: libc::c_int, name: libc::c_int, into: &mut T) -> Option<()> {
    let mut size = size_of::<T>() as libc::socklen_t;
    // SAFETY: the kernel writes at most `size` bytes into `into`; a bad fd is only an error.
    let result = unsafe { libc::getsockopt(fd, level, name, (into as *mut T).cast(), &mut size) };
    (result == 0).then_some(())
}
