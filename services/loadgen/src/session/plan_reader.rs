//! Reads the numbers of a plan, each within its bounds.

use super::slice::Manner;
use serde_json::Value;

pub struct Reader<'a> {
    value: &'a Value,
    problems: Vec<String>,
}

/// What `plan` makes of the document PLAN; the error holds every problem, not only the first.
pub fn read<T>(text: &str, plan: impl FnOnce(&mut Reader) -> T) -> Result<T, String> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("PLAN is no JSON document: {error}"))?;
    let mut reader = Reader {
        value: &value,
        problems: Vec::new(),
    };
    let plan = plan(&mut reader);
    match reader.problems.is_empty() {
        true => Ok(plan),
        false => Err(reader.problems.join("; ")),
    }
}

impl Reader<'_> {
    pub fn manner(&mut self) -> Manner {
        let connections = self.number("/connections", 1.0, 10_000.0);
        let threads = self.number("/threads", 1.0, 64.0);
        if threads > connections {
            self.problems.push(format!(
                "PLAN/threads ({threads}) must be at most connections ({connections})"
            ));
        }
        Manner {
            connections: connections as usize,
            threads: threads as usize,
            settle: self.number("/settleMillis", 0.0, 60_000.0) / 1000.0,
        }
    }

    pub fn seed(&mut self) -> u64 {
        self.number("/seed", 0.0, f64::from(u32::MAX)) as u64
    }

    /// Requests a second of the slices at a fixed rate.
    pub fn rate(&mut self) -> f64 {
        self.number("/cost/rate", 1.0, 1e7)
    }

    pub fn blocks(&mut self, place: &str) -> usize {
        self.number(place, 1.0, 1000.0) as usize
    }

    /// The measured seconds of each slice of a phase.
    pub fn slice(&mut self, phase: &str) -> f64 {
        self.number(&format!("{phase}/sliceMillis"), 10.0, 600_000.0) / 1000.0
    }

    /// What the word at a place stands for; the first of them where the plan says nothing.
    pub fn choice<T: Copy>(&mut self, place: &str, choices: [(&str, T); 2]) -> T {
        let [(first, default), (second, other)] = choices;
        match self.value.pointer(place).map(Value::as_str) {
            None => default,
            Some(Some(found)) if found == first => default,
            Some(Some(found)) if found == second => other,
            Some(found) => {
                let found = found.unwrap_or("no text");
                self.problems
                    .push(format!("PLAN{place} ({found}) must be {first} or {second}"));
                default
            }
        }
    }

    pub fn number(&mut self, place: &str, min: f64, max: f64) -> f64 {
        match self.value.pointer(place).and_then(Value::as_f64) {
            Some(number) if (min..=max).contains(&number) => number,
            found => {
                let found = found.map_or("nothing".into(), |number| number.to_string());
                self.problems.push(format!(
                    "PLAN{place} ({found}) must be a number from {min} to {max}"
                ));
                min
            }
        }
    }
}
