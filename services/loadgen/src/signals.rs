//! The end that a signal asks for.

use crate::session;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

type Action = Box<dyn Fn() + Send + Sync>;

static BEFORE_END: Mutex<Vec<Action>> = Mutex::new(Vec::new());

/// What is to be done before this process ends early; what was given last is done first.
pub fn before_end(action: impl Fn() + Send + Sync + 'static) {
    actions().push(Box::new(action));
}

/// Ends the process at SIGTERM and SIGINT, which the first process of a container would ignore. A
/// thread waits for them, since a handler may do next to nothing. To be called before any other
/// thread is started: they inherit that no signal comes to them.
pub fn end_process() {
    let signals = blocked();
    thread::spawn(move || {
        let mut signal = 0;
        // SAFETY: the set is ours, and the call writes to `signal` alone.
        while unsafe { libc::sigwait(&signals, &mut signal) } != 0 {}
        session::wake_all();
        prepare_end();
        // SAFETY: nothing runs after it.
        unsafe { libc::_exit(128 + signal) }
    });
}

/// Does all that is to be done before an early end.
pub fn prepare_end() {
    actions().iter().rev().for_each(|action| action());
}

fn actions() -> MutexGuard<'static, Vec<Action>> {
    BEFORE_END.lock().unwrap_or_else(PoisonError::into_inner)
}

fn blocked() -> libc::sigset_t {
    // SAFETY: sigset_t is a plain bit set, which sigemptyset makes valid.
    unsafe {
        let mut signals: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut signals);
        libc::sigaddset(&mut signals, libc::SIGTERM);
        libc::sigaddset(&mut signals, libc::SIGINT);
        libc::pthread_sigmask(libc::SIG_BLOCK, &signals, std::ptr::null_mut());
        signals
    }
}
