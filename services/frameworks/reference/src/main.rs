//! The yardstick: the least a server can do for /, /json and /bytes, on one epoll a worker.

mod connection;
mod request;
mod worker;

use contract::drain::{self, DRAIN_LIMIT};
use contract::settings::Settings;
use contract::sockets;
use socket2::{Domain, Protocol, SockRef, Socket, Type};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::fd::AsFd;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};
use worker::Worker;

const NAME: &str = "reference";
const DEFAULT_BACKLOG: i32 = 1024;

fn main() -> ExitCode {
    let settings = Settings::load_or_exit(NAME);
    // Blocked before the threads start, so that they inherit it and only this thread takes it.
    let signals = block_signals();
    match start(&settings) {
        Ok(workers) => stop(workers, &signals),
        Err(error) => fail(&format!("port {} cannot be served: {error}", settings.port)),
    }
}

fn start(settings: &Settings) -> io::Result<Vec<std::thread::JoinHandle<()>>> {
    let open = Arc::new(AtomicUsize::new(0));
    let shared = if settings.reuseport {
        None
    } else {
        Some(listen(settings)?)
    };
    let mut threads = Vec::new();
    for number in 0..settings.workers {
        let listener = match &shared {
            Some(socket) => socket.try_clone()?,
            None => listen(settings)?,
        };
        let worker = Worker::new(listener, settings, open.clone())?;
        let mut builder = std::thread::Builder::new().name(format!("worker-{number}"));
        if let Some(bytes) = settings.stack {
            builder = builder.stack_size(bytes);
        }
        threads.push(builder.spawn(move || worker.run())?);
    }
    println!(
        "{NAME}: listening on port {} with {} workers",
        settings.port, settings.workers
    );
    Ok(threads)
}

fn listen(settings: &Settings) -> io::Result<Socket> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP))?;
    socket.set_nonblocking(true)?;
    socket.set_reuse_address(true)?;
    if settings.reuseport {
        SockRef::from(&socket).set_reuse_port(true)?;
    }
    sockets::set_keepalive(socket.as_fd(), settings.keepalive)?;
    socket.bind(&SocketAddr::from((Ipv4Addr::UNSPECIFIED, settings.port)).into())?;
    socket.listen(settings.backlog.unwrap_or(DEFAULT_BACKLOG))?;
    Ok(socket)
}

fn block_signals() -> libc::sigset_t {
    // SAFETY: a signal set is plain memory that sigemptyset initialises.
    unsafe {
        let mut set = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGTERM);
        libc::sigaddset(&mut set, libc::SIGINT);
        libc::pthread_sigmask(libc::SIG_BLOCK, &set, std::ptr::null_mut());
        set
    }
}

fn stop(workers: Vec<std::thread::JoinHandle<()>>, signals: &libc::sigset_t) -> ExitCode {
    let mut signal = 0;
    // SAFETY: both pointers are to live values of this frame.
    unsafe { libc::sigwait(signals, &mut signal) };
    drain::start();
    let end = Instant::now() + DRAIN_LIMIT;
    while workers.iter().any(|worker| !worker.is_finished()) {
        if Instant::now() > end {
            return fail("requests were cut off after 20 seconds of waiting for them");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    ExitCode::SUCCESS
}

fn fail(reason: &str) -> ExitCode {
    eprintln!("{NAME}: {reason}");
    ExitCode::FAILURE
}
