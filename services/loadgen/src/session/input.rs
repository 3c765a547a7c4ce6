//! What the pod tells the load generator, all of it in the environment.

use super::plan::{ArmPlan, Plan, parse_arms};
use crate::failure::{self, Failure};

const DEFAULT_TOKENS: &str = "/var/run/secrets/tare";

pub struct Input {
    pub experiment: String,
    pub plan: Plan,
    /// The yardstick first.
    pub arms: [ArmPlan; 2],
    /// Where nodeprobe answers.
    pub probe_url: String,
    /// UID of the own pod, in which the arms are.
    pub pod: String,
    /// Folder of the tokens.
    pub tokens: String,
    /// Name of the Lease to hold while measuring; without one nobody is asked.
    pub lease: Option<String>,
}

impl Input {
    /// Every problem is in the failure's sentence, not only the first.
    pub fn from_environment(lookup: impl Fn(&str) -> Option<String>) -> Result<Input, Failure> {
        let mut problems = Vec::new();
        let mut text = |name: &str| match lookup(name).filter(|text| !text.is_empty()) {
            Some(text) => text,
            None => {
                problems.push(format!("{name} is missing"));
                String::new()
            }
        };
        let (plan, arms) = (text("PLAN"), text("ARMS"));
        let (experiment, probe_url, pod) =
            (text("EXPERIMENT"), text("NODEPROBE_URL"), text("POD_UID"));
        let (plan, arms) = (Plan::parse(&plan), parse_arms(&arms));
        match (plan, arms) {
            (Ok(plan), Ok(arms)) if problems.is_empty() => Ok(Input {
                experiment,
                plan,
                arms,
                probe_url,
                pod,
                tokens: lookup("TOKENS").unwrap_or(DEFAULT_TOKENS.into()),
                lease: lookup("LEASE").filter(|name| !name.is_empty()),
            }),
            (plan, arms) => {
                problems.extend(plan.err());
                problems.extend(arms.err());
                Err(Failure::new(failure::PLAN, problems.join("; ")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::tests::SHORT;
    use super::*;

    const ARMS: &str = r#"[{"name":"a","image":"i","port":1},{"name":"b","image":"i","port":2}]"#;

    #[test]
    fn names_what_is_missing_beside_what_is_wrong() {
        let failure = Input::from_environment(|name| match name {
            "PLAN" => Some(SHORT.replace("\"seed\": 7", "\"seed\": -1")),
            "ARMS" => Some(ARMS.into()),
            _ => None,
        })
        .err()
        .unwrap();

        assert_eq!(failure.code, failure::PLAN);
        for part in [
            "EXPERIMENT is missing",
            "POD_UID is missing",
            "PLAN/seed (-1)",
        ] {
            assert!(failure.reason.contains(part), "{}", failure.reason);
        }
    }
}
