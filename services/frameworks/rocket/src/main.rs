//! The contract of a framework server, spoken by Rocket.

mod routes;

use contract::drain::{self, DRAIN_LIMIT};
use contract::runtime::{self, Ending, drained, fail};
use contract::settings::Settings;
use contract::{EXIT_SETTING, sockets};
use rocket::config::{Config, LogLevel, Shutdown};
use rocket::error::ErrorKind;
use rocket::fairing::AdHoc;
use rocket::{Build, Rocket};
use std::net::Ipv4Addr;
use std::process::ExitCode;

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
    runtime::run(NAME, settings, serve)
}

async fn serve(settings: Settings, mut ending: Ending) -> ExitCode {
    let port = settings.port;
    let rocket = match build(settings).ignite().await {
        Ok(rocket) => rocket,
        Err(error) => return fail(NAME, &format!("Rocket cannot start: {}", error.kind())),
    };
    let shutdown = rocket.shutdown();
    let mut running = tokio::spawn(rocket.launch());
    tokio::select! {
        _ = ending.asked() => {}
        ended = &mut running => return fail(NAME, &match ended {
            Ok(Err(error)) => match error.kind() {
                ErrorKind::Bind(reason) => format!("port {port} cannot be opened: {reason}"),
                kind => format!("Rocket ended by itself: {kind}"),
            },
            _ => "Rocket ended by itself".to_string(),
        }),
    }
    drain::start();
    shutdown.notify();
    // Rocket's launch would sit out its whole time of grace when one request is still running.
    drained(NAME, port).await
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
                let reason = format!("the listening socket cannot be set up: {error}");
                fail(NAME, &reason);
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
