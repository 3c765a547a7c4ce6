//! What a run found.

use super::latency;
use super::plan::{LoadPlan, Mode};
use super::tally::{Errors, Sends, Tally};
use super::worker::Report;
use hdrhistogram::Histogram;
use serde_json::{Value, json};
use std::io;
use std::time::Duration;

/// The counts of one run; which sends they count is said at the head of mod.rs.
#[derive(Debug)]
pub struct LoadResult {
    /// Good answers.
    pub requests: u64,
    /// Open loop: slots inside the window, each of which is in `requests` or in `errors`.
    pub planned: Option<u64>,
    pub errors: Errors,
    /// The first error in words.
    pub first_error: Option<String>,
    /// Bytes of the good answers, heads included.
    pub wire_bytes: u64,
    /// Length of the window.
    pub seconds: f64,
    /// Nanoseconds from the send (closed loop) or from the planned instant (open loop).
    pub latency: Histogram<u64>,
    /// Open loop: nanoseconds that sends went out after their instants on free connections. This is
    /// the generator's own part in the latency.
    pub lateness: Histogram<u64>,
    pub served: Served,
    /// CPU time of the generator's threads inside the window.
    pub cpu_seconds: f64,
    /// How long they were ready there and had no core; none where the kernel does not tell.
    pub wait_seconds: Option<f64>,
    /// Connections opened again after the server closed them or after an error.
    pub reopened: u64,
    /// How late the calls at the edges of the window were.
    pub edge_late: [Duration; 2],
}

/// Good answers a connection: far apart when the server does not serve all alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Served {
    pub fewest: u64,
    pub most: u64,
}

impl LoadResult {
    /// Puts the threads' reports together. Counts that do not close are a fault of the generator, and
    /// then there is no result.
    pub fn of(
        plan: &LoadPlan,
        planned: Option<u64>,
        reports: Vec<Report>,
        edge_late: [Duration; 2],
    ) -> io::Result<LoadResult> {
        let mut all = Tally::new();
        let (mut served, mut cpu, mut wait) = (Vec::new(), 0, Some(0));
        for report in reports {
            all.add(report.tally);
            served.extend(report.served);
            cpu += report.cpu;
            wait = wait.zip(report.wait).map(|(sum, one)| sum + one);
        }
        close_counts(planned, &all).map_err(io::Error::other)?;
        Ok(LoadResult {
            requests: all.requests,
            planned,
            errors: all.errors,
            first_error: all.first_error,
            wire_bytes: all.wire_bytes,
            seconds: plan.window.as_secs_f64(),
            latency: all.latency,
            lateness: all.lateness,
            served: Served {
                fewest: served.iter().copied().min().unwrap_or(0),
                most: served.iter().copied().max().unwrap_or(0),
            },
            cpu_seconds: cpu as f64 / 1e9,
            wait_seconds: wait.map(|wait| wait as f64 / 1e9),
            reopened: all.reopened,
            edge_late,
        })
    }

    /// The latencies in a form that can be merged with those of other runs.
    pub fn histogram_base64(&self) -> io::Result<String> {
        latency::to_base64(&self.latency)
    }

    /// The fields of a slice of the result document that the generator knows.
    pub fn to_json(&self, plan: &LoadPlan, with_histogram: bool) -> io::Result<Value> {
        let Errors {
            connect,
            read,
            status,
            body,
            timeout,
        } = self.errors;
        let (kind, rate) = match plan.mode {
            Mode::Closed => ("closed", None),
            Mode::Open { rate } => ("open", Some(rate)),
        };
        let histogram = match with_histogram {
            true => Some(self.histogram_base64()?),
            false => None,
        };
        Ok(json!({
            "loop": kind,
            "connections": plan.connections,
            "rate": rate,
            "seconds": self.seconds,
            "requests": self.requests,
            "planned": self.planned,
            "errors": {
                "connect": connect, "read": read, "status": status, "body": body, "timeout": timeout,
            },
            "firstError": self.first_error,
            "wireBytes": self.wire_bytes,
            "latencyMicros": latency::summary(&self.latency),
            "lateMicros": latency::summary(&self.lateness),
            "histogram": histogram,
            "served": { "fewest": self.served.fewest, "most": self.served.most },
            "generator": { "cpuSeconds": self.cpu_seconds, "waitSeconds": self.wait_seconds },
            "reopened": self.reopened,
            "edgeLateMicros": self.edge_late.map(|late| late.as_nanos() as f64 / 1e3),
        }))
    }
}

/// Every send has one end; every slot of the window is a good answer or an error.
fn close_counts(planned: Option<u64>, all: &Tally) -> Result<(), String> {
    let Sends { sent, good, bad } = all.sends;
    if sent != good + bad {
        return Err(format!(
            "the generator is wrong: {sent} sends, {good} good and {bad} bad ends"
        ));
    }
    let (requests, errors) = (all.requests, all.errors.total() - all.errors.connect);
    match planned {
        Some(planned) if planned != requests + errors => Err(format!(
            "the generator is wrong: {planned} slots, {requests} answers and {errors} errors"
        )),
        _ => Ok(()),
    }
}
