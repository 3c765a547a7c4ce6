//! What the subject used while it was under load, or why that is not known.

use crate::kubelet::Sample;
use crate::sampler::Samples;
use serde_json::{Value, json};

/// CPU as a rate between the first and the last reading inside the window; memory as the largest.
pub fn document(samples: &Samples, start: f64, end: f64) -> Value {
    let inside = |list: &[Sample]| -> Vec<Sample> {
        list.iter()
            .copied()
            .filter(|one| one.at >= start && one.at <= end)
            .collect()
    };
    let (cpu, memory) = (inside(&samples.cpu), inside(&samples.memory));
    json!({ "cpu": rate(&cpu, samples, end - start), "memory": largest(&memory, samples) })
}

fn rate(inside: &[Sample], samples: &Samples, window: f64) -> Value {
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else {
        return unknown(inside.len(), samples, window);
    };
    let seconds = last.at - first.at;
    if seconds <= 0.0 {
        return unknown(inside.len(), samples, window);
    }
    json!({
        "known": true,
        "cores": (last.value - first.value) / seconds,
        "overSeconds": seconds,
        "readings": inside.len(),
    })
}

fn unknown(count: usize, samples: &Samples, window: f64) -> Value {
    let reason = match &samples.error {
        Some(error) if samples.cpu.is_empty() => error.clone(),
        _ => format!(
            "the kubelet took {count} readings of this container in the {window:.0} s of load, and a \
             rate needs two; it takes one every 10 to 15 seconds, so measure for 35 or more"
        ),
    };
    json!({ "known": false, "reason": reason })
}

fn largest(inside: &[Sample], samples: &Samples) -> Value {
    match inside.iter().map(|one| one.value).reduce(f64::max) {
        Some(bytes) => json!({ "known": true, "workingSetBytes": bytes }),
        None => {
            let none = "the kubelet took no reading of this container under load".to_string();
            json!({ "known": false, "reason": samples.error.clone().unwrap_or(none) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(points: &[(f64, f64)]) -> Samples {
        let list: Vec<Sample> = points
            .iter()
            .map(|&(at, value)| Sample { at, value })
            .collect();
        Samples {
            cpu: list.clone(),
            memory: list,
            error: None,
        }
    }

    #[test]
    fn the_rate_uses_only_readings_inside_the_window() {
        let seen = samples(&[(0.0, 1.0), (10.0, 3.0), (20.0, 18.0), (30.0, 19.0)]);

        let document = document(&seen, 5.0, 25.0);

        assert_eq!(document["cpu"]["cores"], 1.5);
        assert_eq!(document["cpu"]["overSeconds"], 10.0);
        assert_eq!(document["memory"]["workingSetBytes"], 18.0);
    }

    #[test]
    fn one_reading_is_no_rate() {
        let document = document(&samples(&[(10.0, 3.0)]), 5.0, 15.0);

        assert_eq!(document["cpu"]["known"], false);
        assert!(
            document["cpu"]["reason"]
                .as_str()
                .unwrap()
                .contains("took 1 readings")
        );
    }

    #[test]
    fn an_error_is_the_reason_when_nothing_was_read() {
        let seen = Samples {
            error: Some("the kubelet refuses".into()),
            ..Samples::default()
        };

        assert_eq!(
            document(&seen, 0.0, 9.0)["cpu"]["reason"],
            "the kubelet refuses"
        );
    }
}
