//! One of the two servers, as a set of processes in a container of the own pod.

use super::plan::ArmPlan;
use super::processes;
use crate::failure::{self, Failure};
use crate::load::probe::{self, Answer};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

/// Longest wait for a server that the kubelet has seen answering already.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(200);
pub const TIMEOUT: Duration = Duration::from_secs(5);

pub struct Arm {
    pub plan: ArmPlan,
    pub address: SocketAddr,
    /// The answer of its path to which all later ones are held.
    pub answer: Answer,
    pub container: String,
    first_process: (i32, u64),
}

impl Arm {
    /// Waits until the server answers, and finds its processes.
    pub fn find(plan: &ArmPlan) -> Result<Arm, Failure> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, plan.port));
        let name = &plan.name;
        let answer = wait(address, &host(address), plan.path(), PATIENCE).map_err(|reason| {
            Failure::new(
                failure::TARGET,
                format!("{name} gives no good answer: {reason}"),
            )
        })?;
        let first = first_process(name).ok_or_else(|| {
            let reason = format!(
                "no process has TARE_ARM={name}: the pod must share its process namespace, and every \
                 container must have the same user"
            );
            Failure::new(failure::TARGET, reason)
        })?;
        let container = processes::container_of(first.0).ok_or_else(|| {
            let reason = format!("the cgroups of process {} name no container", first.0);
            Failure::new(failure::TARGET, reason)
        })?;
        Ok(Arm {
            plan: plan.clone(),
            address,
            answer,
            container,
            first_process: first,
        })
    }

    pub fn name(&self) -> &str {
        &self.plan.name
    }

    pub fn host(&self) -> String {
        host(self.address)
    }

    pub fn stop(&self) {
        processes::stop(&processes::of_arm(self.name()));
    }

    pub fn wake(&self) {
        processes::wake(&processes::of_arm(self.name()));
    }

    pub fn pin(&self, cores: &[usize]) {
        processes::pin(&processes::of_arm(self.name()), cores);
    }

    /// Whether the server was started anew since it was found.
    pub fn restarted(&self) -> bool {
        first_process(self.name()) != Some(self.first_process)
    }
}

fn host(address: SocketAddr) -> String {
    address.to_string()
}

fn first_process(name: &str) -> Option<(i32, u64)> {
    let pid = *processes::of_arm(name).first()?;
    Some((pid, processes::start_of(pid)))
}

fn wait(address: SocketAddr, host: &str, path: &str, patience: Duration) -> Result<Answer, String> {
    let end = Instant::now() + patience;
    loop {
        let reason = match probe::ask(address, host, path, TIMEOUT) {
            Ok(answer) if answer.status == 200 => return Ok(answer),
            Ok(answer) => format!("it answers {}", answer.status),
            Err(error) => error.to_string(),
        };
        if Instant::now() > end {
            return Err(reason);
        }
        std::thread::sleep(PAUSE);
    }
}
