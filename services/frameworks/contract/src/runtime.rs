//! What servers on tokio share: the runtime, the signals that end them, the way out.

use crate::drain::{self, DRAIN_LIMIT, DRAIN_STEP};
use crate::pool;
use crate::settings::Settings;
use crate::upstream::DEFAULT_POOL_SIZE;
use std::future::Future;
use std::process::ExitCode;
use std::time::Instant;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// SIGTERM and SIGINT.
pub struct Ending {
    term: Signal,
    int: Signal,
}

impl Ending {
    fn watch() -> std::io::Result<Ending> {
        Ok(Ending {
            term: signal(SignalKind::terminate())?,
            int: signal(SignalKind::interrupt())?,
        })
    }

    /// Until one of them comes.
    pub async fn asked(&mut self) {
        tokio::select! {
            _ = self.term.recv() => {}
            _ = self.int.recv() => {}
        }
    }
}

/// Runs a server with the workers, the stack and the pool of its settings.
pub fn run<Serving: Future<Output = ExitCode>>(
    name: &str,
    settings: Settings,
    serve: impl FnOnce(Settings, Ending) -> Serving,
) -> ExitCode {
    pool::configure(
        settings.pool_size.unwrap_or(DEFAULT_POOL_SIZE),
        std::env::var("UPSTREAM_URL").ok().as_deref(),
    );
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(settings.workers).enable_all();
    if let Some(bytes) = settings.stack {
        builder.thread_stack_size(bytes);
    }
    let runtime = match builder.build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(name, &format!("the runtime cannot start: {error}")),
    };
    runtime.block_on(async {
        match Ending::watch() {
            Ok(ending) => serve(settings, ending).await,
            Err(error) => fail(name, &format!("the signals cannot be watched: {error}")),
        }
    })
}

/// Waits until every request has its answer, after `drain::start`.
pub async fn drained(name: &str, port: u16) -> ExitCode {
    let end = Instant::now() + DRAIN_LIMIT;
    while !drain::settled(port) {
        if Instant::now() > end {
            return fail(name, drain::CUT_OFF);
        }
        tokio::time::sleep(DRAIN_STEP).await;
    }
    ExitCode::SUCCESS
}

/// Says why the server ends.
pub fn fail(name: &str, reason: &str) -> ExitCode {
    eprintln!("{name}: {reason}");
    ExitCode::FAILURE
}
