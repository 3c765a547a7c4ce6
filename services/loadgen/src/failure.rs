//! Why there is no result.

/// Something in the environment is missing or wrong (EX_USAGE of sysexits.h).
pub const PLAN: u8 = 64;
/// The target did not answer as it should (EX_UNAVAILABLE).
pub const TARGET: u8 = 69;
/// wrk failed, or did not end in time (EX_SOFTWARE).
pub const WRK: u8 = 70;
/// Somebody else measures, or may have measured at the same time (EX_TEMPFAIL).
pub const LEASE: u8 = 75;

/// A sentence for the log, and the exit code.
#[derive(Debug)]
pub struct Failure {
    pub code: u8,
    pub reason: String,
}

impl Failure {
    pub fn new(code: u8, reason: impl Into<String>) -> Failure {
        Failure {
            code,
            reason: reason.into(),
        }
    }
}
