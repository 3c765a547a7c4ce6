//! What was found out about tokens, kept for a short time by their SHA-256: the tokens themselves
//! are kept nowhere.

use crate::failure::Failure;
use ring::digest::{SHA256, digest};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// A good token is believed for so long.
const ACCEPTED_FOR: Duration = Duration::from_secs(60);
/// From then on it is asked about again while it is still believed, so that no reading waits.
const RENEWED_AFTER: Duration = Duration::from_secs(30);
/// A bad one is refused for so long without asking again.
const REFUSED_FOR: Duration = Duration::from_secs(5);
/// Of those that are refused; the accepted ones are all of one account, so they are few.
const MOST: usize = 256;

pub type Key = [u8; 32];
pub type Verdict = Result<(), Failure>;

struct Entry {
    verdict: Verdict,
    at: Instant,
    renewing: bool,
}

/// What to do about a token.
#[derive(Debug, PartialEq)]
pub enum Known {
    Yes(Verdict),
    /// The same, but somebody must ask again. Said to one caller only.
    Renew(Verdict),
    No,
}

#[derive(Default)]
pub struct Verdicts {
    entries: HashMap<Key, Entry>,
}

pub fn key(token: &str) -> Key {
    let mut key = [0; 32];
    key.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
    key
}

impl Verdicts {
    pub fn get(&mut self, key: &Key, now: Instant) -> Known {
        let Some(entry) = self.entries.get_mut(key).filter(|one| !one.is_over(now)) else {
            return Known::No;
        };
        let old = entry.verdict.is_ok() && now.duration_since(entry.at) >= RENEWED_AFTER;
        if old && !entry.renewing {
            entry.renewing = true;
            return Known::Renew(entry.verdict.clone());
        }
        Known::Yes(entry.verdict.clone())
    }

    /// A flood of bad tokens drives out no good one: what has no room is not remembered.
    pub fn put(&mut self, key: Key, verdict: Verdict, now: Instant) {
        self.entries.retain(|_, entry| !entry.is_over(now));
        if verdict.is_err() && self.entries.len() >= MOST {
            self.entries.remove(&key);
            return;
        }
        let entry = Entry {
            verdict,
            at: now,
            renewing: false,
        };
        self.entries.insert(key, entry);
    }

    /// The renewal failed; the next caller may try again.
    pub fn not_renewed(&mut self, key: &Key) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.renewing = false;
        }
    }
}

impl Entry {
    fn is_over(&self, now: Instant) -> bool {
        let life = match self.verdict {
            Ok(()) => ACCEPTED_FOR,
            Err(_) => REFUSED_FOR,
        };
        now.duration_since(self.at) >= life
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad() -> Verdict {
        Err(Failure::new(401, "no"))
    }

    fn after(start: Instant, seconds: u64) -> Instant {
        start + Duration::from_secs(seconds)
    }

    #[test]
    fn a_good_token_is_believed_for_a_minute_and_renewed_once_on_the_way() {
        let (mut verdicts, start, token) = (Verdicts::default(), Instant::now(), key("a"));
        verdicts.put(token, Ok(()), start);

        assert_eq!(verdicts.get(&token, after(start, 29)), Known::Yes(Ok(())));
        assert_eq!(verdicts.get(&token, after(start, 30)), Known::Renew(Ok(())));
        assert_eq!(verdicts.get(&token, after(start, 31)), Known::Yes(Ok(())));
        verdicts.not_renewed(&token);
        assert_eq!(verdicts.get(&token, after(start, 32)), Known::Renew(Ok(())));
        assert_eq!(verdicts.get(&token, after(start, 60)), Known::No);
    }

    #[test]
    fn a_bad_token_is_refused_for_five_seconds() {
        let (mut verdicts, start, token) = (Verdicts::default(), Instant::now(), key("a"));
        verdicts.put(token, bad(), start);

        assert_eq!(verdicts.get(&token, after(start, 4)), Known::Yes(bad()));
        assert_eq!(verdicts.get(&token, after(start, 5)), Known::No);
        assert_eq!(verdicts.get(&key("b"), start), Known::No);
    }

    #[test]
    fn a_flood_of_bad_tokens_takes_no_room_from_a_good_one() {
        let (mut verdicts, start) = (Verdicts::default(), Instant::now());
        for number in 0..MOST + 100 {
            verdicts.put(key(&number.to_string()), bad(), start);
        }
        verdicts.put(key("good"), Ok(()), start);
        verdicts.put(key("late"), bad(), start);

        assert_eq!(verdicts.entries.len(), MOST + 1);
        assert_eq!(verdicts.get(&key("good"), start), Known::Yes(Ok(())));
        assert_eq!(verdicts.get(&key("late"), start), Known::No);

        verdicts.put(key("late"), bad(), after(start, 6));
        assert_eq!(verdicts.entries.len(), 2);
    }

    #[test]
    fn a_token_that_turns_bad_is_refused_though_there_is_no_room() {
        let (mut verdicts, start) = (Verdicts::default(), Instant::now());
        verdicts.put(key("good"), Ok(()), start);
        for number in 0..MOST {
            verdicts.put(key(&number.to_string()), bad(), start);
        }

        verdicts.put(key("good"), bad(), start);

        assert_eq!(verdicts.get(&key("good"), start), Known::No);
    }
}
