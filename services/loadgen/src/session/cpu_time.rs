//! CPU time between two readings, brought to the length of a window.

/// CPU time that was used since some beginning, and when that was read, by one clock for all of a node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CpuTime {
    pub seconds: f64,
    pub at: f64,
}

impl CpuTime {
    /// What `length` seconds take, going by those up to a later reading: counters are read a little after
    /// the edges of a window, each by another little.
    pub fn over(self, later: CpuTime, length: f64) -> f64 {
        (later.seconds - self.seconds) * length / (later.at - self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_is_that_of_the_window_however_late_it_was_read() {
        let at = |seconds, at| CpuTime { seconds, at };

        // Half a core: read 4 ms after the begin, and 1 ms or 9 ms after the end.
        for end in [101.001, 101.009] {
            let taken = at(7.0, 100.004).over(at(7.0 + (end - 100.004) / 2.0, end), 1.0);
            assert!((taken - 0.5).abs() < 1e-9, "{taken}");
        }
    }
}
