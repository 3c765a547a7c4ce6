//! What is counted when answers are wrong or do not come.

use super::{OPEN, load, run};
use crate::load::outcome::Fault;
use crate::load::plan::Mode;
use crate::load::result::LoadResult;
use crate::load::tally::Errors;
use crate::load::testing::{Reply, Server, plan};
use std::time::Duration;

/// The error counters of a run in both loops, when every fifth reply is `bad`.
fn every_fifth(bad: fn() -> Reply) -> [(Errors, LoadResult); 2] {
    [Mode::Closed, OPEN].map(|mode| {
        let server = Server::start(move |_, request| match request % 5 {
            4 => bad(),
            _ => Reply::hello(),
        });
        let result = load(&server, mode);
        (result.errors, result)
    })
}

fn only(fault: Fault, errors: Errors) -> bool {
    let mut expected = Errors::default();
    expected.add(fault, errors.total());
    errors.total() > 0 && errors == expected
}

#[test]
fn a_wrong_status_is_counted_and_the_connection_goes_on() {
    let busy = || {
        Reply::Parts(vec![
            b"HTTP/1.1 503 No\r\ncontent-length: 5\r\n\r\nhello".to_vec(),
        ])
    };
    for (errors, result) in every_fifth(busy) {
        assert!(only(Fault::Status, errors), "{errors:?}");
        assert_eq!(result.first_error.as_deref(), Some("status 503, not 200"));
        assert_eq!(result.reopened, 0);
    }
}

#[test]
fn a_wrong_length_and_a_chunked_answer_are_wrong_bodies() {
    let short = || {
        Reply::Parts(vec![
            b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nhell".to_vec(),
        ])
    };
    let chunked = || {
        let answer = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n";
        Reply::Parts(vec![answer.to_vec()])
    };
    for (errors, _) in every_fifth(short) {
        assert!(only(Fault::Body, errors), "{errors:?}");
    }
    for (errors, result) in every_fifth(chunked) {
        assert!(only(Fault::Body, errors), "{errors:?}");
        assert!(
            result
                .first_error
                .unwrap()
                .contains("'chunked' is not read here")
        );
        assert!(result.reopened > 0);
    }
}

#[test]
fn a_connection_that_breaks_under_a_request_is_a_read_error_and_is_opened_again() {
    for (errors, result) in every_fifth(|| Reply::Hang) {
        assert!(only(Fault::Read, errors), "{errors:?}");
        assert!(result.reopened > 0 && result.requests > 0);
    }
}

#[test]
fn a_request_without_answer_times_out_and_slots_behind_it_do_so_at_the_end() {
    let silent = || Server::start(|_, _| Reply::Silence);
    let mut plan = plan(&silent(), Mode::Closed);
    plan.timeout = Duration::from_millis(100);
    let result = run(&plan, &mut |_| {}).unwrap();
    assert!(only(Fault::Timeout, result.errors), "{:?}", result.errors);
    assert!(result.errors.timeout > 4 && result.requests == 0);

    plan.address = silent().address;
    plan.mode = OPEN;
    let result = run(&plan, &mut |_| {}).unwrap();
    assert_eq!((result.errors.timeout, result.planned), (300, Some(300)));
}
