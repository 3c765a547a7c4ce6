//! TCP sockets of another process, asked with getsockopt on a copy of its descriptor.

use crate::process::descriptors;
use serde_json::{Value, json};
use std::io;
use std::mem::{size_of, zeroed};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

/// Every TCP socket that the process has open. Its descriptors are tried one after another, since
/// only their owner, or one with a further right, may list /proc/<pid>/fd.
pub fn of_process(pid: i32) -> io::Result<Vec<Value>> {
    // SAFETY: a plain system call; the descriptor it returns is ours.
    let process = owned(unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) })?;
    let mut sockets = Vec::new();
    for number in 0..descriptors(pid)? {
        match copy(&process, number) {
            Ok(descriptor) => sockets.extend(describe(&descriptor)),
            Err(error) if error.raw_os_error() == Some(libc::EBADF) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(sockets)
}

fn copy(process: &OwnedFd, number: i32) -> io::Result<OwnedFd> {
    // SAFETY: as above.
    owned(unsafe { libc::syscall(libc::SYS_pidfd_getfd, process.as_raw_fd(), number, 0) })
}

fn owned(result: libc::c_long) -> io::Result<OwnedFd> {
    if result < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: a result of 0 or more is a new descriptor that nobody else owns.
    Ok(unsafe { OwnedFd::from_raw_fd(result as i32) })
}

fn describe(socket: &OwnedFd) -> Option<Value> {
    // SAFETY: tcp_info is plain numbers, for which zero is a valid value.
    let mut info: libc::tcp_info = unsafe { zeroed() };
    option(socket, libc::IPPROTO_TCP, libc::TCP_INFO, &mut info)?;
    let number = |level, name| {
        let mut value: libc::c_int = 0;
        option(socket, level, name, &mut value).map(|()| value)
    };
    let listening = number(libc::SOL_SOCKET, libc::SO_ACCEPTCONN)? == 1;
    Some(json!({
        "port": port(socket)?,
        "listening": listening,
        // For a listening socket the kernel puts the length of the accept queue into this field.
        "backlog": listening.then_some(info.tcpi_sacked),
        "reuseport": number(libc::SOL_SOCKET, libc::SO_REUSEPORT)? == 1,
        "nodelay": number(libc::IPPROTO_TCP, libc::TCP_NODELAY)? == 1,
        "keepalive": number(libc::SOL_SOCKET, libc::SO_KEEPALIVE)? == 1,
        "keepaliveIdle": number(libc::IPPROTO_TCP, libc::TCP_KEEPIDLE)?,
        "keepaliveInterval": number(libc::IPPROTO_TCP, libc::TCP_KEEPINTVL)?,
        "keepaliveCount": number(libc::IPPROTO_TCP, libc::TCP_KEEPCNT)?,
    }))
}

fn option<T>(socket: &OwnedFd, level: i32, name: i32, into: &mut T) -> Option<()> {
    let mut size = size_of::<T>() as libc::socklen_t;
    let place = (into as *mut T).cast();
    // SAFETY: the kernel writes at most `size` bytes into `into`.
    (unsafe { libc::getsockopt(socket.as_raw_fd(), level, name, place, &mut size) } == 0)
        .then_some(())
}

fn port(socket: &OwnedFd) -> Option<u16> {
    // SAFETY: zero is a valid value of an address, and the kernel writes at most `size` bytes.
    let (result, address) = unsafe {
        let mut address: libc::sockaddr_in6 = zeroed();
        let mut size = size_of::<libc::sockaddr_in6>() as libc::socklen_t;
        let place = (&raw mut address).cast();
        (
            libc::getsockname(socket.as_raw_fd(), place, &mut size),
            address,
        )
    };
    // The port is at the same place in both kinds of address.
    (result == 0).then(|| u16::from_be(address.sin6_port))
}
