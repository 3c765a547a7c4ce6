//! One of the two servers, as a set of processes in a container of the own pod.

use super::plan::ArmPlan;
use super::processes;
use super::server::{self, Server};
use crate::failure::{self, Failure};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

/// Longest wait for a server that the kubelet has just started.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Arm {
    pub plan: ArmPlan,
    pub server: Server,
    first_process: (i32, u64),
}

impl Arm {
    /// Waits until the server answers, and finds its processes.
    pub fn find(plan: &ArmPlan) -> Result<Arm, Failure> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, plan.port));
        let name = &plan.name;
        let answer = server::wait(address, plan.path(), PATIENCE).map_err(|reason| {
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
            server: Server {
                name: name.clone(),
                address,
                path: plan.path().into(),
                answer,
                container,
            },
            first_process: first,
        })
    }

    pub fn name(&self) -> &str {
        &self.plan.name
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

fn first_process(name: &str) -> Option<(i32, u64)> {
    let pid = *processes::of_arm(name).first()?;
    Some((pid, processes::start_of(pid)))
}
