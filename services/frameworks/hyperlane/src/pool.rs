//! A bounded pool of keep-alive connections to one upstream.

use std::sync::OnceLock;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, Semaphore};

/// Longest wait for a free connection and the whole answer.
const LIMIT: Duration = Duration::from_secs(5);
const MAX_BODY: usize = 1 << 20;

static POOL: OnceLock<Result<Pool, String>> = OnceLock::new();

/// Why there is no answer from the upstream, as an HTTP status and a sentence.
pub struct Failure {
    pub status: usize,
    pub reason: String,
}

struct Pool {
    authority: String,
    request: String,
    permits: Semaphore,
    idle: Mutex<Vec<BufReader<TcpStream>>>,
}

/// Sets the pool up once; nothing is connected before the first call.
pub fn configure(size: usize, url: Option<String>) {
    let pool = url
        .ok_or("UPSTREAM_URL is not set\n".to_string())
        .and_then(|url| parse(size, &url));
    // A second call would change nothing: the first pool stays.
    let _ = POOL.set(pool);
}

fn parse(size: usize, url: &str) -> Result<Pool, String> {
    let rest = url
        .strip_prefix("http://")
        .ok_or("UPSTREAM_URL must start with http://\n")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let authority = if host.contains(':') {
        host.to_string()
    } else {
        format!("{host}:80")
    };
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    Ok(Pool {
        authority,
        request,
        permits: Semaphore::new(size),
        idle: Mutex::default(),
    })
}

/// One GET through the pool; the upstream's body, or why there is none.
pub async fn call() -> Result<Vec<u8>, Failure> {
    let pool = match POOL.get() {
        Some(Ok(pool)) => pool,
        Some(Err(reason)) => {
            return Err(Failure {
                status: 503,
                reason: reason.clone(),
            });
        }
        None => {
            return Err(Failure {
                status: 503,
                reason: "no pool\n".into(),
            });
        }
    };
    match tokio::time::timeout(LIMIT, pool.get()).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(error)) => Err(Failure {
            status: 502,
            reason: format!("upstream: {error}\n"),
        }),
        Err(_) => Err(Failure {
            status: 504,
            reason: "upstream: no answer in 5 seconds\n".into(),
        }),
    }
}

impl Pool {
    async fn get(&self) -> std::io::Result<Vec<u8>> {
        let _permit = self
            .permits
            .acquire()
            .await
            .map_err(std::io::Error::other)?;
        let kept = self.idle.lock().await.pop();
        if let Some(connection) = kept
            && let Ok(body) = self.exchange(connection).await
        {
            return Ok(body);
        }
        // The kept connection may have been closed at the other end; a GET may be sent again.
        let stream = TcpStream::connect(&self.authority).await?;
        stream.set_nodelay(true)?;
        self.exchange(BufReader::new(stream)).await
    }

    async fn exchange(&self, mut connection: BufReader<TcpStream>) -> std::io::Result<Vec<u8>> {
        connection
            .get_mut()
            .write_all(self.request.as_bytes())
            .await?;
        let head = read_head(&mut connection).await?;
        let mut body = vec![0; head.length];
        connection.read_exact(&mut body).await?;
        if head.keep {
            self.idle.lock().await.push(connection);
        }
        if head.ok {
            Ok(body)
        } else {
            Err(std::io::Error::other("it did not answer 200"))
        }
    }
}

struct Head {
    ok: bool,
    keep: bool,
    length: usize,
}

async fn read_head(connection: &mut BufReader<TcpStream>) -> std::io::Result<Head> {
    let mut head = Head {
        ok: false,
        keep: true,
        length: 0,
    };
    let mut line = String::new();
    connection.read_line(&mut line).await?;
    head.ok = line.starts_with("HTTP/1.1 200");
    loop {
        line.clear();
        let read = connection.read_line(&mut line).await?;
        if read == 0 {
            return Err(std::io::Error::other("it closed the connection"));
        }
        let lower = line.trim().to_ascii_lowercase();
        if lower.is_empty() {
            return Ok(head);
        }
        match lower.split_once(':') {
            Some(("content-length", value)) => {
                let length = value
                    .trim()
                    .parse()
                    .ok()
                    .filter(|length| *length <= MAX_BODY);
                head.length = length.ok_or(std::io::Error::other("its length is too large"))?;
            }
            Some(("transfer-encoding", _)) => {
                return Err(std::io::Error::other(
                    "it sends chunks, which this pool does not read",
                ));
            }
            Some(("connection", value)) => head.keep = value.trim() != "close",
            _ => {}
        }
    }
}
