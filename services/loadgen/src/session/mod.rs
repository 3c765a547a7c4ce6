//! One session: two servers in one pod, measured by turns.
//!
//! The log is the only way out: the result is printed with its checksum, and a session that fails says
//! why in one sentence and ends with a code of its own.

mod arm;
pub mod counters;
mod cpu_time;
mod document;
pub mod environment;
mod held;
mod input;
pub mod order;
mod phases;
mod plan;
pub mod plan_reader;
pub mod probe;
pub mod processes;
mod rates;
pub mod server;
pub mod slice;
pub mod verify;

use crate::envelope;
use crate::failure::Failure;
pub use document::now;
use input::Input;
pub use processes::wake_all;
use serde_json::Value;
use std::process::ExitCode;

/// Makes the session that the environment describes and prints its result.
pub fn main() -> ExitCode {
    end_with(
        Input::from_environment(|name| std::env::var(name).ok())
            .and_then(|input| document::make(&input)),
    )
}

/// Prints a result, or why there is none.
pub fn end_with(outcome: Result<Value, Failure>) -> ExitCode {
    wake_all();
    match outcome {
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
