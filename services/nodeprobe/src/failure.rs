//! Why there is no answer.

/// A status of HTTP, and a sentence for whoever asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    pub status: u16,
    pub reason: String,
}

impl Failure {
    pub fn new(status: u16, reason: impl Into<String>) -> Failure {
        Failure {
            status,
            reason: reason.into(),
        }
    }

    /// This node cannot tell: a file is missing, or says what nobody expects.
    pub fn unreadable(reason: impl Into<String>) -> Failure {
        Failure::new(500, reason)
    }
}
