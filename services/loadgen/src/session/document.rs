//! The result document of a session, as report/rawResult.ts reads it.

use super::arm::Arm;
use super::input::Input;
use super::phases::{self, Found};
use super::plan::{ArmPlan, Blocks, PeakOf, Plan};
use super::verify;
use crate::failure::Failure;
use crate::lease;
use crate::machine;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// Makes the whole session, alone on the cluster where a Lease is named.
pub fn make(input: &Input) -> Result<Value, Failure> {
    lease::alone(input.lease.as_deref(), &input.tokens, || measure(input))
}

fn measure(input: &Input) -> Result<Value, Failure> {
    let [yardstick, subject] = &input.arms;
    println!(
        "loadgen: waiting for {} and {}",
        yardstick.name, subject.name
    );
    let arms = [Arm::find(yardstick)?, Arm::find(subject)?];
    let started = now();
    let verify: Vec<Value> = arms
        .iter()
        .flat_map(|arm| match arm.plan.path {
            None => verify::contract(&arm.server),
            Some(_) => vec![verify::as_long_as(&arms[0].server, &arm.server)],
        })
        .collect();
    let Found {
        effective,
        idle,
        baseline,
        slices,
        article,
    } = phases::run(input, &arms)?;
    let restarted: Vec<&str> = arms
        .iter()
        .filter(|arm| arm.restarted())
        .map(Arm::name)
        .collect();
    Ok(json!({
        "schema": "tare-result/2",
        "experiment": input.experiment,
        "subject": subject.name,
        "startedSeconds": started,
        "arms": arms.iter().map(arm_document).collect::<Vec<_>>(),
        "plan": plan_document(&input.plan),
        "verify": verify,
        "effective": effective,
        "idle": idle,
        "baseline": baseline,
        "slices": slices,
        "article": article,
        "restarted": restarted,
        "machine": machine::document(),
    }))
}

fn arm_document(arm: &Arm) -> Value {
    let ArmPlan {
        name,
        image,
        settings,
        calls,
        ..
    } = &arm.plan;
    json!({ "name": name, "image": image, "settings": settings, "path": arm.plan.path(), "calls": calls })
}

fn plan_document(plan: &Plan) -> Value {
    let blocks = |part: Blocks| json!({ "blocks": part.blocks, "sliceMillis": part.slice * 1e3 });
    let mut cost = blocks(plan.cost);
    cost["rate"] = json!(plan.cost_rate);
    let mut latency = blocks(plan.latency);
    latency["load"] = json!(plan.latency_load);
    latency["peak"] = json!(match plan.latency_peak {
        PeakOf::Own => "own",
        PeakOf::Yardstick => "yardstick",
    });
    json!({
        "connections": plan.connections,
        "threads": plan.threads,
        "seed": plan.seed,
        "settleMillis": plan.settle * 1e3,
        "warmupSeconds": plan.warmup,
        "peak": blocks(plan.peak),
        "cost": cost,
        "latency": latency,
        "article": { "seconds": plan.article_seconds },
    })
}

/// Seconds since 1970.
pub fn now() -> f64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0.0, |since| since.as_secs_f64())
}
