//! What one thread counts, and the sum of all threads.

use super::latency;
use super::outcome::{Fault, Outcome};
use hdrhistogram::Histogram;

/// Errors by kind.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Errors {
    pub connect: u64,
    pub read: u64,
    pub status: u64,
    pub body: u64,
    pub timeout: u64,
}

impl Errors {
    pub fn total(&self) -> u64 {
        self.connect + self.read + self.status + self.body + self.timeout
    }

    pub fn add(&mut self, fault: Fault, count: u64) {
        let counter = match fault {
            Fault::Connect => &mut self.connect,
            Fault::Read => &mut self.read,
            Fault::Status => &mut self.status,
            Fault::Body => &mut self.body,
            Fault::Timeout => &mut self.timeout,
        };
        *counter += count;
    }
}

/// Every send of a run, settling and last answers included: they must add up.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Sends {
    pub sent: u64,
    pub good: u64,
    pub bad: u64,
}

#[derive(Debug)]
pub struct Tally {
    /// Good answers of the window.
    pub requests: u64,
    /// Bytes of those answers, heads included.
    pub wire_bytes: u64,
    pub latency: Histogram<u64>,
    /// Open loop: how long after its instant a request went out although its connection was free.
    pub lateness: Histogram<u64>,
    pub errors: Errors,
    pub sends: Sends,
    /// Connections that were opened again.
    pub reopened: u64,
    /// The first error in words.
    pub first_error: Option<String>,
}

impl Tally {
    pub fn new() -> Tally {
        Tally {
            requests: 0,
            wire_bytes: 0,
            latency: latency::histogram(),
            lateness: latency::histogram(),
            errors: Errors::default(),
            sends: Sends::default(),
            reopened: 0,
            first_error: None,
        }
    }

    /// An error that belongs to no send.
    pub fn fault(&mut self, fault: Fault, count: u64, reason: impl Into<String>) {
        self.errors.add(fault, count);
        if count > 0 && self.first_error.is_none() {
            self.first_error = Some(reason.into());
        }
    }

    /// The end of a send, which is counted when `inside` the window. True for a good one inside.
    #[inline]
    pub fn end(&mut self, outcome: Outcome, latency: u64, inside: bool) -> bool {
        match outcome {
            Outcome::Good { wire_bytes } => {
                self.sends.good += 1;
                if inside {
                    self.requests += 1;
                    self.wire_bytes += wire_bytes;
                    self.latency.saturating_record(latency);
                }
                inside
            }
            Outcome::Bad { fault, reason } => {
                self.sends.bad += 1;
                if inside {
                    self.fault(fault, 1, reason);
                }
                false
            }
        }
    }

    pub fn add(&mut self, other: Tally) {
        self.requests += other.requests;
        self.wire_bytes += other.wire_bytes;
        // All histograms have the same bounds, so adding cannot fail.
        let _ = self.latency.add(&other.latency);
        let _ = self.lateness.add(&other.lateness);
        let Errors {
            connect,
            read,
            status,
            body,
            timeout,
        } = other.errors;
        for (fault, count) in [
            (Fault::Connect, connect),
            (Fault::Read, read),
            (Fault::Status, status),
            (Fault::Body, body),
            (Fault::Timeout, timeout),
        ] {
            self.errors.add(fault, count);
        }
        self.sends.sent += other.sends.sent;
        self.sends.good += other.sends.good;
        self.sends.bad += other.sends.bad;
        self.reopened += other.reopened;
        self.first_error = self.first_error.take().or(other.first_error);
    }
}
