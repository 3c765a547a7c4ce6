//! The contract of a framework server, spoken by threads of the standard library: one a connection.

mod accept;
mod connection;
mod pool;
mod request;
mod routes;

use contract::drain::{self, DRAIN_LIMIT, DRAIN_STEP};
use contract::settings::Settings;
use contract::signals::Signals;
use contract::upstream::DEFAULT_POOL_SIZE;
use std::process::ExitCode;
use std::time::Instant;

const NAME: &str = "rust-std";

fn main() -> ExitCode {
    let settings = Settings::load_or_exit(NAME);
    // Blocked before the threads start, so that they inherit it and only this thread takes it.
    let signals = Signals::block();
    pool::configure(
        settings.pool_size.unwrap_or(DEFAULT_POOL_SIZE),
        std::env::var("UPSTREAM_URL").ok().as_deref(),
    );
    let workers = match accept::start(&settings) {
        Ok(workers) => workers,
        Err(error) => return fail(&format!("port {} cannot be opened: {error}", settings.port)),
    };
    println!(
        "{NAME}: listening on port {} with {} workers",
        settings.port, settings.workers
    );
    signals.wait();
    drain::start();
    workers.stop();
    let end = Instant::now() + DRAIN_LIMIT;
    while !drain::settled(settings.port) {
        if Instant::now() > end {
            return fail(drain::CUT_OFF);
        }
        std::thread::sleep(DRAIN_STEP);
    }
    ExitCode::SUCCESS
}

fn fail(reason: &str) -> ExitCode {
    eprintln!("{NAME}: {reason}");
    ExitCode::FAILURE
}
