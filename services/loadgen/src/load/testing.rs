//! A server for the tests, whose answers are what a test makes of them.

use super::plan::{Expected, LoadPlan, Mode};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

pub const HELLO: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";

/// What a server does with one request.
pub enum Reply {
    /// Sends these bytes, with a pause of a few milliseconds between two parts.
    Parts(Vec<Vec<u8>>),
    /// Sends these bytes and closes the connection.
    Last(Vec<u8>),
    /// Closes the connection.
    Hang,
    /// Says nothing, ever.
    Silence,
}

impl Reply {
    pub fn hello() -> Reply {
        Reply::Parts(vec![HELLO.to_vec()])
    }
}

pub struct Server {
    pub address: SocketAddr,
    /// Requests seen so far.
    pub requests: Arc<AtomicU64>,
}

impl Server {
    /// @param reply gets the numbers of the connection and of the request among all, from 0
    pub fn start(reply: impl Fn(u64, u64) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(AtomicU64::new(0));
        let (reply, count) = (Arc::new(reply), requests.clone());
        thread::spawn(move || {
            for (number, stream) in (0..).zip(listener.incoming().flatten()) {
                let (reply, count) = (reply.clone(), count.clone());
                thread::spawn(move || serve(stream, &|request| reply(number, request), &count));
            }
        });
        Server { address, requests }
    }
}

/// A request is one read here, as the generator sends it in one piece.
fn serve(mut stream: TcpStream, reply: &dyn Fn(u64) -> Reply, count: &AtomicU64) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut buffer = [0; 4096];
    while stream.read(&mut buffer).ok()? > 0 {
        match reply(count.fetch_add(1, Ordering::SeqCst)) {
            Reply::Parts(parts) => {
                for (number, part) in parts.iter().enumerate() {
                    if number > 0 {
                        thread::sleep(Duration::from_millis(3));
                    }
                    stream.write_all(part).ok()?;
                }
            }
            Reply::Last(bytes) => return stream.write_all(&bytes).ok(),
            Reply::Hang => return None,
            Reply::Silence => {}
        }
    }
    None
}

/// Four connections on one thread for 0.3 seconds.
pub fn plan(server: &Server, mode: Mode) -> LoadPlan {
    LoadPlan {
        address: server.address,
        host: "test".into(),
        path: "/".into(),
        expect: Expected {
            status: 200,
            body_bytes: 5,
        },
        connections: 4,
        threads: 1,
        mode,
        settle: Duration::from_millis(50),
        window: Duration::from_millis(300),
        tail: Duration::ZERO,
        timeout: Duration::from_millis(500),
        cpus: None,
    }
}
