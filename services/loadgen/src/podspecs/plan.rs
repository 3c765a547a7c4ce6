//! How long each pod is measured, as components/benchmark/podPlan.ts writes it.

use crate::session::plan_reader;
use crate::session::slice::Manner;

#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub manner: Manner,
    pub seed: u64,
    /// Each holds one pod of each variant.
    pub blocks: usize,
    /// Requests a second of the slice at a fixed rate.
    pub rate: f64,
    /// Measured seconds at that rate.
    pub cost: f64,
    /// Measured seconds of the closed loop.
    pub peak: f64,
}

impl Plan {
    /// Reads the plan; the error holds every problem, not only the first.
    pub fn parse(text: &str) -> Result<Plan, String> {
        plan_reader::read(text, |reader| Plan {
            manner: reader.manner(),
            seed: reader.seed(),
            blocks: reader.blocks("/blocks"),
            rate: reader.rate(),
            cost: reader.slice("/cost"),
            peak: reader.slice("/peak"),
        })
    }

    /// Seconds that one pod is under load.
    pub fn seconds(&self) -> f64 {
        2.0 * self.manner.settle + self.cost + self.peak
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub const SHORT: &str = r#"{ "connections": 64, "threads": 1, "seed": 7, "settleMillis": 500,
        "blocks": 4, "cost": { "sliceMillis": 1000, "rate": 8000 }, "peak": { "sliceMillis": 750 } }"#;

    #[test]
    fn reads_a_whole_plan_in_seconds() {
        let plan = Plan::parse(SHORT).unwrap();

        assert_eq!((plan.blocks, plan.rate, plan.peak), (4, 8000.0, 0.75));
        assert_eq!(plan.seconds(), 2.75);
    }

    #[test]
    fn names_every_problem_at_once() {
        let text = SHORT
            .replace("\"blocks\": 4", "\"blocks\": 0")
            .replace("750", "\"long\"");

        let problems = Plan::parse(&text).unwrap_err();

        for part in [
            "PLAN/blocks (0) must be a number from 1 to 1000",
            "PLAN/peak/sliceMillis (nothing) must be",
        ] {
            assert!(problems.contains(part), "{problems}");
        }
    }
}
