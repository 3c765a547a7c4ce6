//! One session: two servers in one pod, measured by turns.
//!
//! The log is the only way out: the result is printed with its checksum, and a session that fails says
//! why in one sentence and ends with a code of its own.

mod arm;
mod counters;
mod document;
mod held;
mod input;
mod order;
mod phases;
mod plan;
mod probe;
mod processes;
mod slice;
mod verify;

use crate::envelope;
use input::Input;
pub use processes::wake_all;
use std::process::ExitCode;

/// Makes the session that the environment describes and prints its result.
pub fn main() -> ExitCode {
    let outcome = Input::from_environment(|name| std::env::var(name).ok())
        .and_then(|input| document::make(&input));
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
