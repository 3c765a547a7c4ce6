//! One server in pods of several specs. They cannot be two arms of one pod, since what differs belongs
//! to the pod; so each variant gets a pod of its own for a while, by turns in blocks of random order.
//!
//! The pods live in a namespace of their own, in which the load generator may create, get and delete
//! pods. They are named after their variant, so that a session finds what a killed one has left.

mod document;
mod input;
mod manifest;
mod plan;
mod pod_state;
mod pods;
mod turns;
mod variant;

use crate::session;
use input::Input;
use std::process::ExitCode;

/// Makes the comparison that the environment describes and prints its result.
pub fn main() -> ExitCode {
    session::end_with(
        Input::from_environment(|name| std::env::var(name).ok())
            .and_then(|input| document::make(&input)),
    )
}
