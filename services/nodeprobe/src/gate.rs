//! Lets through whoever brings a token of the one account that may ask.

use crate::failure::Failure;
use crate::token_review::{self, Review};
use crate::verdicts::{Known, Verdict, Verdicts, key};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Real ones are shorter; a longer one is not worth a question.
const LONGEST_TOKEN: usize = 4_096;

/// Asks about a token. A failure means that nobody could be asked.
type Ask = dyn Fn(&str) -> Result<Review, Failure> + Send + Sync;

/// Cheap to copy: the copies share what they know.
#[derive(Clone)]
pub struct Gate(Arc<Inner>);

struct Inner {
    allowed: String,
    ask: Box<Ask>,
    verdicts: Mutex<Verdicts>,
}

impl Gate {
    /// `allowed` is the full name of a user, `system:serviceaccount:<namespace>:<name>`.
    pub fn new(
        allowed: String,
        ask: impl Fn(&str) -> Result<Review, Failure> + Send + Sync + 'static,
    ) -> Gate {
        Gate(Arc::new(Inner {
            allowed,
            ask: Box::new(ask),
            verdicts: Mutex::default(),
        }))
    }

    pub fn check(&self, token: Option<&str>) -> Verdict {
        let Some(token) = token else {
            return Err(Failure::new(
                401,
                format!(
                    "who asks must show a token of a service account, made for the audience {}: \
                     Authorization: Bearer <token>",
                    token_review::AUDIENCE
                ),
            ));
        };
        if token.len() > LONGEST_TOKEN {
            return Err(Failure::new(401, "that is too long for a token"));
        }
        let known = self.verdicts().get(&key(token), Instant::now());
        match known {
            Known::Yes(verdict) => verdict,
            Known::Renew(verdict) => {
                self.renew(token.to_string());
                verdict
            }
            Known::No => self.ask(token)?,
        }
    }

    fn ask(&self, token: &str) -> Result<Verdict, Failure> {
        let verdict = (self.0.ask)(token)?.verdict(&self.0.allowed);
        self.verdicts()
            .put(key(token), verdict.clone(), Instant::now());
        Ok(verdict)
    }

    /// On a thread of its own, so that the answer is not kept waiting.
    fn renew(&self, token: String) {
        let gate = self.clone();
        let asking = std::thread::Builder::new().spawn(move || {
            if gate.ask(&token).is_err() {
                gate.verdicts().not_renewed(&key(&token));
            }
        });
        if let Err(error) = asking {
            eprintln!("nodeprobe: no thread to renew a token: {error}");
        }
    }

    fn verdicts(&self) -> MutexGuard<'_, Verdicts> {
        let Inner { verdicts, .. } = &*self.0;
        verdicts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    const LOADGEN: &str = "system:serviceaccount:tare-benchmark:loadgen";

    /// Knows one good token, one of another account, and `down`, at which it cannot be asked.
    fn gate() -> (Gate, Arc<AtomicU32>) {
        let asked = Arc::new(AtomicU32::new(0));
        let count = asked.clone();
        let gate = Gate::new(LOADGEN.into(), move |token| {
            count.fetch_add(1, Ordering::SeqCst);
            match token {
                "good" => Ok(Review::User(LOADGEN.into())),
                "other" => Ok(Review::User(format!("{LOADGEN}-not"))),
                "down" => Err(Failure::new(503, "the API server is away")),
                _ => Ok(Review::Nobody("unknown".into())),
            }
        });
        (gate, asked)
    }

    fn status(verdict: Verdict) -> u16 {
        verdict.map_or_else(|failure| failure.status, |()| 200)
    }

    #[test]
    fn only_the_allowed_account_comes_in() {
        let (gate, _) = gate();

        assert_eq!(status(gate.check(Some("good"))), 200);
        assert_eq!(status(gate.check(Some("other"))), 403);
        assert_eq!(status(gate.check(Some("wrong"))), 401);
        assert_eq!(status(gate.check(None)), 401);
        assert_eq!(status(gate.check(Some("down"))), 503);
    }

    #[test]
    fn each_token_is_asked_about_once() {
        let (gate, asked) = gate();
        for _ in 0..3 {
            for token in ["good", "other", "wrong"] {
                let _ = gate.check(Some(token));
            }
        }

        assert_eq!(asked.load(Ordering::SeqCst), 3);
    }

    #[test]
    fn nobody_is_asked_without_a_token_or_with_an_endless_one() {
        let (gate, asked) = gate();

        assert_eq!(status(gate.check(None)), 401);
        assert_eq!(status(gate.check(Some(&"a".repeat(5_000)))), 401);
        assert_eq!(asked.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn a_failed_question_is_no_verdict() {
        let (gate, asked) = gate();

        assert_eq!(status(gate.check(Some("down"))), 503);
        assert_eq!(status(gate.check(Some("down"))), 503);
        assert_eq!(asked.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn an_old_verdict_is_given_at_once_and_asked_about_beside() {
        let (gate, asked) = gate();
        let start = Instant::now();
        // As it stands after 31 seconds, with an API server that is away.
        let old = start.checked_sub(Duration::from_secs(31)).unwrap();
        gate.verdicts().put(key("down"), Ok(()), old);

        for count in 1..=2 {
            assert_eq!(status(gate.check(Some("down"))), 200);
            while asked.load(Ordering::SeqCst) < count || still_renewing(&gate) {
                assert!(
                    start.elapsed() < Duration::from_secs(10),
                    "nobody was asked"
                );
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }

    /// A renewal is over when the next one would be made. Asking takes it, so it is given back.
    fn still_renewing(gate: &Gate) -> bool {
        let mut verdicts = gate.verdicts();
        let free = matches!(verdicts.get(&key("down"), Instant::now()), Known::Renew(_));
        if free {
            verdicts.not_renewed(&key("down"));
        }
        !free
    }
}
