//! Stopping without losing a request, for frameworks that keep their connections to themselves.

use crate::sockets::{Activity, activity, connections};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Longest time from SIGTERM to the end; less than the 30 seconds Kubernetes grants by default.
pub const DRAIN_LIMIT: Duration = Duration::from_secs(20);
/// How often a draining server looks whether it is done.
pub const DRAIN_STEP: Duration = Duration::from_millis(10);

/// Why a server ends that `DRAIN_LIMIT` was too short for.
pub const CUT_OFF: &str = "requests were cut off after 20 seconds of waiting for them";

/// Silence after which a connection counts as idle.
const IDLE_MILLIS: u32 = 100;

static DRAINING: AtomicBool = AtomicBool::new(false);
static RUNNING: AtomicUsize = AtomicUsize::new(0);

/// From now on answers say `Connection: close` and GET /readyz says 503.
pub fn start() {
    DRAINING.store(true, Ordering::SeqCst);
}

/// Whether the server is on its way out.
pub fn draining() -> bool {
    DRAINING.load(Ordering::Relaxed)
}

/// Counts one request from here until it is dropped.
pub struct Running(());

impl Running {
    pub fn enter() -> Running {
        RUNNING.fetch_add(1, Ordering::SeqCst);
        Running(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Ends idle connections of the server on `port`; true when none is left and no request runs.
///
/// A request that the framework still reads is seen only by the kernel: such a connection has
/// received something since it last sent. An idle one gets an end of input, which every framework
/// takes as the client's goodbye; a busy one gets its `Connection: close` with the next answer.
pub fn settled(port: u16) -> bool {
    let open = connections(port);
    for fd in &open {
        if activity(*fd).is_some_and(|one| idle(&one)) {
            // SAFETY: a shutdown of a socket that is just being closed is an error, nothing more.
            unsafe { libc::shutdown(*fd, libc::SHUT_RD) };
        }
    }
    open.is_empty() && RUNNING.load(Ordering::SeqCst) == 0
}

/// The times are too coarse to tell a first request from the opening of its connection.
fn idle(one: &Activity) -> bool {
    let first_request = one.segments_in > 0 && one.segments_out == 0;
    let waiting = one.since_received >= one.since_sent;
    waiting && !first_request && one.since_received >= IDLE_MILLIS
}
