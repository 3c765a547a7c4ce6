//! One slice: one server under load, another one, if there is one, stopped.

use super::counters::{self, Look};
use super::probe::{Probe, Use};
use super::server::{Server, TIMEOUT};
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

/// What is the same for every slice of a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Manner {
    pub connections: usize,
    pub threads: usize,
    /// Load at the beginning of each slice that is not counted, in seconds.
    pub settle: f64,
}

/// What nodeprobe said of the node and of both servers at one edge.
struct Readings {
    tasks: Option<f64>,
    idle: Result<Use, String>,
    busy: Result<Use, String>,
}

impl Slice<'_> {
    /// Loads `busy` and gives the slice's row of the result. The container `idle` must be stopped
    /// already.
    pub fn measure(
        &self,
        manner: Manner,
        probe: &mut Probe,
        busy: &Server,
        idle: Option<&str>,
    ) -> io::Result<Value> {
        let load = self.load(manner, busy);
        let mut edges: Vec<(Look, Readings)> = Vec::with_capacity(2);
        let result = run(&load, &mut |edge| {
            edges.push(look(edge, probe, &busy.container, idle));
        })?;
        let [(begin, from), (end, to)] = &edges[..] else {
            return Err(io::Error::other("the window had no two edges"));
        };
        let mut row = result.to_json(&load, self.histogram)?;
        row["phase"] = json!(self.phase);
        row["block"] = json!(self.block);
        row["arm"] = json!(busy.name);
        row["pinned"] = json!(self.cores != Cores::Shared);
        row["subject"] = subject(from, to);
        row["idleCpuSeconds"] = json!(idle_cpu(from, to));
        row["machine"] = begin.machine_to(end, [from.tasks, to.tasks]);
        let cores = match self.cores {
            Cores::Shared => super::processes::allowed_cores().len(),
            Cores::Apart { generator } => generator.len(),
        };
        let throttled = begin.throttled_to(end);
        row["generator"] =
            counters::generator(result.cpu_seconds, manner.threads, cores, throttled);
        Ok(row)
    }

    fn load(&self, manner: Manner, busy: &Server) -> LoadPlan {
        LoadPlan {
            address: busy.address,
            host: busy.host(),
            path: busy.path.clone(),
            expect: Expected {
                status: 200,
                body_bytes: busy.answer.body_bytes,
            },
            connections: manner.connections,
            threads: manner.threads,
            mode: self.mode,
            settle: Duration::from_secs_f64(manner.settle),
            window: Duration::from_secs_f64(self.seconds),
            timeout: TIMEOUT,
            cpus: match self.cores {
                Cores::Shared => None,
                Cores::Apart { generator } => Some(generator.to_vec()),
            },
        }
    }
}

/// What nobody uses.
const NOTHING: Use = Use {
    cpu_seconds: 0.0,
    periods: 0,
    throttled_periods: 0,
    throttled_seconds: 0.0,
    working_set_bytes: 0,
};

/// The busy one is read last at the begin and first at the end, so that its window is the tightest.
fn look(edge: Edge, probe: &mut Probe, busy: &str, idle: Option<&str>) -> (Look, Readings) {
    let read_idle = |probe: &mut Probe| idle.map_or(Ok(NOTHING), |idle| probe.read(idle));
    if edge == Edge::Begin {
        let idle = read_idle(probe);
        let tasks = probe.node_tasks();
        let look = Look::now();
        let busy = probe.read(busy);
        return (look, Readings { tasks, idle, busy });
    }
    let busy = probe.read(busy);
    let look = Look::now();
    let tasks = probe.node_tasks();
    let idle = read_idle(probe);
    (look, Readings { tasks, idle, busy })
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
