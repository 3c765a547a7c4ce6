//! Latencies in nanoseconds, kept so that many runs can be put together again.

use crate::envelope::base64;
use hdrhistogram::Histogram;
use hdrhistogram::serialization::{Serializer, V2DeflateSerializer};
use serde_json::{Value, json};
use std::io;

/// An hour. What is longer is counted as that.
const LONGEST: u64 = 3_600_000_000_000;

/// A value is kept with an error of less than 0.1 %.
const SIGNIFICANT_DIGITS: u8 = 3;

/// An empty histogram. All are alike, so any can be added to any.
pub fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, LONGEST, SIGNIFICANT_DIGITS).expect("the bounds are in order")
}

/// HdrHistogram's own form (V2, compressed, base64), which its other implementations read as well.
pub fn to_base64(histogram: &Histogram<u64>) -> io::Result<String> {
    let mut bytes = Vec::new();
    V2DeflateSerializer::new()
        .serialize(histogram, &mut bytes)
        .map_err(io::Error::other)?;
    Ok(base64(&bytes))
}

/// Mean, extremes and percentiles in microseconds; null when there is none.
pub fn summary(histogram: &Histogram<u64>) -> Value {
    if histogram.is_empty() {
        return Value::Null;
    }
    let micros = |nanos: u64| nanos as f64 / 1e3;
    let at = |quantile: f64| micros(histogram.value_at_quantile(quantile));
    json!({
        "mean": histogram.mean() / 1e3,
        "min": micros(histogram.min()),
        "max": micros(histogram.max()),
        "p50": at(0.5),
        "p90": at(0.9),
        "p99": at(0.99),
        "p999": at(0.999),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use hdrhistogram::serialization::Deserializer;

    /// Latencies as they are: a body around 200 microseconds, and now and then one far beyond.
    fn latencies(seed: u64, count: usize) -> Vec<u64> {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut random = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        (0..count)
            .map(|_| (150_000.0 * random().max(1e-9).powf(-0.4)) as u64)
            .collect()
    }

    #[test]
    fn percentiles_of_100_merged_histograms_are_those_of_all_values_within_a_thousandth() {
        let mut merged = histogram();
        let mut all = Vec::new();
        for seed in 1..=100 {
            let values = latencies(seed, 1_000 + 37 * seed as usize);
            let mut one = histogram();
            for value in &values {
                one.saturating_record(*value);
            }
            let mut bytes = Vec::new();
            V2DeflateSerializer::new()
                .serialize(&one, &mut bytes)
                .unwrap();
            let one: Histogram<u64> = Deserializer::new()
                .deserialize(&mut bytes.as_slice())
                .unwrap();
            merged.add(one).unwrap();
            all.extend(values);
        }
        all.sort_unstable();

        assert_eq!(merged.len(), all.len() as u64);
        for step in 0..=4_999 {
            let quantile = 0.5 + f64::from(step) / 10_000.0;
            let rank = (quantile * all.len() as f64).ceil() as usize;
            let ratio = merged.value_at_quantile(quantile) as f64 / all[rank - 1] as f64;
            assert!((ratio - 1.0).abs() <= 0.001, "{quantile}: {ratio}");
        }
    }

    #[test]
    fn what_is_longer_than_an_hour_is_counted_as_an_hour() {
        let mut one = histogram();
        one.saturating_record(u64::MAX);

        let ratio = one.max() as f64 / LONGEST as f64;
        assert_eq!(one.len(), 1);
        assert!((ratio - 1.0).abs() < 0.001, "{ratio}");
    }

    #[test]
    fn the_base64_form_begins_as_hdrhistograms_compressed_v2_form_does() {
        assert!(to_base64(&histogram()).unwrap().starts_with("HISTF"));
        assert_eq!(summary(&histogram()), Value::Null);
    }
}
