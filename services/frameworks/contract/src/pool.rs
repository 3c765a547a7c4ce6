//! A bounded pool of keep-alive connections to one upstream, for servers on tokio.

use crate::upstream::{Failure, Head, LIMIT, Target};
use std::sync::OnceLock;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, Semaphore};

static POOL: OnceLock<Result<Pool, String>> = OnceLock::new();

struct Pool {
    target: Target,
    permits: Semaphore,
    idle: Mutex<Vec<BufReader<TcpStream>>>,
}

/// Sets the pool up once; nothing is connected before the first call.
pub fn configure(size: usize, url: Option<&str>) {
    let pool = Target::parse(url).map(|target| Pool {
        target,
        permits: Semaphore::new(size),
        idle: Mutex::default(),
    });
    // A second call would change nothing: the first pool stays.
    let _ = POOL.set(pool);
}

/// One GET through the pool; the upstream's body, or why there is none.
pub async fn call() -> Result<Vec<u8>, Failure> {
    let pool = match POOL.get() {
        Some(Ok(pool)) => pool,
        Some(Err(reason)) => return Err(Failure::no_upstream(reason)),
        None => return Err(Failure::no_upstream("no pool\n")),
    };
    match tokio::time::timeout(LIMIT, pool.get()).await {
        Ok(result) => result.map_err(|error| Failure::broken(&error)),
        Err(_) => Err(Failure::late()),
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
        let stream = TcpStream::connect(&self.target.authority).await?;
        stream.set_nodelay(true)?;
        self.exchange(BufReader::new(stream)).await
    }

    async fn exchange(&self, mut connection: BufReader<TcpStream>) -> std::io::Result<Vec<u8>> {
        connection
            .get_mut()
            .write_all(self.target.request.as_bytes())
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

async fn read_head(connection: &mut BufReader<TcpStream>) -> std::io::Result<Head> {
    let mut line = String::new();
    connection.read_line(&mut line).await?;
    let mut head = Head::begin(&line);
    loop {
        line.clear();
        connection.read_line(&mut line).await?;
        if head.ends_with(&line)? {
            return Ok(head);
        }
    }
}
