//! Time in nanoseconds of the monotonic clock, and sleeping to a point of it.

/// Nanoseconds since some fixed point in the past.
pub type Nanos = u64;

pub fn now() -> Nanos {
    read(libc::CLOCK_MONOTONIC)
}

/// CPU time that the calling thread has used.
pub fn thread_cpu() -> Nanos {
    read(libc::CLOCK_THREAD_CPUTIME_ID)
}

/// Time that the calling thread was ready to run and had no core; none where the kernel does not tell.
pub fn thread_wait() -> Option<Nanos> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().nth(1)?.parse().ok()
}

fn read(clock: libc::clockid_t) -> Nanos {
    let mut time = timespec(0);
    // SAFETY: the call writes to `time` only; both clocks exist on every Linux.
    unsafe { libc::clock_gettime(clock, &mut time) };
    time.tv_sec as Nanos * 1_000_000_000 + time.tv_nsec as Nanos
}

pub fn timespec(nanos: Nanos) -> libc::timespec {
    libc::timespec {
        tv_sec: (nanos / 1_000_000_000) as libc::time_t,
        tv_nsec: (nanos % 1_000_000_000) as libc::c_long,
    }
}

/// Sleeps until the clock shows `at`; returns at once when it has passed.
pub fn sleep_until(at: Nanos) {
    let time = timespec(at);
    let again = libc::EINTR;
    // SAFETY: `time` lives through the call, which is repeated when a signal cut it short.
    while unsafe {
        libc::clock_nanosleep(
            libc::CLOCK_MONOTONIC,
            libc::TIMER_ABSTIME,
            &time,
            std::ptr::null_mut(),
        )
    } == again
    {}
}

/// How late the kernel may wake the calling thread to save power; 0 is its default, 50 microseconds.
pub fn set_timer_slack(nanos: u64) {
    // SAFETY: a plain system call that concerns the calling thread only.
    unsafe { libc::prctl(libc::PR_SET_TIMERSLACK, nanos as libc::c_ulong) };
}
