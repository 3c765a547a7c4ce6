//! Holds the Lease while something is measured.

use super::document;
use super::store::Store;
use crate::failure::{self, Failure};
use kubeapi::ApiError;
use serde_json::Value;
use std::fmt;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// One small request each time, so that what is measured beside it is not disturbed.
pub const RENEWAL: Duration = Duration::from_secs(5);
/// Without a renewal for so long it counts as lost: before its duration is over, and the next one
/// measures.
const GIVE_UP: Duration = Duration::from_secs(10);

/// The Lease in hand. A thread renews it.
pub struct Held {
    stop: Sender<()>,
    renewing: JoinHandle<Result<(), Lost>>,
}

impl Held {
    /// `on_loss` is called by that thread when the Lease is lost, for the measurement must end then.
    pub fn renew(
        store: impl Store + Send + 'static,
        holder: String,
        every: Duration,
        on_loss: impl FnOnce(&Lost) + Send + 'static,
    ) -> Held {
        let (stop, stopped) = mpsc::channel();
        let renewing = thread::spawn(move || {
            let renewed = until_stopped(&store, &holder, every, &stopped).inspect_err(on_loss)?;
            match release(&store, &holder) {
                // Nobody can have it yet, and it runs out by itself.
                Err(Lost::Touch(_)) if renewed.elapsed() < GIVE_UP => Ok(()),
                outcome => outcome,
            }
        });
        Held { stop, renewing }
    }

    /// Lets the next one measure. A failure where the Lease was lost on the way: then somebody else
    /// may have measured at the same time.
    pub fn let_go(self) -> Result<(), Failure> {
        // A thread that has ended hears nothing; its outcome is looked at below.
        let _ = self.stop.send(());
        match self.renewing.join() {
            Ok(outcome) => outcome.map_err(|lost| lost.failure()),
            Err(_) => Err(Lost::Touch("the thread that renews it has failed".into()).failure()),
        }
    }
}

/// Why the Lease is not held any more.
#[derive(Debug, PartialEq)]
pub enum Lost {
    /// Somebody else has it, or nobody.
    Hands(String),
    /// Whose it is cannot be told.
    Touch(String),
}

impl Lost {
    pub fn failure(&self) -> Failure {
        let reason = format!("the lease was lost while measuring: {self}");
        Failure::new(failure::LEASE, reason)
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let (Lost::Hands(reason) | Lost::Touch(reason)) = self;
        out.write_str(reason)
    }
}

impl From<ApiError> for Lost {
    fn from(error: ApiError) -> Lost {
        Lost::Touch(error.reason)
    }
}

/// Renews until it is to stop, and gives the time of the last renewal that came through.
fn until_stopped(
    store: &impl Store,
    holder: &str,
    every: Duration,
    stopped: &Receiver<()>,
) -> Result<Instant, Lost> {
    let mut last = Instant::now();
    while stopped.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
        let begin = Instant::now();
        match renew(store, holder) {
            Ok(()) => last = begin,
            Err(Lost::Touch(_)) if last.elapsed() < GIVE_UP => {} // The next try may come through.
            Err(lost) => return Err(lost),
        }
    }
    Ok(last)
}

fn renew(store: &impl Store, holder: &str) -> Result<(), Lost> {
    let lease = own(store, holder)?;
    store.replace(&document::renewed(lease))?;
    Ok(())
}

/// Frees the Lease for the next one, where this holder has it.
pub fn release(store: &impl Store, holder: &str) -> Result<(), Lost> {
    loop {
        let lease = own(store, holder)?;
        match store.replace(&document::released(lease)) {
            Err(error) if error.status == Some(409) => {} // A renewal came between: look again.
            written => return Ok(written.map(drop)?),
        }
    }
}

fn own(store: &impl Store, holder: &str) -> Result<Value, Lost> {
    let lease = store.get()?;
    let lease = lease.ok_or_else(|| Lost::Hands("somebody has deleted it".into()))?;
    match document::holder(&lease) {
        Some(own) if own == holder => Ok(lease),
        Some(other) => Err(Lost::Hands(format!("{other} has taken it over"))),
        None => Err(Lost::Hands("somebody has let it go".into())),
    }
}

#[cfg(test)]
mod tests;
