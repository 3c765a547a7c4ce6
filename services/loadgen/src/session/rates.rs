//! The rates at which arms are loaded, from those that they reached.

use super::plan::{PeakOf, Plan};
use serde_json::Value;

/// Requests a second of the latency slice of one arm.
pub fn latency_rate(plan: &Plan, peaks: [f64; 2], arm: usize) -> f64 {
    let peak = match plan.latency_peak {
        PeakOf::Own => peaks[arm],
        PeakOf::Yardstick => peaks[0],
    };
    (peak * plan.latency_load).max(1.0)
}

/// Requests a second of the peak slices of one arm: their median, which a bad slice does not move. 0 of
/// none.
pub fn median_rate(rows: &[Value], arm: &str) -> f64 {
    let rate = |row: &Value| Some(row["requests"].as_f64()? / row["seconds"].as_f64()?);
    let mut rates: Vec<f64> = rows
        .iter()
        .filter(|row| row["arm"] == arm)
        .filter_map(rate)
        .collect();
    rates.sort_by(f64::total_cmp);
    let middle = rates.len() / 2;
    match rates.len() % 2 {
        _ if rates.is_empty() => 0.0,
        1 => rates[middle],
        _ => (rates[middle - 1] + rates[middle]) / 2.0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::tests::SHORT;
    use super::*;
    use serde_json::json;

    #[test]
    fn the_median_rate_is_that_of_one_arm_alone() {
        let row =
            |arm: &str, requests: u64| json!({ "arm": arm, "requests": requests, "seconds": 2.0 });
        let rows = [row("a", 200), row("b", 9), row("a", 2), row("a", 400)];

        assert_eq!(median_rate(&rows, "a"), 100.0);
        assert_eq!(median_rate(&rows[2..], "a"), 100.5);
        assert_eq!(median_rate(&rows, "c"), 0.0);
    }

    #[test]
    fn both_arms_get_one_rate_of_latency_when_it_is_the_yardsticks() {
        let own = Plan::parse(SHORT).unwrap();
        let peak = PeakOf::Yardstick;
        let same = Plan {
            latency_peak: peak,
            ..own.clone()
        };
        let rates = |plan: &Plan| [0, 1].map(|arm| latency_rate(plan, [1000.0, 2000.0], arm));

        assert_eq!(rates(&own), [700.0, 1400.0]);
        assert_eq!(rates(&same), [700.0, 700.0]);
    }
}
