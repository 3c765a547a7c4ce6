//! What the API server's document of a pod says of its start.

use serde_json::Value;
use std::net::{IpAddr, SocketAddr};

/// A pod that is ready.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    pub uid: String,
    pub address: SocketAddr,
    /// Id of its one container.
    pub container: String,
}

#[derive(Debug, Clone, PartialEq)]
pub enum State {
    Ready(Running),
    /// Not yet, and what it waits for.
    Waiting(String),
    /// The scheduler finds no place for it on this node, and why.
    Unplaced(String),
    /// It will never be.
    Ended(String),
}

pub fn state(pod: &Value, port: u16) -> State {
    let status = &pod["status"];
    if let Some("Failed" | "Succeeded") = status["phase"].as_str() {
        let ended = &status["containerStatuses"][0]["state"]["terminated"];
        return State::Ended(
            told(status)
                .or(told(ended))
                .unwrap_or("it has ended".into()),
        );
    }
    let bad = condition(status, "PodScheduled").filter(|one| one["status"] == "False");
    if let Some(reason) = bad.and_then(told) {
        return State::Unplaced(reason);
    }
    let ready = condition(status, "Ready").is_some_and(|one| one["status"] == "True");
    match running(pod, port).filter(|_| ready) {
        Some(running) => State::Ready(running),
        None => {
            let waiting = &status["containerStatuses"][0]["state"]["waiting"];
            State::Waiting(told(waiting).unwrap_or("its server does not answer yet".into()))
        }
    }
}

fn condition<'a>(status: &'a Value, kind: &str) -> Option<&'a Value> {
    let all = status["conditions"].as_array()?;
    all.iter().find(|one| one["type"] == kind)
}

fn running(pod: &Value, port: u16) -> Option<Running> {
    let status = &pod["status"];
    let ip: IpAddr = status["podIP"].as_str()?.parse().ok()?;
    let id = status["containerStatuses"][0]["containerID"].as_str()?;
    Some(Running {
        uid: pod["metadata"]["uid"].as_str()?.to_string(),
        address: SocketAddr::from((ip, port)),
        container: id.rsplit_once("//").map_or(id, |(_, id)| id).to_string(),
    })
}

/// `reason: message`, or what of it there is.
fn told(place: &Value) -> Option<String> {
    let parts = [&place["reason"], &place["message"]];
    let texts: Vec<&str> = parts.iter().filter_map(|one| one.as_str()).collect();
    Some(texts.join(": ")).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn pod(status: Value) -> State {
        state(
            &json!({ "metadata": { "uid": "u" }, "status": status }),
            8080,
        )
    }

    #[test]
    fn a_ready_pod_has_an_address_and_a_container() {
        let mut status = json!({
            "phase": "Running",
            "podIP": "10.244.0.7",
            "conditions": [{ "type": "Ready", "status": "True" }],
            "containerStatuses": [{ "containerID": "containerd://0a1b" }],
        });
        let running = Running {
            uid: "u".into(),
            address: "10.244.0.7:8080".parse().unwrap(),
            container: "0a1b".into(),
        };
        assert_eq!(pod(status.clone()), State::Ready(running));

        status["conditions"][0]["status"] = json!("False");
        assert_eq!(
            pod(status),
            State::Waiting("its server does not answer yet".into())
        );
    }

    #[test]
    fn one_that_waits_or_has_ended_says_for_what() {
        let message = "0/1 nodes are available: 1 Insufficient cpu.";
        let condition = json!({ "type": "PodScheduled", "status": "False", "message": message });
        let unplaced = json!({ "phase": "Pending", "conditions": [condition] });
        assert_eq!(pod(unplaced), State::Unplaced(message.into()));

        let waiting = json!({ "waiting": { "reason": "ErrImagePull", "message": "no" } });
        let unpulled = json!({ "containerStatuses": [{ "state": waiting }] });
        assert_eq!(pod(unpulled), State::Waiting("ErrImagePull: no".into()));

        let refused = json!({ "phase": "Failed", "reason": "OutOfcpu" });
        assert_eq!(pod(refused), State::Ended("OutOfcpu".into()));
        let ended = json!({ "terminated": { "reason": "Error" } });
        let ended = json!({ "phase": "Failed", "containerStatuses": [{ "state": ended }] });
        assert_eq!(pod(ended), State::Ended("Error".into()));
    }
}
