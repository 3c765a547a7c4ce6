//! What every server written in Rust shares: its settings, the socket options, the way it stops.

pub mod drain;
#[cfg(feature = "tokio")]
pub mod pool;
pub mod routes;
#[cfg(feature = "tokio")]
pub mod runtime;
pub mod settings;
pub mod signals;
pub mod sockets;
pub mod upstream;

/// Exit code of a server that was given a setting it cannot honour (EX_CONFIG of sysexits.h).
pub const EXIT_SETTING: i32 = 78;
