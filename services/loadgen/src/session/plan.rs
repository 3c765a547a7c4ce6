//! What to do with the two arms, as components/benchmark/plan.ts writes it.

use super::plan_reader::{self, Reader};
use super::slice::Manner;
use serde_json::{Map, Value};

/// Ceiling of any one time, in seconds: a session is bounded whatever it is told.
const MAX_SECONDS: f64 = 3600.0;

#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub connections: usize,
    pub threads: usize,
    pub seed: u64,
    /// Load at the beginning of each slice that is not counted.
    pub settle: f64,
    /// Load on each arm before the first slice.
    pub warmup: f64,
    pub peak: Blocks,
    pub cost: Blocks,
    /// Requests a second of the cost slices.
    pub cost_rate: f64,
    pub latency: Blocks,
    /// Share of a peak, of which one says the next field.
    pub latency_load: f64,
    pub latency_peak: PeakOf,
    pub article_seconds: u64,
}

/// Whose peak the rate of the latency slices is a share of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PeakOf {
    /// Each arm its own: what a user of each would see.
    Own,
    /// Both arms get the same rate: what a change does to those who are there.
    Yardstick,
}

/// Four slices a block; lengths in seconds, as everywhere here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Blocks {
    pub blocks: usize,
    pub slice: f64,
}

impl Plan {
    /// Reads the plan; the error holds every problem, not only the first.
    pub fn parse(text: &str) -> Result<Plan, String> {
        plan_reader::read(text, |reader| {
            let Manner {
                connections,
                threads,
                settle,
            } = reader.manner();
            let peak_of = [("own", PeakOf::Own), ("yardstick", PeakOf::Yardstick)];
            Plan {
                connections,
                threads,
                settle,
                seed: reader.seed(),
                warmup: reader.number("/warmupSeconds", 0.0, MAX_SECONDS),
                peak: blocks(reader, "/peak"),
                cost: blocks(reader, "/cost"),
                cost_rate: reader.rate(),
                latency: blocks(reader, "/latency"),
                latency_load: reader.number("/latency/load", 0.01, 1.0),
                latency_peak: reader.choice("/latency/peak", peak_of),
                article_seconds: reader.number("/article/seconds", 0.0, MAX_SECONDS) as u64,
            }
        })
    }

    pub fn manner(&self) -> Manner {
        Manner {
            connections: self.connections,
            threads: self.threads,
            settle: self.settle,
        }
    }
}

fn blocks(reader: &mut Reader, place: &str) -> Blocks {
    Blocks {
        blocks: reader.blocks(&format!("{place}/blocks")),
        slice: reader.slice(place),
    }
}

/// One arm as it was told; `settings` are kept for the record.
#[derive(Debug, Clone, PartialEq)]
pub struct ArmPlan {
    pub name: String,
    pub image: String,
    pub port: u16,
    pub settings: Map<String, Value>,
    /// What is asked of a service of its own; `None` is a server of the contract, asked for `/`.
    pub path: Option<String>,
    /// Names of what it calls outside of the pod.
    pub calls: Vec<String>,
}

impl ArmPlan {
    pub fn path(&self) -> &str {
        self.path.as_deref().unwrap_or("/")
    }
}

/// Reads the two arms, the yardstick first.
pub fn parse_arms(text: &str) -> Result<[ArmPlan; 2], String> {
    let wrong = || format!("ARMS ({text}) must list two arms with name, image and port");
    let value: Value = serde_json::from_str(text).map_err(|_| wrong())?;
    let list = value.as_array().ok_or_else(wrong)?;
    let arms: Option<Vec<ArmPlan>> = list.iter().map(parse_arm).collect();
    let arms: [ArmPlan; 2] = arms.ok_or_else(wrong)?.try_into().map_err(|_| wrong())?;
    match arms[0].name == arms[1].name || arms[0].port == arms[1].port {
        true => Err(format!("{}: names and ports must differ", wrong())),
        false => Ok(arms),
    }
}

