//! Against pods in memory, and one question each against a server of TLS.

use super::*;
use kubeapi::testing::{Account, CA, serve};
use std::cell::{Cell, RefCell};

/// One pod that is ready at the second look, and gone at the second look after its deletion.
#[derive(Default)]
struct Memory {
    asked: RefCell<Vec<String>>,
    looks: Cell<Option<u32>>,
    going: Cell<bool>,
    phase: &'static str,
}

impl Pods for Memory {
    fn create(&self, pod: &Value) -> Result<Value, ApiError> {
        self.asked.borrow_mut().push("create".into());
        self.looks.set(Some(0));
        Ok(pod.clone())
    }

    fn get(&self, name: &str) -> Result<Option<Value>, ApiError> {
        let Some(count) = self.looks.get() else {
            return Ok(None);
        };
        let stays = !self.going.get() || count == 0;
        self.looks.set(stays.then_some(count + 1));
        let ready = if count > 0 { "True" } else { "False" };
        Ok(Some(json!({
            "metadata": { "name": name, "uid": "u" },
            "status": {
                "phase": self.phase,
                "podIP": "10.0.0.1",
                "conditions": [{ "type": "Ready", "status": ready }],
                "containerStatuses": [{ "containerID": "containerd://c" }],
            },
        })))
    }

    fn delete(&self, name: &str) -> Result<(), ApiError> {
        self.asked.borrow_mut().push(format!("delete {name}"));
        self.going.set(true);
        self.looks.set(self.looks.get().map(|_| 0));
        Ok(())
    }
}

fn pod() -> Value {
    json!({ "metadata": { "name": "x-shared" } })
}

#[test]
fn a_pod_is_waited_for_until_it_is_ready_and_until_it_is_gone() {
    let pods = Memory {
        phase: "Running",
        ..Memory::default()
    };

    let Started::Running(running) = start(&pods, &pod(), 8080, |_| {}).unwrap() else {
        panic!("there is room");
    };
    assert_eq!(
        (running.uid.as_str(), running.container.as_str()),
        ("u", "c")
    );
    remove(&pods, "x-shared", |_| {}).unwrap();

    assert_eq!(*pods.asked.borrow(), ["create", "delete x-shared"]);
    assert_eq!(pods.get("x-shared"), Ok(None));
}

#[test]
fn one_that_has_ended_is_not_waited_for() {
    let pods = Memory {
        phase: "Failed",
        ..Memory::default()
    };

    let failure = start(&pods, &pod(), 8080, |_| {}).unwrap_err();

    assert_eq!(failure.reason, "pod x-shared is not ready: it has ended");
    assert_eq!(failure.code, failure::TARGET);
}

#[test]
fn an_account_without_the_right_is_told_which_it_needs() {
    let account = Account::new(CA);
    let (address, thread) = serve("HTTP/1.0 403 Forbidden\r\n\r\n{}");
    let pods = ApiPods::new(account.api_server(address), "space");

    let failure = start(&pods, &pod(), 8080, |_| {}).unwrap_err();

    assert!(
        failure
            .reason
            .contains("needs create, get and delete on pods")
    );
    let request = thread.join().unwrap();
    assert!(request.starts_with("POST /api/v1/namespaces/space/pods HTTP/1.0\r\n"));
}

#[test]
fn a_pod_that_is_not_there_is_deleted_already() {
    let account = Account::new(CA);
    let (address, thread) = serve("HTTP/1.0 404 Not Found\r\n\r\n{}");
    let pods = ApiPods::new(account.api_server(address), "space");

    assert_eq!(pods.delete("x-shared"), Ok(()));

    let request = thread.join().unwrap();
    assert!(request.starts_with("DELETE /api/v1/namespaces/space/pods/x-shared HTTP/1.0\r\n"));
    assert!(request.contains("\"gracePeriodSeconds\":1"));
}
