//! When an open loop sends: the instants are fixed before the first of them.

use super::clock::Nanos;

/// Slot `k` is planned at `start + k / rate`. Slots are dealt out to the connections in turn: slot `k`
/// belongs to connection `k mod connections`.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    start: Nanos,
    /// Nanoseconds from one slot to the next; a fraction, so that no rate drifts.
    period: f64,
}

impl Schedule {
    /// @param rate slots a second
    pub fn new(start: Nanos, rate: f64) -> Schedule {
        Schedule {
            start,
            period: 1e9 / rate,
        }
    }

    /// The planned instant of a slot.
    pub fn at(&self, slot: u64) -> Nanos {
        self.start + (slot as f64 * self.period) as Nanos
    }

    /// The first slot that is planned at `time` or later.
    pub fn first_from(&self, time: Nanos) -> u64 {
        let since = time.saturating_sub(self.start) as f64;
        let mut slot = (since / self.period) as u64;
        while slot > 0 && self.at(slot - 1) >= time {
            slot -= 1;
        }
        while self.at(slot) < time {
            slot += 1;
        }
        slot
    }
}

/// The slots of one thread in the order of their instants.
#[derive(Debug)]
pub struct Cursor {
    /// Numbers of the thread's connections among all, ascending.
    numbers: Vec<u64>,
    connections: u64,
    round: u64,
    place: usize,
}

impl Cursor {
    /// @param connections of all threads together
    pub fn new(numbers: Vec<u64>, connections: u64) -> Cursor {
        Cursor {
            numbers,
            connections,
            round: 0,
            place: 0,
        }
    }

    /// The next slot.
    pub fn slot(&self) -> u64 {
        self.round * self.connections + self.numbers[self.place]
    }

    /// Which of the thread's connections it belongs to.
    pub fn place(&self) -> usize {
        self.place
    }

    pub fn advance(&mut self) {
        self.place += 1;
        if self.place == self.numbers.len() {
            self.place = 0;
            self.round += 1;
        }
    }
}

/// How many of `next`, `next + step`, `next + 2 step`, ... lie in `first..last`.
pub fn count_between(next: u64, step: u64, first: u64, last: u64) -> u64 {
    let skipped = first.saturating_sub(next).div_ceil(step);
    last.saturating_sub(next + skipped * step).div_ceil(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_that_divides_nothing_does_not_drift() {
        let schedule = Schedule::new(1_000, 30_000.0 / 7.0);

        assert_eq!(schedule.at(0), 1_000);
        assert_eq!(schedule.at(30_000_000), 1_000 + 7_000_000_000_000);
    }

    #[test]
    fn first_from_is_the_first_slot_not_before_the_time() {
        for rate in [0.3, 7.0, 9_999.9, 123_456.7] {
            let schedule = Schedule::new(5_000, rate);
            for time in [0, 5_000, 5_001, 777_777_777, 98_765_432_101] {
                let slot = schedule.first_from(time);

                assert!(schedule.at(slot) >= time, "{rate} {time}");
                assert!(slot == 0 || schedule.at(slot - 1) < time, "{rate} {time}");
            }
        }
    }

    #[test]
    fn the_cursors_of_all_threads_pass_every_slot_once_and_in_order() {
        let mut seen = Vec::new();
        for numbers in [vec![0, 2, 4], vec![1, 3]] {
            let mut cursor = Cursor::new(numbers, 5);
            let mut last = None;
            while cursor.slot() < 50 {
                assert!(last < Some(cursor.slot()));
                last = Some(cursor.slot());
                seen.push(cursor.slot());
                cursor.advance();
            }
        }

        seen.sort_unstable();
        assert_eq!(seen, (0..50).collect::<Vec<_>>());
    }

    #[test]
    fn count_between_counts_as_stepping_through_would() {
        for (next, step) in [(0, 1), (3, 4), (7, 64), (90, 5), (200, 3)] {
            for (first, last) in [(0, 100), (50, 100), (53, 54), (100, 100)] {
                let stepped = (next..last)
                    .step_by(step as usize)
                    .filter(|slot| *slot >= first);

                assert_eq!(
                    count_between(next, step, first, last),
                    stepped.count() as u64
                );
            }
        }
    }
}
