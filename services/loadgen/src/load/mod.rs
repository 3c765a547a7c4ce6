//! The load generator: closed and open loop over keep-alive HTTP/1.1, every answer checked.
//!
//! One epoll a thread, one request in flight a connection, two system calls a request, nothing
//! allocated for one. What is counted:
//!
//! - **Closed loop**: an answer that is complete inside the window, with its latency from the send.
//!   The next request follows on the same instant, so a connection is never without one and Little's
//!   law (rate x mean latency = connections) holds unless something went wrong.
//! - **Open loop**: an answer of a send that was *planned* inside the window, whenever it comes, with
//!   its latency from the planned instant. A send whose connection is busy waits for it, without bound,
//!   so a stall of the server is paid by every request that should have gone out meanwhile.
//! - **Errors**, each send at most once: `status` (not the expected one), `body` (not the expected
//!   length, or an answer without a length, as a chunked one is), `read` (the connection broke with a
//!   request in flight), `timeout` (no answer in time; in the open loop also a planned send that could
//!   not even start until the end). `connect` counts attempts to reopen a connection. The closed loop
//!   counts them from the begin of the window on, also while the last answers are waited for.

mod checker;
mod clock;
mod command;
mod connection;
mod exchange;
mod head;
pub mod latency;
mod outcome;
pub mod plan;
mod poller;
pub mod probe;
pub mod result;
pub mod run;
mod schedule;
pub mod tally;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod wakeful;
mod worker;

pub use command::main;
