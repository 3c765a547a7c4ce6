//! An epoll: which connections have something to tell.

use super::clock::{Nanos, timespec};
use std::io::{self, ErrorKind};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

/// Most events that one call brings.
const ROOM: usize = 256;

/// Edge-triggered, for input and output at once: a connection is told to the kernel once and never
/// again, and an answer costs the kernel one look at the socket instead of two.
const INTEREST: i32 = libc::EPOLLIN | libc::EPOLLOUT | libc::EPOLLRDHUP | libc::EPOLLET;

/// One connection and what happened to it.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Event(libc::epoll_event);

impl Event {
    pub fn token(self) -> u64 {
        self.0.u64
    }

    /// The other side will send no more, or the connection is broken.
    pub fn hung_up(self) -> bool {
        self.0.events & (libc::EPOLLRDHUP | libc::EPOLLHUP | libc::EPOLLERR) as u32 != 0
    }
}

pub struct Poller {
    epoll: OwnedFd,
    events: Vec<Event>,
}

impl Poller {
    pub fn new() -> io::Result<Poller> {
        // SAFETY: a plain system call; the descriptor is owned from here on.
        let epoll = unsafe {
            match libc::epoll_create1(libc::EPOLL_CLOEXEC) {
                fd if fd < 0 => return Err(io::Error::last_os_error()),
                fd => OwnedFd::from_raw_fd(fd),
            }
        };
        let none = Event(libc::epoll_event { events: 0, u64: 0 });
        Ok(Poller {
            epoll,
            events: vec![none; ROOM],
        })
    }

    /// Events of `socket` will carry `token`, until the socket is closed.
    pub fn watch(&self, socket: &impl AsRawFd, token: u64) -> io::Result<()> {
        let mut event = libc::epoll_event {
            events: INTEREST as u32,
            u64: token,
        };
        let (epoll, socket) = (self.epoll.as_raw_fd(), socket.as_raw_fd());
        // SAFETY: `event` lives through the call, and the kernel copies it.
        match unsafe { libc::epoll_ctl(epoll, libc::EPOLL_CTL_ADD, socket, &mut event) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }

    /// Waits at most so long for events; gives their number.
    pub fn wait(&mut self, longest: Nanos) -> io::Result<usize> {
        let (epoll, time) = (self.epoll.as_raw_fd(), timespec(longest));
        let events: *mut libc::epoll_event = self.events.as_mut_ptr().cast();
        // SAFETY: Event is an epoll_event and nothing else (repr(transparent)); the kernel writes at most
        // ROOM of them, reads `time`, and takes no signal mask.
        let count = unsafe {
            libc::syscall(
                libc::SYS_epoll_pwait2,
                epoll,
                events,
                ROOM as libc::c_int,
                &time as *const libc::timespec,
                std::ptr::null::<libc::sigset_t>(),
                0_usize,
            )
        };
        match usize::try_from(count) {
            Ok(count) => Ok(count),
            Err(_) => no_events(io::Error::last_os_error()),
        }
    }

    pub fn event(&self, index: usize) -> Event {
        self.events[index]
    }
}

fn no_events(error: io::Error) -> io::Result<usize> {
    match error.raw_os_error() {
        _ if error.kind() == ErrorKind::Interrupted => Ok(0),
        Some(libc::ENOSYS) => Err(io::Error::other(
            "the kernel has no epoll_pwait2: Linux 5.11 or newer is needed",
        )),
        _ => Err(error),
    }
}
