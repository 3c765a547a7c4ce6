//! Makes pods and takes them away, by way of the API server.

use super::pod_state::{Running, State, state};
use crate::failure::{self, Failure};
use kubeapi::{ApiError, ApiServer};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// The longest that a pod may take until it is ready.
pub const READY: Duration = Duration::from_secs(60);
/// After which a node that has no room for it will have none: one that goes frees its room sooner.
const PLACED: Duration = Duration::from_secs(20);
/// The longest that a pod may take to be gone.
const GONE: Duration = Duration::from_secs(60);
/// Between two looks at a pod: each is a TLS handshake, and nobody is measured meanwhile.
const LOOK: Duration = Duration::from_millis(250);

/// The pods of one namespace.
pub trait Pods {
    fn create(&self, pod: &Value) -> Result<Value, ApiError>;
    /// `None` where there is no such pod.
    fn get(&self, name: &str) -> Result<Option<Value>, ApiError>;
    /// One that is not there is deleted already.
    fn delete(&self, name: &str) -> Result<(), ApiError>;
}

#[derive(Clone)]
pub struct ApiPods {
    api: ApiServer,
    collection: String,
}

impl ApiPods {
    pub fn new(api: ApiServer, namespace: &str) -> ApiPods {
        let collection = format!("/api/v1/namespaces/{namespace}/pods");
        ApiPods { api, collection }
    }

    fn ask(
        &self,
        method: &str,
        name: &str,
        body: Option<&Value>,
    ) -> Result<Option<Value>, ApiError> {
        match self
            .api
            .request(method, &format!("{}/{name}", self.collection), body)
        {
            Ok(pod) => Ok(Some(pod)),
            Err(error) if error.status == Some(404) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl Pods for ApiPods {
    fn create(&self, pod: &Value) -> Result<Value, ApiError> {
        self.api.request("POST", &self.collection, Some(pod))
    }

    fn get(&self, name: &str) -> Result<Option<Value>, ApiError> {
        self.ask("GET", name, None)
    }

    fn delete(&self, name: &str) -> Result<(), ApiError> {
        let options =
            json!({ "apiVersion": "v1", "kind": "DeleteOptions", "gracePeriodSeconds": 1 });
        self.ask("DELETE", name, Some(&options)).map(drop)
    }
}

/// What came of a pod that was to start.
#[derive(Debug, PartialEq)]
pub enum Started {
    Running(Running),
    /// There is no room for it on this node, and why. That is an answer and no failure: the same pod
    /// would find none the next time either.
    Unplaced(String),
}

/// Creates a pod and waits until it is ready.
pub fn start(
    pods: &impl Pods,
    pod: &Value,
    port: u16,
    sleep: impl Fn(Duration),
) -> Result<Started, Failure> {
    let name = pod["metadata"]["name"].as_str().unwrap_or_default();
    pods.create(pod).map_err(|error| unusable(name, error))?;
    let begin = Instant::now();
    loop {
        sleep(LOOK);
        let reason = match pods.get(name).map(|pod| pod.map(|pod| state(&pod, port))) {
            Ok(Some(State::Ready(running))) => return Ok(Started::Running(running)),
            Ok(Some(State::Unplaced(reason))) if begin.elapsed() > PLACED => {
                return Ok(Started::Unplaced(reason));
            }
            Ok(Some(State::Ended(reason))) => return Err(never_ready(name, &reason)),
            Ok(Some(State::Waiting(reason) | State::Unplaced(reason))) => reason,
            Ok(None) => return Err(never_ready(name, "somebody has deleted it")),
            Err(error) => error.reason,
        };
        if begin.elapsed() > READY {
            let seconds = READY.as_secs();
            return Err(never_ready(name, &format!("{reason}, after {seconds} s")));
        }
    }
}

/// Deletes a pod and waits until it is gone; where there is none, nothing is waited for.
pub fn remove(pods: &impl Pods, name: &str, sleep: impl Fn(Duration)) -> Result<(), Failure> {
    let begin = Instant::now();
    pods.delete(name).map_err(|error| unusable(name, error))?;
    loop {
        let reason = match pods.get(name) {
            Ok(None) => return Ok(()),
            Ok(Some(_)) => "it is still there".to_string(),
            Err(error) => error.reason,
        };
        if begin.elapsed() > GONE {
            let seconds = GONE.as_secs();
            let reason = format!("pod {name} does not go: {reason}, after {seconds} s");
            return Err(Failure::new(failure::TARGET, reason));
        }
        sleep(LOOK);
    }
}

fn never_ready(name: &str, reason: &str) -> Failure {
    Failure::new(
        failure::TARGET,
        format!("pod {name} is not ready: {reason}"),
    )
}

fn unusable(name: &str, error: ApiError) -> Failure {
    let hint = match error.status {
        Some(401 | 403) => {
            ": the account of the load generator needs create, get and delete on pods of that \
             namespace, whose Pod Security must let the pod in"
        }
        _ => "",
    };
    let reason = format!(
        "pod {name} cannot be made or removed: {}{hint}",
        error.reason
    );
    Failure::new(failure::TARGET, reason)
}

#[cfg(test)]
mod tests;
