//! The time of a reading.

use crate::failure::Failure;

/// A counter that took longer to read was interrupted, and is read again.
const TIGHT_NANOS: u64 = 100_000;
const TRIES: u32 = 3;

/// CLOCK_BOOTTIME, which every process of a node sees alike: nanoseconds since the machine started.
pub fn now() -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the kernel writes into `time`, and knows this clock since Linux 2.6.39.
    unsafe { libc::clock_gettime(libc::CLOCK_BOOTTIME, &mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Reads, and gives the time in the middle of the reading. Of up to three tries the shortest counts,
/// so that time and counter belong together although the reader may be interrupted between them.
pub fn stamped<T>(read: impl FnMut() -> Result<T, Failure>) -> Result<(u64, T), Failure> {
    stamped_by(now, read)
}

fn stamped_by<T>(
    mut clock: impl FnMut() -> u64,
    mut read: impl FnMut() -> Result<T, Failure>,
) -> Result<(u64, T), Failure> {
    let mut attempt = || -> Result<(u64, u64, T), Failure> {
        let before = clock();
        let value = read()?;
        let span = clock().saturating_sub(before);
        Ok((span, before + span / 2, value))
    };
    let mut best = attempt()?;
    for _ in 1..TRIES {
        if best.0 <= TIGHT_NANOS {
            break;
        }
        let next = attempt()?;
        if next.0 < best.0 {
            best = next;
        }
    }
    Ok((best.1, best.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock that tells these times one after another, and a counter that counts its readings.
    fn stamp(times: &[u64]) -> (u64, u32) {
        let mut times = times.iter().copied();
        let mut readings = 0;
        let stamped = stamped_by(
            || times.next().unwrap(),
            || {
                readings += 1;
                Ok(readings)
            },
        );
        stamped.unwrap()
    }

    #[test]
    fn the_time_is_the_middle_of_the_reading() {
        assert_eq!(stamp(&[1_000, 3_000]), (2_000, 1));
    }

    #[test]
    fn an_interrupted_reading_is_made_again() {
        assert_eq!(stamp(&[0, 200_000, 300_000, 301_000]), (300_500, 2));
    }

    #[test]
    fn the_shortest_counts_when_all_are_interrupted() {
        let times = [0, 900_000, 1_000_000, 1_200_000, 2_000_000, 2_500_000];

        assert_eq!(stamp(&times), (1_100_000, 2));
    }

    #[test]
    fn the_clock_goes_on() {
        let (first, second) = (now(), now());

        assert!(first > 0 && second >= first);
    }
}
