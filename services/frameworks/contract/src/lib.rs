//! What every server written in Rust shares: its settings, the socket options, the way it stops.

pub mod drain;
pub mod routes;
pub mod settings;
pub mod sockets;

/// Exit code of a server that was given a setting it cannot honour (EX_CONFIG of sysexits.h).
pub const EXIT_SETTING: i32 = 78;
