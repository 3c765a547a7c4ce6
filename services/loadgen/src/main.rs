//! The load generator. Without an argument it makes the session that its environment describes;
//! `loadgen load` is the load alone.

mod envelope;
mod failure;
mod lease;
mod load;
mod machine;
mod session;
mod signals;
mod target;
mod wrk;

use std::process::ExitCode;

fn main() -> ExitCode {
    signals::end_process();
    match std::env::args().nth(1).as_deref() {
        Some("load") => load::main(),
        _ => session::main(),
    }
}
