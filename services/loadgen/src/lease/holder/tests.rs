//! Against a Lease in memory.

use super::super::tests::Memory;
use super::*;
use std::sync::mpsc::channel;

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(1);

fn held_by(holder: &str) -> Memory {
    let memory = Memory::default();
    memory
        .create(&document::new("measurement", holder))
        .unwrap();
    memory
}

fn holder_of(memory: &Memory) -> Option<String> {
    let lease = memory.get().unwrap()?;
    document::holder(&lease).map(String::from)
}

fn taken_over(memory: &Memory, other: &str) {
    let lease = memory.get().unwrap().unwrap();
    memory.replace(&document::taken_by(lease, other)).unwrap();
}

#[test]
fn a_renewal_changes_the_time_alone() {
    let memory = held_by("a");
    let before = memory.get().unwrap().unwrap();

    assert_eq!(renew(&memory, "a"), Ok(()));

    let after = memory.get().unwrap().unwrap();
    let without_time = |lease: &Value| {
        let mut spec = lease["spec"].clone();
        spec["renewTime"] = Value::Null;
        spec
    };
    assert_eq!(without_time(&before), without_time(&after));
    assert_ne!(before["metadata"], after["metadata"]);
}

#[test]
fn a_lease_in_other_hands_is_lost() {
    let other = Lost::Hands("b has taken it over".into());
    assert_eq!(renew(&held_by("b"), "a"), Err(other));
    let deleted = Lost::Hands("somebody has deleted it".into());
    assert_eq!(renew(&Memory::default(), "a"), Err(deleted));
    let away = held_by("a");
    away.fail(true);
    assert!(matches!(renew(&away, "a"), Err(Lost::Touch(_))));
}

#[test]
fn letting_go_frees_it_for_the_next() {
    let memory = held_by("a");
    let held = Held::renew(memory.clone(), "a".into(), LONG, |_| {});

    held.let_go().unwrap();

    assert_eq!(holder_of(&memory), None);
}

#[test]
fn a_loss_is_told_at_once_and_again_at_the_end() {
    let memory = held_by("a");
    let (told, heard) = channel();
    let held = Held::renew(memory.clone(), "a".into(), SHORT, move |lost| {
        told.send(lost.to_string()).unwrap();
    });
    let before = heard.recv_timeout(Duration::from_millis(50));

    // The renewing thread may write at the same time: then the takeover is tried again.
    while holder_of(&memory).as_deref() != Some("b") {
        let lease = memory.get().unwrap().unwrap();
        let _ = memory.replace(&document::taken_by(lease, "b"));
    }

    assert!(before.is_err(), "{before:?}");
    let reason = heard.recv_timeout(Duration::from_secs(10)).unwrap();
    assert_eq!(reason, "b has taken it over");
    let failure = held.let_go().unwrap_err();
    assert_eq!(failure.code, failure::LEASE);
    assert!(failure.reason.ends_with(&reason), "{}", failure.reason);
    assert_eq!(holder_of(&memory).as_deref(), Some("b"));
}

#[test]
fn a_loss_between_the_last_renewal_and_the_end_is_a_failure() {
    let memory = held_by("a");
    let held = Held::renew(memory.clone(), "a".into(), LONG, |_| {});
    taken_over(&memory, "b");

    let failure = held.let_go().unwrap_err();

    assert!(failure.reason.contains("b has taken it over"));
    assert_eq!(holder_of(&memory).as_deref(), Some("b"));
}

#[test]
fn an_api_server_that_is_away_for_a_while_costs_nothing() {
    let memory = held_by("a");
    let held = Held::renew(memory.clone(), "a".into(), SHORT, |lost| panic!("{lost}"));
    memory.fail(true);
    thread::sleep(Duration::from_millis(50));

    // Away at the end as well: the Lease runs out by itself.
    held.let_go().unwrap();

    memory.fail(false);
    assert_eq!(holder_of(&memory).as_deref(), Some("a"));
}

#[test]
fn a_renewal_in_between_does_not_keep_it_from_being_released() {
    let memory = held_by("a");
    memory.overtake("a");

    assert_eq!(release(&memory, "a"), Ok(()));

    assert_eq!(holder_of(&memory), None);
}
