//! Against a Lease in memory, with the versions of a real one.

use super::*;
use serde_json::json;
use std::cell::Cell;
use std::sync::{Arc, Mutex};

/// One Lease, kept as the API server would.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    lease: Option<Value>,
    version: u64,
    failing: bool,
    /// Somebody else writes between the next reading and the next writing.
    overtaken_by: Option<String>,
}

impl Memory {
    pub fn fail(&self, failing: bool) {
        self.0.lock().unwrap().failing = failing;
    }

    pub fn overtake(&self, other: &str) {
        self.0.lock().unwrap().overtaken_by = Some(other.to_string());
    }
}

fn error(status: u16) -> ApiError {
    ApiError {
        status: Some(status),
        reason: format!("the API server answers {status}"),
    }
}

impl State {
    fn write(&mut self, lease: &Value) -> Value {
        self.version += 1;
        let mut written = lease.clone();
        written["metadata"]["resourceVersion"] = json!(self.version.to_string());
        self.lease = Some(written.clone());
        written
    }

    fn overtaken(&mut self) {
        if let Some(other) = self.overtaken_by.take() {
            self.write(&document::new("measurement", &other));
        }
    }
}

impl Store for Memory {
    fn name(&self) -> &str {
        "measurement"
    }

    fn get(&self) -> Result<Option<Value>, ApiError> {
        let state = self.0.lock().unwrap();
        match state.failing {
            true => Err(error(500)),
            false => Ok(state.lease.clone()),
        }
    }

    fn create(&self, lease: &Value) -> Result<Value, ApiError> {
        let mut state = self.0.lock().unwrap();
        state.overtaken();
        match state.lease {
            Some(_) => Err(error(409)),
            None => Ok(state.write(lease)),
        }
    }

    fn replace(&self, lease: &Value) -> Result<Value, ApiError> {
        let mut state = self.0.lock().unwrap();
        state.overtaken();
        let current = state
            .lease
            .as_ref()
            .map(|one| &one["metadata"]["resourceVersion"]);
        match current == Some(&lease["metadata"]["resourceVersion"]) {
            true => Ok(state.write(lease)),
            false => Err(error(409)),
        }
    }
}

fn holder_of(memory: &Memory) -> Option<String> {
    let lease = memory.get().unwrap()?;
    document::holder(&lease).map(str::to_string)
}

fn looked(memory: &Memory, waiting: &mut Waiting, later: Duration) -> Look {
    let now = waiting.begin + later;
    look(memory, "me", waiting, now).unwrap()
}

#[test]
fn the_first_one_makes_the_lease() {
    let memory = Memory::default();

    assert_eq!(
        looked(&memory, &mut Waiting::new(), Duration::ZERO),
        Look::Acquired
    );
    assert_eq!(holder_of(&memory).as_deref(), Some("me"));
}

#[test]
fn a_lease_that_was_let_go_is_free() {
    let memory = Memory::default();
    let lease = memory
        .create(&document::new("measurement", "other"))
        .unwrap();
    memory.replace(&document::released(lease)).unwrap();

    assert_eq!(
        looked(&memory, &mut Waiting::new(), Duration::ZERO),
        Look::Acquired
    );
}

#[test]
fn one_that_is_renewed_is_waited_for_however_long_that_takes() {
    let memory = Memory::default();
    let mut lease = memory
        .create(&document::new("measurement", "other"))
        .unwrap();
    let mut waiting = Waiting::new();

    for seconds in (0..60).step_by(5) {
        let seen = looked(&memory, &mut waiting, Duration::from_secs(seconds));
        assert_eq!(seen, Look::HeldBy("other".into()));
        lease = memory.replace(&document::renewed(lease)).unwrap();
    }
}

#[test]
fn one_that_nobody_renews_is_taken_over_after_its_duration_and_not_before() {
    let memory = Memory::default();
    memory
        .create(&document::new("measurement", "dead"))
        .unwrap();
    let mut waiting = Waiting::new();
    let dead = Look::HeldBy("dead".into());

    assert_eq!(looked(&memory, &mut waiting, Duration::ZERO), dead);
    let almost = DURATION - Duration::from_millis(1);
    assert_eq!(looked(&memory, &mut waiting, almost), dead);
    assert_eq!(looked(&memory, &mut waiting, DURATION), Look::Acquired);
    assert_eq!(holder_of(&memory).as_deref(), Some("me"));
}

#[test]
fn whoever_was_overtaken_looks_again() {
    let memory = Memory::default();
    memory.overtake("quicker");
    let mut waiting = Waiting::new();

    assert_eq!(looked(&memory, &mut waiting, Duration::ZERO), Look::Again);
    let seen = looked(&memory, &mut waiting, Duration::ZERO);
    assert_eq!(seen, Look::HeldBy("quicker".into()));
}

#[test]
fn waiting_ends_when_the_holder_lets_go() {
    let memory = Memory::default();
    let lease = memory
        .create(&document::new("measurement", "other"))
        .unwrap();
    let let_go = |_| {
        memory.replace(&document::released(lease.clone())).unwrap();
    };

    acquire(&memory, "me", &mut Waiting::new(), let_go).unwrap();

    assert_eq!(holder_of(&memory).as_deref(), Some("me"));
}

#[test]
fn an_account_without_the_right_is_told_which_it_needs() {
    assert!(
        unusable(error(403))
            .reason
            .contains("needs get, create and update")
    );
    assert!(!Waiting::new().may_pass(&error(403)));
}

#[test]
fn an_api_server_that_is_away_for_a_while_is_waited_for() {
    let memory = Memory::default();
    memory.fail(true);
    let looks = Cell::new(0);
    let comes_back = |_| {
        looks.set(looks.get() + 1);
        memory.fail(looks.get() < 3);
    };

    acquire(&memory, "me", &mut Waiting::new(), comes_back).unwrap();

    assert_eq!(
        (looks.get(), holder_of(&memory).as_deref()),
        (3, Some("me"))
    );
}

#[test]
fn an_api_server_that_stays_away_is_a_failure() {
    let memory = Memory::default();
    memory.fail(true);

    let failure = acquire(&memory, "me", &mut Waiting::new(), |_| {}).unwrap_err();

    assert_eq!(failure.code, failure::LEASE);
    assert_eq!(failure.reason, "the API server answers 500");
}
