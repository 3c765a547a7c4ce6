//! The contract of a framework server, spoken by hyper 1 on tokio.

mod routes;

use contract::drain::{self, DRAIN_LIMIT, DRAIN_STEP};
use contract::pool;
use contract::settings::Settings;
use contract::sockets;
use contract::upstream::DEFAULT_POOL_SIZE;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

const NAME: &str = "tokio";
/// Wait after a failed accept, such as one without a free file descriptor.
const ACCEPT_PAUSE: Duration = Duration::from_millis(10);

fn main() -> ExitCode {
    let settings = Settings::load_or_exit(NAME);
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
    let accepting = match start(&settings) {
        Ok(accepting) => accepting,
        Err(error) => return fail(&format!("port {} cannot be opened: {error}", settings.port)),
    };
    println!(
        "{NAME}: listening on port {} with {} workers",
        settings.port, settings.workers
    );
    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
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
    let end = Instant::now() + DRAIN_LIMIT;
    // Not hyper's graceful shutdown: it drops a kept connection whose next request is half read.
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
