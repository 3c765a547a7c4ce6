//! Holds the Lease while something is measured.

use super::store::Store;
use super::{DURATION, document};
use crate::failure::{self, Failure};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// One small request each time, so that what is measured beside it is not disturbed.
const RENEWAL: Duration = Duration::from_secs(5);

/// The Lease in hand. A thread renews it.
pub struct Held {
    stop: Sender<()>,
    renewing: JoinHandle<Result<(), String>>,
}

impl Held {
    pub fn renew(store: impl Store + Send + 'static, holder: String) -> Held {
        let (stop, stopped) = mpsc::channel();
        let renewing = thread::spawn(move || {
            let mut last = Instant::now();
            loop {
                let ends = stopped.recv_timeout(RENEWAL) != Err(RecvTimeoutError::Timeout);
                // Also at the end, or a loss since the last time would go unseen.
                match renew(&store, &holder) {
                    Ok(()) => last = Instant::now(),
                    Err(Lost::To(other)) => {
                        return Err(format!("{other} has taken the lease over"));
                    }
                    Err(Lost::Touch(reason)) if last.elapsed() > DURATION => return Err(reason),
                    Err(Lost::Touch(_)) => {} // The next try may come through in time.
                }
                if ends {
                    release(&store, &holder);
                    return Ok(());
                }
            }
        });
        Held { stop, renewing }
    }

    /// Lets the next one measure. A failure where the Lease was lost on the way: then somebody else
    /// may have measured at the same time.
    pub fn let_go(self) -> Result<(), Failure> {
        // A thread that has ended hears nothing; its outcome is looked at below.
        let _ = self.stop.send(());
        let lost = match self.renewing.join() {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(reason)) => reason,
            Err(_) => "the thread that renews it has failed".to_string(),
        };
        let reason = format!("the lease was lost while measuring: {lost}");
        Err(Failure::new(failure::LEASE, reason))
    }
}

#[derive(Debug, PartialEq)]
enum Lost {
    To(String),
    Touch(String),
}

fn renew(store: &impl Store, holder: &str) -> Result<(), Lost> {
    let touch = |error: kubeapi::ApiError| Lost::Touch(error.reason);
    let lease = store.get().map_err(touch)?;
    let lease = lease.ok_or_else(|| Lost::To("nobody knows who".to_string()))?;
    match document::holder(&lease) {
        Some(own) if own == holder => {}
        other => return Err(Lost::To(other.unwrap_or("nobody").to_string())),
    }
    store.replace(&document::renewed(lease)).map_err(touch)?;
    Ok(())
}

/// One that cannot be released runs out by itself.
fn release(store: &impl Store, holder: &str) {
    if let Ok(Some(lease)) = store.get()
        && document::holder(&lease) == Some(holder)
    {
        let _ = store.replace(&document::released(lease));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Memory;
    use super::*;
    use serde_json::Value;

    fn held_by(holder: &str) -> Memory {
        let memory = Memory::default();
        memory
            .create(&document::new("measurement", holder))
            .unwrap();
        memory
    }

    #[test]
    fn a_renewal_changes_the_time_alone() {
        let memory = held_by("a");
        let before = memory.get().unwrap().unwrap();

        assert_eq!(renew(&memory, "a"), Ok(()));

        let after = memory.get().unwrap().unwrap();
        let without_time = |lease: &Value| {
            let mut spec = lease["spec"].clone();
            spec["renewTime"] = Value::Null;
            spec
        };
        assert_eq!(without_time(&before), without_time(&after));
        assert_ne!(before["metadata"], after["metadata"]);
    }

    #[test]
    fn a_lease_in_other_hands_is_lost() {
        assert_eq!(renew(&held_by("b"), "a"), Err(Lost::To("b".into())));
        assert!(matches!(renew(&Memory::default(), "a"), Err(Lost::To(_))));
        let away = held_by("a");
        away.fail(true);
        assert!(matches!(renew(&away, "a"), Err(Lost::Touch(_))));
    }

    #[test]
    fn letting_go_frees_it_for_the_next() {
        let memory = held_by("a");
        let held = Held::renew(memory.clone(), "a".into());

        held.let_go().unwrap();

        assert_eq!(document::holder(&memory.get().unwrap().unwrap()), None);
    }

    #[test]
    fn a_loss_since_the_last_renewal_is_seen_at_the_end() {
        let held = Held::renew(held_by("b"), "a".into());

        let failure = held.let_go().unwrap_err();

        assert_eq!(failure.code, failure::LEASE);
        assert!(failure.reason.contains("b has taken the lease over"));
    }

    #[test]
    fn what_others_hold_is_not_released() {
        let memory = held_by("b");
        release(&memory, "a");

        let lease = memory.get().unwrap().unwrap();
        assert_eq!(document::holder(&lease), Some("b"));
    }
}
