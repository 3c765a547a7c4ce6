//! The contract of a framework server, spoken by hyper 1 on tokio.

mod routes;

use contract::runtime::{self, Ending, drained, fail};
use contract::settings::Settings;
use contract::{drain, sockets};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

const NAME: &str = "tokio";
/// Wait after a failed accept, such as one without a free file descriptor.
const ACCEPT_PAUSE: Duration = Duration::from_millis(10);

fn main() -> ExitCode {
    runtime::run(NAME, Settings::load_or_exit(NAME), serve)
}

async fn serve(settings: Settings, mut ending: Ending) -> ExitCode {
    let accepting = match start(&settings) {
        Ok(accepting) => accepting,
        Err(error) => {
            let reason = format!("port {} cannot be opened: {error}", settings.port);
            return fail(NAME, &reason);
        }
    };
    println!(
        "{NAME}: listening on port {} with {} workers",
        settings.port, settings.workers
    );
    ending.asked().await;
    stop(accepting, settings.port).await
}

/// One accept loop; with REUSEPORT one a worker, each on a socket of its own.
fn start(settings: &Settings) -> io::Result<JoinSet<()>> {
    let limit = settings.max_connections.unwrap_or(Semaphore::MAX_PERMITS);
    let room = Arc::new(Semaphore::new(limit));
    let loops = if settings.reuseport {
        settings.workers
    } else {
        1
    };
    let mut accepting = JoinSet::new();
    for _ in 0..loops {
        let socket = sockets::listen(settings)?;
        socket.set_nonblocking(true)?;
        let listener = TcpListener::from_std(socket.into())?;
        accepting.spawn(accept(listener, room.clone(), settings.nodelay));
    }
    Ok(accepting)
}

async fn accept(listener: TcpListener, room: Arc<Semaphore>, nodelay: Option<bool>) {
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Above the limit the connection is closed at once.
        let Ok(permit) = room.clone().try_acquire_owned() else {
            continue;
        };
        if nodelay.is_none_or(|on| stream.set_nodelay(on).is_ok()) {
            tokio::spawn(converse(stream, permit));
        }
    }
}

async fn converse(stream: TcpStream, _permit: OwnedSemaphorePermit) {
    // An error is a client that left or sent nonsense; hyper has answered what could be answered.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service_fn(routes::answer))
        .await;
}

async fn stop(mut accepting: JoinSet<()>, port: u16) -> ExitCode {
    drain::start();
    accepting.shutdown().await;
    // Not hyper's graceful shutdown: it drops a kept connection whose next request is half read.
    drained(NAME, port).await
}
