//! The contract of a framework server, spoken by hyperlane.

mod routes;

use contract::drain::{self, DRAIN_LIMIT, DRAIN_STEP};
use contract::pool;
use contract::settings::Settings;
use contract::sockets;
use contract::upstream::DEFAULT_POOL_SIZE;
use hyperlane::{RequestConfig, Server, ServerConfig, ServerControlHook};
use std::process::ExitCode;
use std::time::Instant;
use tokio::signal::unix::{SignalKind, signal};

const NAME: &str = "hyperlane";

fn main() -> ExitCode {
    let settings = Settings::load_or_exit(NAME);
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(settings.workers).enable_all();
    if let Some(bytes) = settings.stack {
        builder.thread_stack_size(bytes);
    }
    let runtime = match builder.build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("the runtime cannot start: {error}")),
    };
    runtime.block_on(serve(settings))
}

async fn serve(settings: Settings) -> ExitCode {
    pool::configure(
        settings.pool_size.unwrap_or(DEFAULT_POOL_SIZE),
        std::env::var("UPSTREAM_URL").ok().as_deref(),
    );
    let (mut term, mut int) = match (
        signal(SignalKind::terminate()),
        signal(SignalKind::interrupt()),
    ) {
        (Ok(term), Ok(int)) => (term, int),
        _ => return fail("the signals cannot be watched"),
    };
    let control = match build(&settings).run().await {
        Ok(control) => control,
        Err(error) => return fail(&format!("port {} cannot be opened: {error}", settings.port)),
    };
    if let Err(error) = sockets::tune_listener(settings.keepalive, settings.backlog) {
        return fail(&format!("the listening socket cannot be set up: {error}"));
    }
    println!(
        "{NAME}: listening on port {} with {} workers",
        settings.port, settings.workers
    );
    tokio::select! {
        _ = term.recv() => stop(&control, settings.port).await,
        _ = int.recv() => stop(&control, settings.port).await,
        // Its accept loop ends at the first failed accept, such as a full table of open files.
        _ = control.wait() => fail("hyperlane stopped accepting connections by itself"),
    }
}

fn build(settings: &Settings) -> Server {
    let mut config = ServerConfig::default();
    config.set_address(Server::format_bind_address("0.0.0.0", settings.port));
    if settings.nodelay.is_some() {
        config.set_nodelay(settings.nodelay);
    }
    let mut requests = RequestConfig::default();
    requests.set_max_body_size(contract::routes::MAX_BYTES);
    let mut server = Server::default();
    server.server_config(config).request_config(requests);
    routes::register(&mut server);
    server
}

async fn stop(control: &ServerControlHook, port: u16) -> ExitCode {
    drain::start();
    control.shutdown().await;
    control.wait().await;
    let end = Instant::now() + DRAIN_LIMIT;
    while !drain::settled(port) {
        if Instant::now() > end {
            return fail("requests were cut off after 20 seconds of waiting for them");
        }
        tokio::time::sleep(DRAIN_STEP).await;
    }
    ExitCode::SUCCESS
}

fn fail(reason: &str) -> ExitCode {
    eprintln!("{NAME}: {reason}");
    ExitCode::FAILURE
}
