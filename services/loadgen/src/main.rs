//! The load generator. Without an argument it makes the session that its environment describes;
//! `loadgen load` is the load alone.

mod envelope;
mod failure;
mod lease;
mod load;
mod machine;
mod session;
mod target;
mod wrk;

use std::process::ExitCode;

fn main() -> ExitCode {
    end_on_signals();
    match std::env::args().nth(1).as_deref() {
        Some("load") => load::main(),
        _ => session::main(),
    }
}

/// The first process of a container ignores signals it has no handler for.
fn end_on_signals() {
    extern "C" fn end(_: libc::c_int) {
        session::wake_all();
        // SAFETY: _exit is one of the few calls that a signal handler may make.
        unsafe { libc::_exit(143) }
    }
    // SAFETY: the handler makes only calls that a handler may make.
    unsafe {
        libc::signal(libc::SIGTERM, end as *const () as libc::sighandler_t);
        libc::signal(libc::SIGINT, end as *const () as libc::sighandler_t);
    }
}
