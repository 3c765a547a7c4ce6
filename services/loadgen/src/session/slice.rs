//! One slice: one arm under load, the other one stopped.

use super::arm::{Arm, TIMEOUT};
use super::counters::{self, Look};
use super::plan::Plan;
use super::probe::{Probe, Use};
use crate::load::plan::{Expected, LoadPlan, Mode};
use crate::load::run::{Edge, run};
use serde_json::{Value, json};
use std::io;
use std::time::Duration;

/// Where the two sides run. The load keeps off the server's core while its peak is looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cores<'a> {
    Shared,
    Apart { generator: &'a [usize] },
}

#[derive(Clone, Copy)]
pub struct Slice<'a> {
    pub phase: &'a str,
    pub block: usize,
    pub mode: Mode,
    /// Measured seconds.
    pub seconds: f64,
    pub cores: Cores<'a>,
    /// Keeps the latencies whole, so that slices can be merged.
    pub histogram: bool,
}

/// What nodeprobe said of the machine and of both arms at one edge.
struct Readings {
    tasks: Option<f64>,
    idle: Result<Use, String>,
    busy: Result<Use, String>,
}

impl Slice<'_> {
    /// Loads `busy` and gives the slice's row of the result. `idle` must be stopped already.
    pub fn measure(
        &self,
        plan: &Plan,
        probe: &mut Probe,
        busy: &Arm,
        idle: &Arm,
    ) -> io::Result<Value> {
        let load = self.load(plan, busy);
        let mut edges: Vec<(Look, Readings)> = Vec::with_capacity(2);
        let result = run(&load, &mut |edge| {
            edges.push(look(edge, probe, &busy.container, &idle.container));
        })?;
        let [(begin, from), (end, to)] = &edges[..] else {
            return Err(io::Error::other("the window had no two edges"));
        };
        let mut row = result.to_json(&load, self.histogram)?;
        row["phase"] = json!(self.phase);
        row["block"] = json!(self.block);
        row["arm"] = json!(busy.name());
        row["pinned"] = json!(self.cores != Cores::Shared);
        row["subject"] = subject(from, to);
        row["idleCpuSeconds"] = json!(idle_cpu(from, to));
        row["machine"] = begin.machine_to(end);
        if row["machine"].is_object() {
            row["machine"]["taskSeconds"] = json!(span(from.tasks, to.tasks));
        }
        let cores = match self.cores {
            Cores::Shared => super::processes::allowed_cores().len(),
            Cores::Apart { generator } => generator.len(),
        };
        let throttled = begin.throttled_to(end);
        row["generator"] = counters::generator(result.cpu_seconds, plan.threads, cores, throttled);
        Ok(row)
    }

    fn load(&self, plan: &Plan, busy: &Arm) -> LoadPlan {
        LoadPlan {
            address: busy.address,
            host: busy.host(),
            path: busy.plan.path().into(),
            expect: Expected {
                status: 200,
                body_bytes: busy.answer.body_bytes,
            },
            connections: plan.connections,
            threads: plan.threads,
            mode: self.mode,
            settle: Duration::from_secs_f64(plan.settle),
            window: Duration::from_secs_f64(self.seconds),
            timeout: TIMEOUT,
            cpus: match self.cores {
                Cores::Shared => None,
                Cores::Apart { generator } => Some(generator.to_vec()),
            },
        }
    }
}

/// The busy arm is read last at the begin and first at the end, so that its window is the tightest.
fn look(edge: Edge, probe: &mut Probe, busy: &str, idle: &str) -> (Look, Readings) {
    if edge == Edge::Begin {
        let idle = probe.read(idle);
        let tasks = probe.machine_tasks();
        let look = Look::now();
        let busy = probe.read(busy);
        return (look, Readings { tasks, idle, busy });
    }
    let busy = probe.read(busy);
    let look = Look::now();
    let tasks = probe.machine_tasks();
    let idle = probe.read(idle);
    (look, Readings { tasks, idle, busy })
}

/// From one reading to a later one, where both were made.
pub fn span(from: Option<f64>, to: Option<f64>) -> Option<f64> {
    Some(to? - from?)
}

fn subject(from: &Readings, to: &Readings) -> Value {
    match (&from.busy, &to.busy) {
        (Ok(from), Ok(to)) => json!({
            "cpuSeconds": to.cpu_seconds - from.cpu_seconds,
            "periods": to.periods - from.periods,
            "throttledPeriods": to.throttled_periods - from.throttled_periods,
            "throttledSeconds": to.throttled_seconds - from.throttled_seconds,
            "workingSetBytes": to.working_set_bytes,
        }),
        (Err(reason), _) | (_, Err(reason)) => json!({ "reason": reason }),
    }
}

fn idle_cpu(from: &Readings, to: &Readings) -> Option<f64> {
    let (from, to) = (from.idle.as_ref().ok()?, to.idle.as_ref().ok()?);
    Some(to.cpu_seconds - from.cpu_seconds)
}
