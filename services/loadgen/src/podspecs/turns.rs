//! Each variant's turn in each block: its pod comes, is asked what its spec came to, is loaded, goes.

use super::input::Input;
use super::manifest::manifest;
use super::pod_state::Running;
use super::pods::{self, Pods, Started};
use super::variant::Variant;
use crate::failure::{self, Failure};
use crate::load::plan::Mode;
use crate::session::server::{self, Server};
use crate::session::slice::{Cores, Slice};
use crate::session::{order, processes, verify};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// For a server that the kubelet has seen answering already.
const PATIENCE: Duration = Duration::from_secs(10);

/// What every server of the contract is asked for under load.
const PATH: &str = "/";

/// What the turns found, each in its own form of the result document.
#[derive(Default)]
pub struct Found {
    pub verify: Vec<Value>,
    /// One a pod: what its spec came to.
    pub pods: Vec<Value>,
    pub slices: Vec<Value>,
    /// The variant that has no room on this node, and why: then nothing more is measured.
    pub unplaced: Option<Value>,
}

pub struct Turns<'a, P> {
    input: &'a Input,
    pods: &'a P,
    /// The cores that this process had at the start.
    allowed: Vec<usize>,
    /// Those of them that a pod was seen to have for itself.
    taken: BTreeSet<usize>,
    found: Found,
}

/// Takes all turns. Whatever happens, no pod stays.
pub fn take(input: &Input, pods: &impl Pods) -> Result<Found, Failure> {
    let mut turns = Turns {
        input,
        pods,
        allowed: processes::allowed_cores(),
        taken: BTreeSet::new(),
        found: Found::default(),
    };
    let count = input.plan.blocks;
    let blocks = order::shuffled(input.plan.seed, count, input.variants.len());
    for (block, order) in blocks.into_iter().enumerate() {
        println!("loadgen: block {} of {count}", block + 1);
        for place in order {
            turns.take(block, &input.variants[place])?;
            if turns.found.unplaced.is_some() {
                return Ok(turns.found);
            }
        }
    }
    Ok(turns.found)
}

impl<P: Pods> Turns<'_, P> {
    fn take(&mut self, block: usize, variant: &Variant) -> Result<(), Failure> {
        let name = self.input.pod_name(variant);
        let begin = Instant::now();
        let started = pods::start(
            self.pods,
            &manifest(self.input, variant),
            variant.port,
            sleep,
        );
        let outcome = started.and_then(|started| match started {
            Started::Running(running) => {
                self.measure(block, variant, &running, begin.elapsed().as_secs_f64())
            }
            Started::Unplaced(reason) => {
                self.found.unplaced = Some(json!({ "arm": variant.name, "reason": reason }));
                Ok(())
            }
        });
        let removed = pods::remove(self.pods, &name, sleep);
        outcome.and(removed)
    }

    fn measure(
        &mut self,
        block: usize,
        variant: &Variant,
        running: &Running,
        ready_seconds: f64,
    ) -> Result<(), Failure> {
        let server = find(variant, running)?;
        if block == 0 {
            self.found.verify.extend(verify::contract(&server));
        }
        let mut probe = self.input.probe(&running.uid);
        let limits = probe.limits(&server.container);
        self.take_note(variant, &limits);
        let generator = generator_cores(&self.allowed, &self.taken, self.input.plan.manner.threads);
        self.found.pods.push(json!({
            "block": block,
            "arm": variant.name,
            "readySeconds": ready_seconds,
            "generatorCpus": generator,
            "effective": limits.unwrap_or_else(|reason| json!({ "reason": reason })),
        }));
        for slice in self.slices(block, &generator) {
            let row = slice.measure(self.input.plan.manner, &mut probe, &server, None);
            let row = row.map_err(|error| {
                let reason = format!(
                    "{} under the load of '{}': {error}",
                    server.name, slice.phase
                );
                Failure::new(failure::TARGET, reason)
            })?;
            self.found.slices.push(row);
        }
        Ok(())
    }

    /// The rate first: it warms the server up for its peak.
    fn slices<'b>(&self, block: usize, generator: &'b [usize]) -> [Slice<'b>; 2] {
        let plan = &self.input.plan;
        let slice = |phase, mode, seconds| Slice {
            phase,
            block,
            mode,
            seconds,
            cores: Cores::Apart { generator },
            histogram: false,
        };
        [
            slice("cost", Mode::Open { rate: plan.rate }, plan.cost),
            slice("peak", Mode::Closed, plan.peak),
        ]
    }

    fn take_note(&mut self, variant: &Variant, limits: &Result<Value, String>) {
        let Ok(limits) = limits else { return };
        if variant.exclusive_cores > 0 {
            let cores = parse_cpus(limits["cpus"].as_str().unwrap_or_default());
            self.taken.extend(cores);
        }
    }
}

fn find(variant: &Variant, running: &Running) -> Result<Server, Failure> {
    let answer = server::wait(running.address, PATH, PATIENCE).map_err(|reason| {
        let reason = format!("{} gives no good answer: {reason}", variant.name);
        Failure::new(failure::TARGET, reason)
    })?;
    Ok(Server {
        name: variant.name.clone(),
        address: running.address,
        path: PATH.into(),
        answer,
        container: running.container.clone(),
    })
}

/// The load runs on the same cores whichever variant is measured: the first ones that no pod has for
/// itself. Where there is none, the first one; what was read back of the pod tells so.
fn generator_cores(allowed: &[usize], taken: &BTreeSet<usize>, threads: usize) -> Vec<usize> {
    let free = allowed.iter().filter(|core| !taken.contains(core));
    let cores: Vec<usize> = free.take(threads).copied().collect();
    match cores.is_empty() {
        true => allowed.iter().take(1).copied().collect(),
        false => cores,
    }
}

/// A list as `0-3,8`; what is none is empty.
fn parse_cpus(text: &str) -> Vec<usize> {
    let range = |part: &str| {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        Some(from.parse::<usize>().ok()?..=to.parse::<usize>().ok()?)
    };
    text.split(',').filter_map(range).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_load_keeps_off_the_cores_that_a_pod_has_for_itself() {
        let taken = |cores: &[usize]| cores.iter().copied().collect::<BTreeSet<_>>();

        assert_eq!(generator_cores(&[0, 1], &taken(&[]), 1), [0]);
        assert_eq!(generator_cores(&[0, 1, 2, 3], &taken(&[1]), 2), [0, 2]);
        assert_eq!(generator_cores(&[0, 1], &taken(&[1]), 2), [0]);
        assert_eq!(generator_cores(&[0], &taken(&[0]), 1), [0]);
    }

    #[test]
    fn a_list_of_cores_is_read_as_the_kernel_writes_it() {
        assert_eq!(parse_cpus("0-2,7"), [0, 1, 2, 7]);
        assert_eq!(parse_cpus("1"), [1]);
        assert!(parse_cpus("").is_empty());
    }
}