fn parse_arm(value: &Value) -> Option<ArmPlan> {
    let text = |key: &str| value[key].as_str().map(String::from);
    Some(ArmPlan {
        name: text("name").filter(|name| !name.is_empty())?,
        image: text("image")?,
        port: u16::try_from(value["port"].as_u64()?)
            .ok()
            .filter(|port| *port > 0)?,
        settings: value["settings"].as_object().cloned().unwrap_or_default(),
        path: text("path"),
        calls: value["calls"].as_array().map_or(Vec::new(), |calls| {
            let names = calls.iter().filter_map(Value::as_str);
            names.map(String::from).collect()
        }),
    })
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub const SHORT: &str = r#"{ "connections": 64, "threads": 1, "seed": 7, "settleMillis": 250,
        "warmupSeconds": 2, "peak": { "blocks": 2, "sliceMillis": 1000 },
        "cost": { "blocks": 3, "sliceMillis": 1500, "rate": 8000 },
        "latency": { "blocks": 1, "sliceMillis": 1500, "load": 0.7 }, "article": { "seconds": 3 } }"#;

    #[test]
    fn reads_a_whole_plan_in_seconds() {
        let plan = Plan::parse(SHORT).unwrap();

        assert_eq!((plan.connections, plan.threads, plan.seed), (64, 1, 7));
        assert_eq!((plan.settle, plan.cost.slice), (0.25, 1.5));
        assert_eq!((plan.cost_rate, plan.latency_load), (8000.0, 0.7));
        assert_eq!((plan.latency.blocks, plan.latency.slice), (1, 1.5));
        assert_eq!(plan.latency_peak, PeakOf::Own);
    }

    #[test]
    fn takes_the_rate_of_latency_from_the_peak_that_is_named() {
        let with = |peak: &str| {
            let text = format!("\"load\": 0.7, \"peak\": {peak}");
            Plan::parse(&SHORT.replace("\"load\": 0.7", &text))
        };

        let plan = with("\"yardstick\"").unwrap();
        assert_eq!(plan.latency_peak, PeakOf::Yardstick);
        let problem = with("\"best\"").unwrap_err();
        assert_eq!(problem, "PLAN/latency/peak (best) must be own or yardstick");
        assert!(with("3").is_err());
    }

    #[test]
    fn names_every_problem_at_once() {
        let text = SHORT
            .replace("\"threads\": 1", "\"threads\": 65")
            .replace("\"blocks\": 3", "\"blocks\": 0")
            .replace("\"load\": 0.7", "\"load\": \"most\"");

        let problems = Plan::parse(&text).unwrap_err();

        for part in [
            "PLAN/threads (65) must be a number from 1 to 64",
            "PLAN/cost/blocks (0) must be a number from 1 to 1000",
            "PLAN/latency/load (nothing) must be a number from 0.01 to 1",
        ] {
            assert!(problems.contains(part), "{problems}");
        }
        assert!(Plan::parse("{").unwrap_err().starts_with("PLAN is no JSON"));
    }

    #[test]
    fn takes_two_arms_that_can_be_told_apart() {
        let arm =
            |name: &str, port: u16| format!(r#"{{"name":"{name}","image":"i","port":{port}}}"#);
        let list = |arms: &[String]| parse_arms(&format!("[{}]", arms.join(",")));

        let arms = list(&[arm("reference", 8081), arm("tokio", 8082)]).unwrap();
        assert_eq!((arms[1].name.as_str(), arms[1].port), ("tokio", 8082));
        assert_eq!((arms[1].path(), arms[1].calls.len()), ("/", 0));

        let shop = arm("shop", 8083).replace('}', r#","path":"/cart","calls":["db"]}"#);
        let arms = list(&[arm("reference", 8081), shop]).unwrap();
        assert_eq!((arms[1].path(), arms[1].calls[0].as_str()), ("/cart", "db"));

        for wrong in [
            list(&[arm("a", 1)]),
            list(&[arm("a", 1), arm("a", 2)]),
            list(&[arm("a", 1), arm("b", 1)]),
            list(&[arm("a", 1), arm("", 2)]),
            parse_arms("5"),
        ] {
            assert!(wrong.unwrap_err().contains("must"));
        }
    }
}
