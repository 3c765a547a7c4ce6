//! The load generator. Without an argument it makes the session that its environment describes;
//! `loadgen podspecs` compares one server in pods of several specs; `loadgen load` is the load alone.

mod envelope;
mod failure;
mod lease;
mod load;
mod machine;
mod podspecs;
mod session;
mod signals;
mod target;
mod wrk;

use std::process::ExitCode;

fn main() -> ExitCode {
    signals::end_process();
    match std::env::args().nth(1).as_deref() {
        Some("load") => load::main(),
        Some("podspecs") => podspecs::main(),
        _ => session::main(),
    }
}
