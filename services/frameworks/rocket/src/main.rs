//! The contract of a framework server, spoken by Rocket.

mod routes;

use contract::drain::{self, DRAIN_LIMIT, DRAIN_STEP};
use contract::settings::Settings;
use contract::upstream::DEFAULT_POOL_SIZE;
use contract::{EXIT_SETTING, pool, sockets};
use rocket::config::{Config, LogLevel, Shutdown};
use rocket::error::ErrorKind;
use rocket::fairing::AdHoc;
use rocket::{Build, Rocket};
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::time::Instant;
use tokio::signal::unix::{SignalKind, signal};

const NAME: &str = "rocket";

fn main() -> ExitCode {
    let settings = Settings::load_or_exit(NAME);
    if settings.nodelay == Some(false) {
        eprintln!(
            "{NAME}: NODELAY=false cannot be honoured: Rocket turns TCP_NODELAY on for each \
             connection. Unset NODELAY."
        );
        return ExitCode::from(EXIT_SETTING as u8);
    }
    // Rocket's own runtime has no option for the stack.
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(settings.workers).enable_all();
    if let Some(bytes) = settings.stack {
        builder.thread_stack_size(bytes);
    }
    match builder.build() {
        Ok(runtime) => runtime.block_on(serve(settings)),
        Err(error) => fail(&format!("the runtime cannot start: {error}")),
    }
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
    let port = settings.port;
    let rocket = match build(settings).ignite().await {
        Ok(rocket) => rocket,
        Err(error) => return fail(&format!("Rocket cannot start: {}", error.kind())),
    };
    let shutdown = rocket.shutdown();
    let mut running = tokio::spawn(rocket.launch());
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
        ended = &mut running => return fail(&match ended {
            Ok(Err(error)) => match error.kind() {
                ErrorKind::Bind(reason) => format!("port {port} cannot be opened: {reason}"),
                kind => format!("Rocket ended by itself: {kind}"),
            },
            _ => "Rocket ended by itself".to_string(),
        }),
    }
    drain::start();
    shutdown.notify();
    stop(port).await
}

fn build(settings: Settings) -> Rocket<Build> {
    let config = Config {
        address: Ipv4Addr::UNSPECIFIED.into(),
        port: settings.port,
        workers: settings.workers,
        log_level: LogLevel::Off,
        cli_colors: false,
        shutdown: Shutdown {
            // The signals are watched here, since a draining server also answers /readyz with 503.
            ctrlc: false,
            signals: Default::default(),
            grace: DRAIN_LIMIT.as_secs() as u32,
            ..Shutdown::default()
        },
        ..Config::release_default()
    };
    // It runs between Rocket's bind and its first accept.
    let tune = AdHoc::on_liftoff("socket options", move |_| {
        Box::pin(async move {
            if let Err(error) = sockets::tune_listener(settings.keepalive, settings.backlog) {
                fail(&format!("the listening socket cannot be set up: {error}"));
                std::process::exit(1);
            }
            println!(
                "{NAME}: listening on port {} with {} workers",
                settings.port, settings.workers
            );
        })
    });
    routes::mount(rocket::custom(config)).attach(tune)
}

/// Rocket's launch would sit out its whole time of grace when one request is still running.
async fn stop(port: u16) -> ExitCode {
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
