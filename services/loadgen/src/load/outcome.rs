//! How one send ended.

/// Each send has exactly one.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The expected status and body length.
    Good {
        /// Head and body.
        wire_bytes: u64,
    },
    /// Not good, and why in one sentence.
    Bad { fault: Fault, reason: String },
}

/// The kinds of errors that are counted apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// A connection could not be opened again.
    Connect,
    /// The connection broke while a request was in flight.
    Read,
    /// Another status than expected.
    Status,
    /// Another body length than expected, or none that can be told.
    Body,
    /// No answer in time.
    Timeout,
}

impl Outcome {
    pub fn bad(fault: Fault, reason: impl Into<String>) -> Outcome {
        Outcome::Bad {
            fault,
            reason: reason.into(),
        }
    }
}
