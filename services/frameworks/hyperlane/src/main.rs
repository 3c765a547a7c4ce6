//! The contract of a framework server, spoken by hyperlane.

mod routes;

use contract::runtime::{self, Ending, drained, fail};
use contract::settings::Settings;
use contract::{drain, sockets};
use hyperlane::{RequestConfig, Server, ServerConfig, ServerControlHook};
use std::process::ExitCode;

const NAME: &str = "hyperlane";

fn main() -> ExitCode {
    runtime::run(NAME, Settings::load_or_exit(NAME), serve)
}

async fn serve(settings: Settings, mut ending: Ending) -> ExitCode {
    let control = match build(&settings).run().await {
        Ok(control) => control,
        Err(error) => {
            let reason = format!("port {} cannot be opened: {error}", settings.port);
            return fail(NAME, &reason);
        }
    };
    if let Err(error) = sockets::tune_listener(settings.keepalive, settings.backlog) {
        let reason = format!("the listening socket cannot be set up: {error}");
        return fail(NAME, &reason);
    }
    println!(
        "{NAME}: listening on port {} with {} workers",
        settings.port, settings.workers
    );
    tokio::select! {
        _ = ending.asked() => stop(&control, settings.port).await,
        // Its accept loop ends at the first failed accept, such as a full table of open files.
        _ = control.wait() => fail(NAME, "hyperlane stopped accepting connections by itself"),
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
    drained(NAME, port).await
}
