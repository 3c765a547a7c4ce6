//! What to measure, from the environment.

use crate::failure::{self, Failure};
use crate::target::Target;

/// Ceiling of warm-up and measurement, in seconds: a Job is bounded whatever it is told.
const MAX_SECONDS: u64 = 3600;

const DEFAULT_PATIENCE: u64 = 120;

/// One closed-loop measurement and its subject.
#[derive(Debug)]
pub struct Plan {
    pub subject: String,
    pub subject_image: String,
    pub target: Target,
    pub namespace: Option<String>,
    pub container: Option<String>,
    pub node: Option<String>,
    pub connections: u64,
    pub threads: u64,
    /// Longest wait for the target's first good answer, in seconds.
    pub patience: u64,
    /// Seconds.
    pub warmup: u64,
    /// Seconds.
    pub duration: u64,
}

impl Plan {
    /// Reads the plan; every problem is in the failure's sentence, not only the first.
    pub fn from_environment(lookup: impl Fn(&str) -> Option<String>) -> Result<Plan, Failure> {
        let mut problems = Vec::new();
        let optional = |name: &str| lookup(name).filter(|text| !text.is_empty());
        let mut number = |name: &str, min: u64, max: u64| {
            let text = optional(name).unwrap_or_default();
            match text.parse::<u64>() {
                Ok(value) if (min..=max).contains(&value) => value,
                _ => {
                    problems.push(format!(
                        "{name} ({text}) must be a number from {min} to {max}"
                    ));
                    min
                }
            }
        };
        let connections = number("CONNECTIONS", 1, 10_000);
        let threads = number("THREADS", 1, 64);
        let warmup = number("WARMUP_SECONDS", 0, MAX_SECONDS);
        let duration = number("DURATION_SECONDS", 1, MAX_SECONDS);
        let patience = match optional("PATIENCE_SECONDS") {
            Some(_) => number("PATIENCE_SECONDS", 1, 600),
            None => DEFAULT_PATIENCE,
        };
        if connections < threads {
            problems.push(format!(
                "CONNECTIONS ({connections}) must be THREADS ({threads}) or more"
            ));
        }
        let subject = optional("SUBJECT");
        if subject.is_none() {
            problems.push("SUBJECT must name what is measured".into());
        }
        let target = Target::parse(&optional("TARGET_URL").unwrap_or_default());
        match (subject, target) {
            (Some(subject), Ok(target)) if problems.is_empty() => Ok(Plan {
                subject,
                subject_image: optional("SUBJECT_IMAGE").unwrap_or_default(),
                target,
                namespace: optional("SUBJECT_NAMESPACE"),
                container: optional("SUBJECT_CONTAINER"),
                node: optional("NODE_IP"),
                connections,
                threads,
                patience,
                warmup,
                duration,
            }),
            (_, target) => {
                problems.extend(target.err());
                Err(Failure::new(failure::PLAN, problems.join("; ")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(changes: &[(&str, &str)]) -> Result<Plan, Failure> {
        let base = [
            ("SUBJECT", "hyperlane"),
            ("TARGET_URL", "http://a:8080/"),
            ("CONNECTIONS", "64"),
            ("THREADS", "1"),
            ("WARMUP_SECONDS", "0"),
            ("DURATION_SECONDS", "10"),
        ];
        Plan::from_environment(|name| {
            let find = |list: &[(&str, &str)]| {
                list.iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| value.to_string())
            };
            find(changes).or_else(|| find(&base))
        })
    }

    #[test]
    fn reads_a_whole_plan() {
        let plan = read(&[]).unwrap();

        assert_eq!((plan.connections, plan.threads, plan.duration), (64, 1, 10));
        assert_eq!(plan.namespace, None);
    }

    #[test]
    fn names_every_problem_at_once() {
        let failure = read(&[
            ("SUBJECT", ""),
            ("TARGET_URL", "ftp://a"),
            ("DURATION_SECONDS", "0"),
        ])
        .unwrap_err();

        assert_eq!(failure.code, failure::PLAN);
        for part in [
            "SUBJECT",
            "TARGET_URL",
            "DURATION_SECONDS (0) must be a number from 1",
        ] {
            assert!(failure.reason.contains(part), "{}", failure.reason);
        }
    }
}
