//! Whether a server keeps the contract, before any figure of it is taken.

use super::server::{Server, TIMEOUT};
use crate::load::probe;
use serde_json::{Value, json};

/// Path and bytes of the body.
const PATHS: [(&str, u64); 4] = [
    ("/", 13),
    ("/json", 27),
    ("/bytes/1000", 1000),
    ("/healthz", 3),
];

/// One row a path of the contract: what came, and what is wrong with it.
pub fn contract(server: &Server) -> Vec<Value> {
    PATHS
        .iter()
        .map(|(path, bytes)| row(server, path, *bytes))
        .collect()
}

/// The one row of a service with a path of its own, whose answer must have as many bytes as that of the
/// yardstick.
pub fn as_long_as(yardstick: &Server, server: &Server) -> Value {
    row(server, &server.path, yardstick.answer.body_bytes)
}

fn row(server: &Server, path: &str, bytes: u64) -> Value {
    let answer = probe::ask(server.address, &server.host(), path, TIMEOUT);
    let reason = match &answer {
        Ok(one) if one.status != 200 => Some(format!("it answers {}", one.status)),
        Ok(one) if one.body_bytes != bytes => Some(format!(
            "the body has {} bytes, not {bytes}",
            one.body_bytes
        )),
        Ok(_) => None,
        Err(error) => Some(error.to_string()),
    };
    let answer = answer.ok();
    json!({
        "arm": server.name,
        "path": path,
        "ok": reason.is_none(),
        "status": answer.map(|one| one.status),
        "bodyBytes": answer.map(|one| one.body_bytes),
        "wireBytes": answer.map(|one| one.wire_bytes),
        "reason": reason,
    })
}
