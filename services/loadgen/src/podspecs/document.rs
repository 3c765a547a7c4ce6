//! The result document of a comparison of pods, as report/podSpecs/rawPodSpecs.ts reads it.

use super::input::Input;
use super::plan::Plan;
use super::pods::{self, ApiPods, Pods};
use super::turns::{self, Found};
use super::variant::Variant;
use crate::failure::{self, Failure};
use crate::session::{counters, now};
use crate::{lease, machine, signals};
use kubeapi::ApiServer;
use serde_json::{Value, json};
use std::thread::sleep;

/// Makes the whole comparison, alone on the cluster where a Lease is named.
pub fn make(input: &Input) -> Result<Value, Failure> {
    lease::alone(input.lease.as_deref(), &input.tokens, || measure(input))
}

fn measure(input: &Input) -> Result<Value, Failure> {
    let api = ApiServer::from_environment(|name| std::env::var(name).ok())
        .map_err(|reason| Failure::new(failure::PLAN, reason))?
        .with_account(&input.tokens);
    let pods = ApiPods::new(api, &input.namespace);
    let names: Vec<String> = input
        .variants
        .iter()
        .map(|one| input.pod_name(one))
        .collect();
    let (kept, own) = (pods.clone(), names.clone());
    signals::before_end(move || {
        for name in &own {
            // What cannot be deleted now ends by itself, and the next session removes it.
            let _ = kept.delete(name);
        }
    });
    for name in &names {
        pods::remove(&pods, name, sleep)?;
    }
    let started = now();
    // What is asked of the whole machine is of no pod.
    let baseline = counters::baseline(&mut input.probe(""));
    let Found {
        verify,
        pods,
        slices,
        unplaced,
    } = turns::take(input, &pods)?;
    Ok(json!({
        "schema": "tare-podspecs/1",
        "experiment": input.experiment,
        "subject": input.subject,
        "server": input.server,
        "startedSeconds": started,
        "variants": input.variants.iter().map(Variant::document).collect::<Vec<_>>(),
        "plan": plan_document(&input.plan),
        "verify": verify,
        "baseline": baseline,
        "pods": pods,
        "slices": slices,
        "unplaced": unplaced,
        "machine": machine::document(),
    }))
}

fn plan_document(plan: &Plan) -> Value {
    json!({
        "connections": plan.manner.connections,
        "threads": plan.manner.threads,
        "seed": plan.seed,
        "settleMillis": plan.manner.settle * 1e3,
        "blocks": plan.blocks,
        "cost": { "sliceMillis": plan.cost * 1e3, "rate": plan.rate },
        "peak": { "sliceMillis": plan.peak * 1e3 },
    })
}
