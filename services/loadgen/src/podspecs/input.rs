//! What the pod tells the load generator, all of it in the environment.

use super::plan::Plan;
use super::variant::{Variant, parse_variants};
use crate::failure::{self, Failure};
use crate::session::environment::Environment;
use crate::session::probe::Probe;

pub struct Input {
    pub experiment: String,
    pub subject: String,
    /// Name of the server in all the pods.
    pub server: String,
    pub plan: Plan,
    pub variants: Vec<Variant>,
    /// Where the pods of the variants are made.
    pub namespace: String,
    /// The own node: nodeprobe tells of the pods on it and of no others.
    pub node: String,
    pub probe_url: String,
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
        let variants = environment.parsed("VARIANTS", parse_variants);
        let mut need = |name: &str| environment.need(name);
        let (experiment, subject) = (need("EXPERIMENT"), need("SUBJECT"));
        let (namespace, node) = (need("VARIANTS_NAMESPACE"), need("NODE_NAME"));
        let (server, probe_url) = (need("SERVER"), need("NODEPROBE_URL"));
        match (plan, variants) {
            (Some(plan), Some(variants)) if environment.problems.is_empty() => Ok(Input {
                experiment,
                subject,
                server,
                plan,
                variants,
                namespace,
                node,
                probe_url,
                tokens: environment.tokens(),
                lease: environment.any("LEASE"),
            }),
            _ => Err(Failure::new(failure::PLAN, environment.problems.join("; "))),
        }
    }

    /// Asks nodeprobe for the containers of the pod of this UID.
    pub fn probe(&self, pod: &str) -> Probe {
        let token = format!("{}/nodeprobe", self.tokens);
        Probe::new(&self.probe_url, token, pod.into())
    }

    pub fn pod_name(&self, variant: &Variant) -> String {
        format!("{}-{}", self.subject, variant.name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::tests::SHORT;
    use super::super::variant::tests::TWO;
    use super::*;

    #[test]
    fn names_what_is_missing_beside_what_is_wrong() {
        let told = |name: &str| match name {
            "PLAN" => Some(SHORT.into()),
            "VARIANTS" => Some(TWO.into()),
            "NODE_NAME" => None,
            _ => Some("x".to_string()),
        };

        let failure = Input::from_environment(told).err().unwrap();
        assert_eq!(failure.reason, "NODE_NAME is missing");
        assert_eq!(failure.code, failure::PLAN);

        let whole = |name: &str| told(name).or(Some("node".into()));
        let input = Input::from_environment(whole).unwrap();
        assert_eq!(input.pod_name(&input.variants[0]), "x-shared");
    }
}
