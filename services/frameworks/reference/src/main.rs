//! The yardstick: the least a server can do for /, /json and /bytes, on one epoll a worker.

mod burn;
mod connection;
mod request;
mod worker;

use contract::EXIT_SETTING;
use contract::drain::{self, DRAIN_LIMIT};
use contract::settings::Settings;
use contract::signals::Signals;
use contract::sockets;
use socket2::Socket;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};
use worker::Worker;

const NAME: &str = "reference";

fn main() -> ExitCode {
    let settings = Settings::load_or_exit(NAME);
    if let Err(problem) = burn::set(std::env::var("BURN").ok().as_deref()) {
        eprintln!("{NAME}: {problem}");
        return ExitCode::from(EXIT_SETTING as u8);
    }
    // Blocked before the threads start, so that they inherit it and only this thread takes it.
    let signals = Signals::block();
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
    let socket = sockets::listen(settings)?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

fn stop(workers: Vec<std::thread::JoinHandle<()>>, signals: &Signals) -> ExitCode {
    signals.wait();
    drain::start();
    let end = Instant::now() + DRAIN_LIMIT;
    while workers.iter().any(|worker| !worker.is_finished()) {
        if Instant::now() > end {
            return fail(drain::CUT_OFF);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    ExitCode::SUCCESS
}

fn fail(reason: &str) -> ExitCode {
    eprintln!("{NAME}: {reason}");
    ExitCode::FAILURE
}
