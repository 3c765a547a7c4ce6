//! Wakes the controlling thread in time although the threads of the load keep the cores busy.

use super::clock;
use std::mem::zeroed;

/// The scheduler lets a thread that asks for short turns in before one that computes for long.
const SHORT_TURN: u64 = 100_000;

/// The calling thread is woken exactly and lets itself in soon, until this is dropped. Linux 6.12 knows
/// of turns; an older one, or a sandbox that forbids it, leaves the thread as it is, and how late
/// the edges were is in the result.
pub struct Wakeful {
    before: Option<libc::sched_attr>,
}

impl Wakeful {
    pub fn begin() -> Wakeful {
        clock::set_timer_slack(1);
        let before = attributes();
        if let Some(mut short) = attributes() {
            short.sched_runtime = SHORT_TURN;
            set(&short);
        }
        Wakeful { before }
    }
}

impl Drop for Wakeful {
    fn drop(&mut self) {
        clock::set_timer_slack(0);
        if let Some(before) = &self.before {
            set(before);
        }
    }
}

/// None where the thread has no ordinary policy, which is then somebody's intention.
fn attributes() -> Option<libc::sched_attr> {
    // SAFETY: the kernel fills at most `size` bytes of plain numbers.
    let (done, found) = unsafe {
        let mut found: libc::sched_attr = zeroed();
        let size = size_of::<libc::sched_attr>();
        (
            libc::syscall(libc::SYS_sched_getattr, 0, &mut found, size, 0),
            found,
        )
    };
    (done == 0 && found.sched_policy == libc::SCHED_OTHER as u32).then_some(found)
}

fn set(attributes: &libc::sched_attr) {
    // SAFETY: the kernel reads `size` bytes of plain numbers. A refusal changes nothing.
    unsafe { libc::syscall(libc::SYS_sched_setattr, 0, attributes, 0) };
}
