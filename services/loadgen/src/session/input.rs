//! What the pod tells the load generator, all of it in the environment.

use super::environment::Environment;
use super::plan::{ArmPlan, Plan, parse_arms};
use crate::failure::{self, Failure};

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
        let mut environment = Environment::new(lookup);
        let plan = environment.parsed("PLAN", Plan::parse);
        let arms = environment.parsed("ARMS", parse_arms);
        let (experiment, probe_url, pod) = (
            environment.need("EXPERIMENT"),
            environment.need("NODEPROBE_URL"),
            environment.need("POD_UID"),
        );
        match (plan, arms) {
            (Some(plan), Some(arms)) if environment.problems.is_empty() => Ok(Input {
                experiment,
                plan,
                arms,
                probe_url,
                pod,
                tokens: environment.tokens(),
                lease: environment.any("LEASE"),
            }),
            _ => Err(Failure::new(failure::PLAN, environment.problems.join("; "))),
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
