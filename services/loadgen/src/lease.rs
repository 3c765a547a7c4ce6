//! One measurement at a time on a cluster: a Lease that whoever measures holds.
//!
//! Who finds it held waits. The holder renews it; one that is not renewed for its whole duration, as
//! seen by the clock of whoever waits, was left behind and is taken over.

mod document;
mod holder;
mod store;

use crate::failure::{self, Failure};
use crate::session::wake_all;
use crate::signals;
use holder::{Held, Lost};
use kubeapi::{ApiError, ApiServer};
use serde_json::Value;
use std::time::{Duration, Instant};
use store::{ApiStore, Store};

/// How long a holder may be silent.
const DURATION: Duration = Duration::from_secs(15);
/// Between two looks at a Lease that somebody holds.
const LOOK: Duration = Duration::from_secs(2);
/// A session of the longest plan takes less, and the Job is ended later: test/components/benchmark/
/// plan.test.ts holds both.
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);
/// How often an API server may fail to answer, one look after the other, before that is the end.
const TRIES: u32 = 10;

/// Does the work while holding the Lease of this name; without a name nobody is asked.
pub fn alone<T>(
    name: Option<&str>,
    tokens: &str,
    work: impl FnOnce() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let Some(name) = name else {
        return work();
    };
    let held = hold(name, tokens)?;
    let outcome = work();
    held.let_go()?;
    outcome
}

/// Waits for the Lease of this name and holds it until it is let go or dropped.
fn hold(name: &str, tokens: &str) -> Result<Held, Failure> {
    let variable = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
    let need = |name: &str| {
        let reason = format!("{name} is missing, and LEASE is given");
        variable(name).ok_or_else(|| Failure::new(failure::PLAN, reason))
    };
    let api = ApiServer::from_environment(variable)
        .map_err(|reason| Failure::new(failure::PLAN, reason))?
        .with_account(tokens);
    let store = ApiStore::new(api, &need("NAMESPACE")?, name);
    let holder = need("POD_NAME")?;
    let (kept, own) = (store.clone(), holder.clone());
    signals::before_end(move || {
        // What is not held is not released, and what cannot be released runs out by itself.
        let _ = holder::release(&kept, &own);
    });
    acquire(&store, &holder, &mut Waiting::new(), std::thread::sleep)?;
    Ok(Held::renew(store, holder, holder::RENEWAL, end_process))
}

/// Somebody else may measure already, so nothing that is under way is worth its end.
fn end_process(lost: &Lost) {
    let Failure { code, reason } = lost.failure();
    eprintln!("loadgen: {reason}");
    wake_all();
    signals::prepare_end();
    std::process::exit(code.into());
}

/// What whoever waits has seen of the Lease.
struct Waiting {
    begin: Instant,
    version: Option<String>,
    since: Instant,
    told: Option<String>,
    /// Looks in a row that the API server did not answer.
    failures: u32,
}

/// What one look at the Lease came to.
#[derive(Debug, PartialEq)]
enum Look {
    Acquired,
    /// Somebody else was quicker: look again at once.
    Again,
    HeldBy(String),
}

impl Waiting {
    fn new() -> Waiting {
        let now = Instant::now();
        Waiting {
            begin: now,
            version: None,
            since: now,
            told: None,
            failures: 0,
        }
    }

    /// Whether what went wrong may go by: the API server is away or busy, and not for long yet.
    fn may_pass(&mut self, error: &ApiError) -> bool {
        self.failures += 1;
        let passing = error
            .status
            .is_none_or(|status| status == 429 || status >= 500);
        passing && self.failures < TRIES
    }

    /// Whether the Lease has not changed for its duration. Clocks of different machines are not
    /// compared: what counts is how long the same version has been seen here.
    fn is_left_behind(&mut self, lease: &Value, now: Instant) -> bool {
        let version = lease["metadata"]["resourceVersion"].as_str();
        if self.version.as_deref() != version {
            self.version = version.map(str::to_string);
            self.since = now;
        }
        now - self.since >= document::duration(lease)
    }

    /// Says once who is waited for.
    fn tell(&mut self, holder: &str) {
        if self.told.as_deref() != Some(holder) {
            println!("loadgen: {holder} is measuring; waiting for it to end");
            self.told = Some(holder.to_string());
        }
    }
}

fn acquire(
    store: &impl Store,
    holder: &str,
    waiting: &mut Waiting,
    sleep: impl Fn(Duration),
) -> Result<(), Failure> {
    loop {
        match look(store, holder, waiting, Instant::now()) {
            Ok(Look::Acquired) => return Ok(()),
            Ok(Look::Again) => {}
            Err(error) if waiting.may_pass(&error) => sleep(LOOK),
            Err(error) => return Err(unusable(error)),
            Ok(Look::HeldBy(other)) => {
                waiting.failures = 0;
                if waiting.begin.elapsed() > LONGEST_WAIT {
                    let minutes = LONGEST_WAIT.as_secs() / 60;
                    let reason = format!("{other} is still measuring after {minutes} minutes");
                    return Err(Failure::new(failure::LEASE, reason));
                }
                waiting.tell(&other);
                sleep(LOOK);
            }
        }
    }
}

fn look(
    store: &impl Store,
    holder: &str,
    waiting: &mut Waiting,
    now: Instant,
) -> Result<Look, ApiError> {
    let written = match store.get()? {
        None => store.create(&document::new(store.name(), holder)),
        Some(lease) => {
            let other = document::holder(&lease).filter(|other| *other != holder);
            if let Some(other) = other
                && !waiting.is_left_behind(&lease, now)
            {
                return Ok(Look::HeldBy(other.to_string()));
            }
            store.replace(&document::taken_by(lease, holder))
        }
    };
    match written {
        Ok(_) => Ok(Look::Acquired),
        Err(error) if error.status == Some(409) => Ok(Look::Again),
        Err(error) => Err(error),
    }
}

fn unusable(error: ApiError) -> Failure {
    let hint = match error.status {
        Some(401 | 403) => {
            ": the account of the load generator needs get, create and update on leases"
        }
        _ => "",
    };
    Failure::new(failure::LEASE, format!("{}{hint}", error.reason))
}

#[cfg(test)]
mod tests;
