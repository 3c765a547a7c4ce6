//! One slice: one server under load, another one, if there is one, stopped.
//!
//! What is counted at an edge of the window is read a few milliseconds after it, one counter after the
//! other. The load goes on meanwhile, and CPU time is brought to the length of the window: taken as it is
//! read, it would be that of a shorter stretch than the answers are counted in, by up to a few percent.

use super::counters::{self, Look};
use super::cpu_time::CpuTime;
use super::probe::{Probe, Use};
use super::server::{Server, TIMEOUT};
use crate::load::plan::{Expected, LoadPlan, Mode};
use crate::load::run::{Edge, run};
use serde_json::{Value, json};
use std::io;
use std::time::{Duration, Instant};

/// How long the load goes on after the window, for the busy server to be read under it.
const TAIL: Duration = Duration::from_millis(50);

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
    tasks: Option<CpuTime>,
    /// None where there is no other one.
    idle: Option<Result<Use, String>>,
    busy: Result<Use, String>,
    /// From the call at the edge to the answer about the busy one.
    took: Duration,
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
        let in_time = result.edge_late[1] + to.took <= TAIL;
        row["subject"] = subject(from, to, self.seconds, in_time);
        row["idleCpuSeconds"] = json!(idle_cpu(from, to, self.seconds));
        row["machine"] = begin.machine_to(end, [from.tasks, to.tasks], self.seconds);
        let cores = match self.cores {
            Cores::Shared => super::processes::allowed_cores().len(),
            Cores::Apart { generator } => generator.len(),
        };
        let throttled = begin.throttled_to(end);
        row["generator"] = counters::generator(&result, manner.threads, cores, throttled);
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
            tail: TAIL,
            timeout: TIMEOUT,
            cpus: match self.cores {
                Cores::Shared => None,
                Cores::Apart { generator } => Some(generator.to_vec()),
            },
        }
    }
}

/// The busy one is read last at the begin and first at the end, so that its window is the tightest.
fn look(edge: Edge, probe: &mut Probe, busy: &str, idle: Option<&str>) -> (Look, Readings) {
    let called = Instant::now();
    let read_idle = |probe: &mut Probe| idle.map(|idle| probe.read(idle));
    if edge == Edge::Begin {
        let idle = read_idle(probe);
        let tasks = probe.node_tasks();
        let look = Look::now();
        let busy = probe.read(busy);
        let took = called.elapsed();
        return (
            look,
            Readings {
                tasks,
                idle,
                busy,
                took,
            },
        );
    }
    let busy = probe.read(busy);
    let took = called.elapsed();
    let look = Look::now();
    let tasks = probe.node_tasks();
    let idle = read_idle(probe);
    (
        look,
        Readings {
            tasks,
            idle,
            busy,
            took,
        },
    )
}

/// What the busy one used in the window. Read after the load had ended, it would be too little.
fn subject(from: &Readings, to: &Readings, seconds: f64, in_time: bool) -> Value {
    match (&from.busy, &to.busy) {
        (Ok(_), Ok(_)) if !in_time => json!({ "reason": "read after the load had ended" }),
        (Ok(from), Ok(to)) => json!({
            "cpuSeconds": from.cpu.over(to.cpu, seconds),
            "readSeconds": to.cpu.at - from.cpu.at,
            "periods": to.periods - from.periods,
            "throttledPeriods": to.throttled_periods - from.throttled_periods,
            "throttledSeconds": to.throttled_seconds - from.throttled_seconds,
            "workingSetBytes": to.working_set_bytes,
        }),
        (Err(reason), _) | (_, Err(reason)) => json!({ "reason": reason }),
    }
}

fn idle_cpu(from: &Readings, to: &Readings, seconds: f64) -> Option<f64> {
    match (&from.idle, &to.idle) {
        (Some(from), Some(to)) => {
            Some(from.as_ref().ok()?.cpu.over(to.as_ref().ok()?.cpu, seconds))
        }
        _ => Some(0.0),
    }
}
