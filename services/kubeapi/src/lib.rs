//! What the project's own programs need of the API server: one JSON document, asked for over TLS with
//! the pod's own account. No more than that, so that it costs a small image nothing.

mod api_server;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use api_server::{ApiError, ApiServer};
