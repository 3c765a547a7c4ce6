//! One thread with one epoll: accepts, and serves what it accepted.

use crate::connection::{Connection, Next};
use contract::drain::draining;
use contract::settings::Settings;
use socket2::Socket;
use std::collections::HashMap;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const EVENTS: usize = 256;
const READ_BUFFER: usize = 16 * 1024;
/// So that a stop is noticed without traffic, in milliseconds.
const TICK: i32 = 50;

pub struct Worker {
    epoll: OwnedFd,
    listener: Option<Socket>,
    connections: HashMap<RawFd, Connection>,
    open: Arc<AtomicUsize>,
    limit: usize,
    nodelay: Option<bool>,
}

impl Worker {
    /// `open` counts the connections of all workers.
    pub fn new(
        listener: Socket,
        settings: &Settings,
        open: Arc<AtomicUsize>,
    ) -> io::Result<Worker> {
        // SAFETY: a plain system call; the descriptor is owned from here on.
        let epoll = unsafe {
            let fd = libc::epoll_create1(libc::EPOLL_CLOEXEC);
            if fd < 0 {
                return Err(io::Error::last_os_error());
            }
            OwnedFd::from_raw_fd(fd)
        };
        let worker = Worker {
            epoll,
            listener: Some(listener),
            connections: HashMap::new(),
            open,
            limit: settings.max_connections.unwrap_or(usize::MAX),
            nodelay: settings.nodelay,
        };
        let fd = worker.listener.as_ref().map_or(-1, Socket::as_raw_fd);
        // EPOLLEXCLUSIVE: one worker wakes for a new client, not all that share the socket.
        worker.control(
            libc::EPOLL_CTL_ADD,
            fd,
            libc::EPOLLIN | libc::EPOLLEXCLUSIVE,
        )?;
        Ok(worker)
    }

    pub fn run(mut self) {
        let mut events = vec![libc::epoll_event { events: 0, u64: 0 }; EVENTS];
        let mut buffer = vec![0; READ_BUFFER];
        loop {
            let count = self.wait(&mut events);
            for event in &events[..count] {
                let fd = event.u64 as RawFd;
                if self
                    .listener
                    .as_ref()
                    .is_some_and(|listener| listener.as_raw_fd() == fd)
                {
                    self.accept();
                } else {
                    self.serve(fd, &mut buffer);
                }
            }
            if draining() && self.drained() {
                return;
            }
        }
    }

    fn wait(&self, events: &mut [libc::epoll_event]) -> usize {
        let room = events.len() as i32;
        // SAFETY: the kernel writes at most `room` events into the slice.
        let count =
            unsafe { libc::epoll_wait(self.epoll.as_raw_fd(), events.as_mut_ptr(), room, TICK) };
        usize::try_from(count).unwrap_or(0)
    }

    fn accept(&mut self) {
        while let Some(Ok((socket, _))) = self.listener.as_ref().map(Socket::accept) {
            if self.open.fetch_add(1, Ordering::SeqCst) >= self.limit || self.add(socket).is_err() {
                self.open.fetch_sub(1, Ordering::SeqCst);
            }
        }
    }

    fn add(&mut self, socket: Socket) -> io::Result<()> {
        socket.set_nonblocking(true)?;
        if let Some(on) = self.nodelay {
            socket.set_tcp_nodelay(on)?;
        }
        let fd = socket.as_raw_fd();
        self.control(libc::EPOLL_CTL_ADD, fd, libc::EPOLLIN)?;
        self.connections.insert(fd, Connection::new(socket));
        Ok(())
    }

    fn serve(&mut self, fd: RawFd, buffer: &mut [u8]) {
        let Some(connection) = self.connections.get_mut(&fd) else {
            return;
        };
        let had_output = !connection.idle();
        match connection.advance(buffer) {
            Next::Wait { output: true } => {
                let _ = self.control(libc::EPOLL_CTL_MOD, fd, libc::EPOLLIN | libc::EPOLLOUT);
            }
            Next::Wait { output: false } if had_output => {
                let _ = self.control(libc::EPOLL_CTL_MOD, fd, libc::EPOLLIN);
            }
            Next::Wait { output: false } => {}
            Next::Close => self.close(fd),
        }
    }

    fn close(&mut self, fd: RawFd) {
        if self.connections.remove(&fd).is_some() {
            self.open.fetch_sub(1, Ordering::SeqCst);
        }
    }

    /// Stops listening and ends idle connections; true when none is left.
    fn drained(&mut self) -> bool {
        self.listener = None;
        let idle: Vec<RawFd> = self
            .connections
            .iter()
            .filter(|(_, one)| one.idle())
            .map(|(fd, _)| *fd)
            .collect();
        for fd in idle {
            self.close(fd);
        }
        self.connections.is_empty()
    }

    fn control(&self, operation: i32, fd: RawFd, events: i32) -> io::Result<()> {
        let mut event = libc::epoll_event {
            events: events as u32,
            u64: fd as u64,
        };
        // SAFETY: `event` lives through the call, and the kernel copies it.
        match unsafe { libc::epoll_ctl(self.epoll.as_raw_fd(), operation, fd, &mut event) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        }
    }
}
