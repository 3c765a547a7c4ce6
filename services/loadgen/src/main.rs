//! One measurement: waits for the target, warms it up, loads it with wrk, prints one result.
//!
//! The log is the only way out: the result is printed with its checksum, and a run that fails says
//! why in one sentence and ends with a code of its own. `loadgen load` is the load generator alone.

mod envelope;
mod failure;
mod kubelet;
mod load;
mod machine;
mod plan;
mod sampler;
mod subject;
mod target;
mod tls;
mod wrk;

use failure::Failure;
use plan::Plan;
use sampler::Sampler;
use serde_json::{Value, json};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

fn main() -> ExitCode {
    end_on_signals();
    if std::env::args().nth(1).as_deref() == Some("load") {
        return load::main();
    }
    match measure() {
        Ok(document) => {
            print!("{}", envelope::wrap(&document));
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("loadgen: {}", failure.reason);
            ExitCode::from(failure.code)
        }
    }
}

fn measure() -> Result<Value, Failure> {
    let plan = Plan::from_environment(|name| std::env::var(name).ok())?;
    println!("loadgen: waiting for {}", plan.target);
    let answer = target::wait(&plan.target, plan.patience)?;
    let sampler = Sampler::start(&plan);
    println!(
        "loadgen: {} s of warm-up, then {} s of load",
        plan.warmup, plan.duration
    );
    if plan.warmup > 0 {
        wrk::run(&plan, plan.warmup)?;
    }
    let machine_before = machine::counters();
    let start = now();
    let load = wrk::run(&plan, plan.duration)?;
    let end = now();
    let machine_after = machine::counters();
    let samples = sampler.finish();
    println!("{}", load.text());
    Ok(json!({
        "schema": "tare-result/1",
        "subject": { "name": plan.subject, "image": plan.subject_image },
        "target": { "url": plan.target.to_string(), "answer": answer.document() },
        "plan": {
            "connections": plan.connections,
            "threads": plan.threads,
            "warmupSeconds": plan.warmup,
            "durationSeconds": plan.duration,
        },
        "window": { "startSeconds": start, "endSeconds": end },
        "wrk": load.document(),
        "generator": machine::generator(&plan, &load),
        "subjectUse": subject::document(&samples, start, end),
        "machine": machine::document(&machine_before, &machine_after, end - start),
    }))
}

/// Seconds since 1970, as the kubelet stamps its samples.
fn now() -> f64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0.0, |since| since.as_secs_f64())
}

/// The first process of a container ignores signals it has no handler for.
fn end_on_signals() {
    extern "C" fn end(_: libc::c_int) {
        // SAFETY: _exit is one of the few calls that a signal handler may make.
        unsafe { libc::_exit(143) }
    }
    // SAFETY: the handler only calls _exit. The end of process 1 takes wrk with it.
    unsafe {
        libc::signal(libc::SIGTERM, end as *const () as libc::sighandler_t);
        libc::signal(libc::SIGINT, end as *const () as libc::sighandler_t);
    }
}
