//! A bounded pool of keep-alive connections to one upstream, for threads that wait.

use contract::upstream::{Failure, Head, LIMIT, Target};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

static POOL: OnceLock<Result<Pool, String>> = OnceLock::new();

struct Pool {
    target: Target,
    state: Mutex<State>,
    freed: Condvar,
}

struct State {
    /// Calls that may still begin.
    permits: usize,
    idle: Vec<BufReader<TcpStream>>,
}

/// Sets the pool up once; nothing is connected before the first call.
pub fn configure(size: usize, url: Option<&str>) {
    let pool = Target::parse(url).map(|target| Pool {
        target,
        state: Mutex::new(State {
            permits: size,
            idle: Vec::with_capacity(size),
        }),
        freed: Condvar::new(),
    });
    // A second call would change nothing: the first pool stays.
    let _ = POOL.set(pool);
}

/// One GET through the pool; the upstream's body, or why there is none.
pub fn call() -> Result<Vec<u8>, Failure> {
    let pool = match POOL.get() {
        Some(Ok(pool)) => pool,
        Some(Err(reason)) => return Err(Failure::no_upstream(reason)),
        None => return Err(Failure::no_upstream("no pool\n")),
    };
    let end = Instant::now() + LIMIT;
    let _permit = pool.acquire(end).ok_or_else(Failure::late)?;
    pool.get(end).map_err(|error| match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::TimedOut => Failure::late(),
        _ => Failure::broken(&error),
    })
}

/// The right to one connection, given back when it is dropped.
struct Permit<'a>(&'a Pool);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.lock().permits += 1;
        self.0.freed.notify_one();
    }
}

impl Pool {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing is left half done under the lock, so a panic of another thread changes nothing.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn acquire(&self, end: Instant) -> Option<Permit<'_>> {
        let wait = left(end).ok()?;
        let (mut state, _) = self
            .freed
            .wait_timeout_while(self.lock(), wait, |state| state.permits == 0)
            .unwrap_or_else(PoisonError::into_inner);
        state.permits = state.permits.checked_sub(1)?;
        Some(Permit(self))
    }

    fn get(&self, end: Instant) -> io::Result<Vec<u8>> {
        let kept = self.lock().idle.pop();
        if let Some(connection) = kept
            && let Ok(body) = self.exchange(connection, end)
        {
            return Ok(body);
        }
        // The kept connection may have been closed at the other end; a GET may be sent again.
        let stream = connect(&self.target.authority, end)?;
        stream.set_nodelay(true)?;
        self.exchange(BufReader::new(stream), end)
    }

    fn exchange(&self, mut connection: BufReader<TcpStream>, end: Instant) -> io::Result<Vec<u8>> {
        connection.get_ref().set_write_timeout(Some(left(end)?))?;
        let request = self.target.request.as_bytes();
        connection.get_mut().write_all(request)?;
        let head = read_head(&mut connection, end)?;
        let mut body = vec![0; head.length];
        connection.get_ref().set_read_timeout(Some(left(end)?))?;
        connection.read_exact(&mut body)?;
        if head.keep {
            self.lock().idle.push(connection);
        }
        if head.ok {
            Ok(body)
        } else {
            Err(io::Error::other("it did not answer 200"))
        }
    }
}

/// Time until `end`; an error when there is none.
fn left(end: Instant) -> io::Result<Duration> {
    end.checked_duration_since(Instant::now())
        .filter(|time| !time.is_zero())
        .ok_or(ErrorKind::TimedOut.into())
}

fn connect(authority: &str, end: Instant) -> io::Result<TcpStream> {
    let mut last = io::Error::other("its name has no address");
    for address in authority.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, left(end)?) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn read_head(connection: &mut BufReader<TcpStream>, end: Instant) -> io::Result<Head> {
    let mut line = String::new();
    let mut next = |line: &mut String| -> io::Result<()> {
        line.clear();
        connection.get_ref().set_read_timeout(Some(left(end)?))?;
        connection.read_line(line).map(drop)
    };
    next(&mut line)?;
    let mut head = Head::begin(&line);
    loop {
        next(&mut line)?;
        if head.ends_with(&line)? {
            return Ok(head);
        }
    }
}
