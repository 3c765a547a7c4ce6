//! The phases of a session, in their order.

use super::arm::Arm;
use super::counters;
use super::held::Held;
use super::input::Input;
use super::order;
use super::plan::{Blocks, Plan};
use super::probe::Probe;
use super::processes;
use super::rates::{latency_rate, median_rate};
use super::slice::{Cores, Slice};
use crate::failure::{self, Failure};
use crate::load::plan::Mode;
use crate::wrk;
use serde_json::{Map, Value, json};
use std::time::Duration;

/// For a server that calls others to end what it has begun: stopped in a call, it would take the answer
/// for late when it is woken, and give its connection up.
const TO_FINISH: Duration = Duration::from_millis(150);

/// What the phases found, each in its own form of the result document.
pub struct Found {
    pub effective: Value,
    pub idle: Value,
    pub baseline: Value,
    pub slices: Vec<Value>,
    pub article: Value,
}

/// Goes through all phases; the arms are as they were found.
pub fn run(input: &Input, arms: &[Arm; 2]) -> Result<Found, Failure> {
    let token = format!("{}/nodeprobe", input.tokens);
    let mut session = Session {
        plan: &input.plan,
        arms,
        probe: Probe::new(&input.probe_url, token, input.pod.clone()),
        cores: processes::allowed_cores(),
    };
    let (idle, baseline) = (session.idle_memory(), session.baseline());
    Ok(Found {
        idle,
        baseline,
        effective: session.warm_up()?,
        slices: session.slices()?,
        article: session.article()?,
    })
}

struct Session<'a> {
    plan: &'a Plan,
    arms: &'a [Arm; 2],
    probe: Probe,
    cores: Vec<usize>,
}

impl Session<'_> {
    /// Loads each arm and reads at once what its settings came to: a pool is full then, and what is set
    /// on a connection shows on one that is held.
    fn warm_up(&mut self) -> Result<Value, Failure> {
        let mut all = Map::new();
        for (number, arm) in self.arms.iter().enumerate() {
            let load = closed("warm-up", 0, self.plan.warmup, Cores::Shared);
            self.slice(number, load)?;
            let held = Held::open(&arm.server);
            let told = self.arms.iter().flat_map(|one| one.plan.settings.keys());
            let read = self
                .probe
                .effective(&arm.server.container)
                .map(|mut settings| {
                    settings["told"] = processes::told(arm.name(), told.map(String::as_str));
                    settings
                });
            drop(held);
            all.insert(arm.name().to_string(), read.unwrap_or(Value::Null));
        }
        Ok(Value::Object(all))
    }

    fn idle_memory(&mut self) -> Value {
        self.for_each(|probe, arm| {
            let seen = probe.read(&arm.server.container).ok()?;
            Some(json!({ "workingSetBytes": seen.working_set_bytes }))
        })
    }

    /// One entry an arm, under its name; null where nodeprobe could not tell.
    fn for_each(&mut self, read: impl Fn(&mut Probe, &Arm) -> Option<Value>) -> Value {
        let entries = self.arms.iter().map(|arm| {
            let value = read(&mut self.probe, arm);
            (arm.name().to_string(), value.unwrap_or(Value::Null))
        });
        Value::Object(entries.collect::<Map<_, _>>())
    }

    /// What the machine does when nobody is measured.
    fn baseline(&mut self) -> Value {
        self.arms.iter().for_each(Arm::stop);
        counters::baseline(&mut self.probe)
    }

    fn slices(&mut self) -> Result<Vec<Value>, Failure> {
        let plan = self.plan;
        let mut all = self.peak()?;
        let peaks = [0, 1].map(|arm| median_rate(&all, self.arms[arm].name()));
        all.extend(self.cost()?);
        all.extend(self.latency([0, 1].map(|arm| latency_rate(plan, peaks, arm)))?);
        Ok(all)
    }

    /// Server and load on a core each; on a machine with one core there is nothing to keep apart.
    fn peak(&mut self) -> Result<Vec<Value>, Failure> {
        let Some((server, rest)) = self
            .cores
            .clone()
            .split_last()
            .map(|(a, b)| (*a, b.to_vec()))
        else {
            return Ok(Vec::new());
        };
        let cores = match rest.is_empty() {
            true => Cores::Shared,
            false => Cores::Apart { generator: &rest },
        };
        self.arms.iter().for_each(|arm| arm.pin(&[server]));
        let Blocks { blocks, slice } = self.plan.peak;
        let outcome = self.blocks("peak", blocks, |block, _| {
            closed("peak", block, slice, cores)
        });
        self.arms.iter().for_each(|arm| arm.pin(&self.cores));
        outcome
    }

    fn cost(&mut self) -> Result<Vec<Value>, Failure> {
        let Blocks { blocks, slice } = self.plan.cost;
        let rate = self.plan.cost_rate;
        self.blocks("cost", blocks, |block, _| open("cost", block, slice, rate))
    }

    /// At the rates of both arms.
    fn latency(&mut self, rates: [f64; 2]) -> Result<Vec<Value>, Failure> {
        let Blocks { blocks, slice } = self.plan.latency;
        self.blocks("latency", blocks, |block, arm| Slice {
            histogram: true,
            ..open("latency", block, slice, rates[arm])
        })
    }

    /// Every slice of the blocks, in their order; `slice` gives that of a block and an arm.
    fn blocks<'a>(
        &mut self,
        phase: &str,
        count: usize,
        slice: impl Fn(usize, usize) -> Slice<'a>,
    ) -> Result<Vec<Value>, Failure> {
        let mut rows = Vec::new();
        for (block, order) in order::blocks(self.plan.seed, count).into_iter().enumerate() {
            println!("loadgen: {phase}, block {} of {count}", block + 1);
            for arm in order {
                rows.push(self.slice(arm, slice(block, arm))?);
            }
        }
        Ok(rows)
    }

    fn slice(&mut self, busy: usize, slice: Slice) -> Result<Value, Failure> {
        let (busy, idle) = (&self.arms[busy], &self.arms[1 - busy]);
        idle.stop();
        busy.wake();
        let row = slice
            .measure(
                self.plan.manner(),
                &mut self.probe,
                &busy.server,
                Some(&idle.server.container),
            )
            .map_err(|error| {
                let reason = format!(
                    "{} under the load of '{}': {error}",
                    busy.name(),
                    slice.phase
                );
                Failure::new(failure::TARGET, reason)
            })?;
        if !busy.plan.calls.is_empty() {
            std::thread::sleep(TO_FINISH);
        }
        Ok(row)
    }

    /// wrk on the subject alone, as published figures are made.
    fn article(&mut self) -> Result<Value, Failure> {
        let plan = self.plan;
        if plan.article_seconds == 0 {
            return Ok(Value::Null);
        }
        println!("loadgen: wrk, {} s", plan.article_seconds);
        let [idle, subject] = self.arms;
        idle.stop();
        subject.wake();
        let url = format!("http://{}{}", subject.server.host(), subject.server.path);
        let mut document = wrk::run(&url, plan.connections, plan.threads, plan.article_seconds)?;
        document["arm"] = json!(subject.name());
        Ok(document)
    }
}

fn closed<'a>(phase: &'a str, block: usize, seconds: f64, cores: Cores<'a>) -> Slice<'a> {
    Slice {
        phase,
        block,
        mode: Mode::Closed,
        seconds,
        cores,
        histogram: false,
    }
}

fn open(phase: &str, block: usize, seconds: f64, rate: f64) -> Slice<'_> {
    Slice {
        mode: Mode::Open { rate },
        ..closed(phase, block, seconds, Cores::Shared)
    }
}
