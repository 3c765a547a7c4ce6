//! SIGTERM and SIGINT for servers that are plain threads.

/// The signals that end a server, blocked so that only `wait` takes them.
pub struct Signals(libc::sigset_t);

impl Signals {
    /// To be called before the first thread starts: each one inherits what is blocked.
    pub fn block() -> Signals {
        // SAFETY: a signal set is plain memory that sigemptyset initialises.
        unsafe {
            let mut set = std::mem::zeroed();
            libc::sigemptyset(&mut set);
            libc::sigaddset(&mut set, libc::SIGTERM);
            libc::sigaddset(&mut set, libc::SIGINT);
            libc::pthread_sigmask(libc::SIG_BLOCK, &set, std::ptr::null_mut());
            Signals(set)
        }
    }

    /// Blocks until one of them comes.
    pub fn wait(&self) {
        let mut signal = 0;
        // SAFETY: both pointers are to live values.
        unsafe { libc::sigwait(&self.0, &mut signal) };
    }
}
