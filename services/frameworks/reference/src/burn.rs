//! Makes each request dearer on purpose, so that the instrument can be shown to see it.
//!
//! `BURN=N` adds N steps of a computation to every request; without it there is none. It is a knob of
//! the yardstick alone and no tuning, so it stands beside the matrix of settings, not in it.

use std::hint::black_box;
use std::sync::atomic::{AtomicU32, Ordering};

/// About a millisecond: more would only be a hung server.
const MOST: u32 = 1_000_000;

static STEPS: AtomicU32 = AtomicU32::new(0);

/// Takes over what the environment says; the error is a sentence.
pub fn set(text: Option<&str>) -> Result<(), String> {
    STEPS.store(parse(text)?, Ordering::Relaxed);
    Ok(())
}

fn parse(text: Option<&str>) -> Result<u32, String> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(0);
    };
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(steps) if plain && steps <= MOST => Ok(steps),
        _ => Err(format!(
            "BURN={text} must be a whole number from 0 to {MOST}."
        )),
    }
}

/// To be called once a request. Costs one comparison when nothing is to be burnt.
#[inline(always)]
pub fn once() {
    let steps = STEPS.load(Ordering::Relaxed);
    if steps > 0 {
        burn(steps);
    }
}

/// Each step needs the one before it, so that neither the compiler nor the processor can shorten it.
#[cold]
#[inline(never)]
fn burn(steps: u32) -> u64 {
    let mut state = black_box(0x9E37_79B9_7F4A_7C15_u64);
    for _ in 0..steps {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
    }
    black_box(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_burnt_unless_it_is_asked_for() {
        assert_eq!(parse(None), Ok(0));
        assert_eq!(parse(Some("")), Ok(0));
        assert_eq!(parse(Some("250")), Ok(250));
    }

    #[test]
    fn refuses_what_is_no_number_of_steps() {
        for wrong in ["-1", "+1", "1.5", "much", "1000001"] {
            assert_eq!(
                parse(Some(wrong)).unwrap_err(),
                format!("BURN={wrong} must be a whole number from 0 to 1000000.")
            );
        }
    }

    #[test]
    fn every_step_is_taken() {
        let once = |state: u64| {
            let state = state ^ (state << 13);
            let state = state ^ (state >> 7);
            state ^ (state << 17)
        };

        assert_eq!(burn(0), 0x9E37_79B9_7F4A_7C15);
        assert_eq!(burn(2), once(once(burn(0))));
    }
}
