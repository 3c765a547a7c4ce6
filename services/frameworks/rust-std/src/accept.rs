//! The workers: threads that accept, and give each connection a thread of its own.

use crate::connection;
use contract::drain::draining;
use contract::settings::Settings;
use contract::sockets;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// Connections, and so threads, when MAX_CONNECTIONS is not set.
const DEFAULT_MAX_CONNECTIONS: usize = 1024;
/// Wait after a failed accept, such as one without a free file descriptor.
const ACCEPT_PAUSE: Duration = Duration::from_millis(10);

/// The accepting threads, and the sockets they wait on.
pub struct Workers {
    threads: Vec<JoinHandle<()>>,
    listeners: Vec<Arc<TcpListener>>,
}

impl Workers {
    /// Ends the listening: a client that comes from now on is refused by the kernel.
    pub fn stop(self) {
        for listener in &self.listeners {
            // Wakes every thread that waits in accept(); a second time it changes nothing.
            let _ = sockets::shut(listener.as_ref());
        }
        for thread in self.threads {
            let _ = thread.join();
        }
    }
}

/// What the workers share.
struct Shared {
    open: AtomicUsize,
    limit: usize,
    nodelay: Option<bool>,
    stack: Option<usize>,
}

/// Opens the sockets, one a worker with REUSEPORT and else one for all, and starts the workers.
pub fn start(settings: &Settings) -> io::Result<Workers> {
    let sockets = if settings.reuseport {
        settings.workers
    } else {
        1
    };
    let listeners = (0..sockets)
        .map(|_| Ok(Arc::new(TcpListener::from(sockets::listen(settings)?))))
        .collect::<io::Result<Vec<_>>>()?;
    let shared = Arc::new(Shared {
        open: AtomicUsize::new(0),
        limit: settings.max_connections.unwrap_or(DEFAULT_MAX_CONNECTIONS),
        nodelay: settings.nodelay,
        stack: settings.stack,
    });
    let threads = (0..settings.workers)
        .map(|number| {
            let listener = listeners[number % sockets].clone();
            let own = shared.clone();
            let builder = thread(format!("worker-{number}"), settings.stack);
            builder.spawn(move || accept(&listener, &own))
        })
        .collect::<io::Result<Vec<_>>>()?;
    Ok(Workers { threads, listeners })
}

fn thread(name: String, stack: Option<usize>) -> Builder {
    let builder = Builder::new().name(name);
    match stack {
        Some(bytes) => builder.stack_size(bytes),
        None => builder,
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    while !draining() {
        match listener.accept() {
            Ok((stream, _)) => admit(stream, shared),
            Err(_) if draining() => return,
            Err(_) => std::thread::sleep(ACCEPT_PAUSE),
        }
    }
}

/// Gives the connection a thread; above the limit, or without a thread, it is closed at once.
fn admit(stream: TcpStream, shared: &Arc<Shared>) {
    let place = Place::take(shared);
    if place.number >= shared.limit {
        return;
    }
    if shared
        .nodelay
        .is_some_and(|on| stream.set_nodelay(on).is_err())
    {
        return;
    }
    let _ = thread("connection".to_string(), shared.stack).spawn(move || {
        // An error is a client that left: there is nobody to tell.
        let _ = connection::serve(stream);
        drop(place);
    });
}

/// One of the places for connections, given back when it is dropped.
struct Place {
    shared: Arc<Shared>,
    /// Places that were taken before.
    number: usize,
}

impl Place {
    fn take(shared: &Arc<Shared>) -> Place {
        Place {
            number: shared.open.fetch_add(1, Ordering::SeqCst),
            shared: shared.clone(),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.shared.open.fetch_sub(1, Ordering::SeqCst);
    }
}
