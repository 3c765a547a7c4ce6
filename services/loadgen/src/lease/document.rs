//! The Lease as the API server keeps it (coordination.k8s.io/v1).

use super::DURATION;
use serde_json::{Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub fn new(name: &str, holder: &str) -> Value {
    let lease = json!({
        "apiVersion": "coordination.k8s.io/v1",
        "kind": "Lease",
        "metadata": { "name": name },
        "spec": {},
    });
    taken_by(lease, holder)
}

pub fn holder(lease: &Value) -> Option<&str> {
    let holder = lease["spec"]["holderIdentity"].as_str();
    holder.filter(|text| !text.is_empty())
}

/// What its holder promised; ours where there is no promise.
pub fn duration(lease: &Value) -> Duration {
    let seconds = lease["spec"]["leaseDurationSeconds"].as_u64();
    seconds.map_or(DURATION, Duration::from_secs)
}

/// The version stays in it, so that only what was read is replaced.
pub fn taken_by(mut lease: Value, holder: &str) -> Value {
    let transitions = lease["spec"]["leaseTransitions"].as_u64();
    let now = micro_time(SystemTime::now());
    lease["spec"] = json!({
        "holderIdentity": holder,
        "leaseDurationSeconds": DURATION.as_secs(),
        "acquireTime": now,
        "renewTime": now,
        "leaseTransitions": transitions.map_or(0, |count| count + 1),
    });
    lease
}

pub fn renewed(mut lease: Value) -> Value {
    lease["spec"]["renewTime"] = json!(micro_time(SystemTime::now()));
    lease
}

/// Let go by its holder: the next one need not wait.
pub fn released(mut lease: Value) -> Value {
    lease["spec"]["holderIdentity"] = json!("");
    lease["spec"]["leaseDurationSeconds"] = json!(1);
    renewed(lease)
}

/// `2026-01-02T03:04:05.000006Z`.
fn micro_time(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let (seconds, micros) = (since.as_secs(), since.subsec_micros());
    let (year, month, day) = date((seconds / 86_400) as i64);
    let second = seconds % 86_400;
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{micros:06}Z",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

/// Days since 1970 in the Gregorian calendar, by 400 years of 146,097 days that begin in March.
/// <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>
fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_as_the_api_server_reads_it() {
        let at = |seconds, micros| {
            micro_time(UNIX_EPOCH + Duration::from_secs(seconds) + Duration::from_micros(micros))
        };

        assert_eq!(at(0, 0), "1970-01-01T00:00:00.000000Z");
        assert_eq!(at(951_782_400, 1), "2000-02-29T00:00:00.000001Z");
        assert_eq!(at(1_767_322_245, 999_999), "2026-01-02T02:50:45.999999Z");
        assert_eq!(at(4_107_542_399, 0), "2100-02-28T23:59:59.000000Z");
    }

    #[test]
    fn a_change_of_hands_keeps_the_version_and_is_counted() {
        let mut first = new("measurement", "a");
        assert_eq!(first["spec"]["leaseTransitions"], 0);
        first["metadata"]["resourceVersion"] = json!("7");

        let second = taken_by(first, "b");

        assert_eq!(second["metadata"]["resourceVersion"], "7");
        assert_eq!(
            (holder(&second), second["spec"]["leaseTransitions"].as_u64()),
            (Some("b"), Some(1))
        );
        assert_eq!(holder(&released(second)), None);
    }
}
