//! The generator against servers that behave, stall, break and lie.

use super::outcome::Fault;
use super::plan::Mode;
use super::result::LoadResult;
use super::run::{Edge, run};
use super::tally::Errors;
use super::testing::{HELLO, Reply, Server, plan};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

const OPEN: Mode = Mode::Open { rate: 1_000.0 };

fn load(server: &Server, mode: Mode) -> LoadResult {
    run(&plan(server, mode), &mut |_| {}).unwrap()
}

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
fn the_closed_loop_keeps_littles_law() {
    let server = Server::start(|_, _| Reply::hello());
    let result = load(&server, Mode::Closed);

    assert_eq!(result.errors, Errors::default());
    assert_eq!(result.wire_bytes, result.requests * HELLO.len() as u64);
    assert_eq!(result.latency.len(), result.requests);
    let busy = result.requests as f64 * result.latency.mean() / 1e9 / result.seconds;
    // What one latency can reach over an edge of the window, and the histogram's own error.
    let allowed = result.latency.max() as f64 / 1e9 / result.seconds + 0.001;
    assert!(
        (busy / 4.0 - 1.0).abs() <= allowed,
        "{busy} of 4, {allowed}"
    );
    assert!(result.cpu_seconds > 0.0 && result.cpu_seconds < result.seconds);
    assert!(server.requests.load(Ordering::SeqCst) >= result.requests);
}

#[test]
fn the_open_loop_sends_every_slot_of_the_window() {
    let server = Server::start(|_, _| Reply::hello());
    let mut plan = plan(&server, Mode::Open { rate: 2_345.6 });
    plan.threads = 3;
    let result = run(&plan, &mut |_| {}).unwrap();

    let slots = result.planned.unwrap();
    assert!(slots.abs_diff(703) <= 1, "{slots}");
    assert_eq!((result.requests, result.errors), (slots, Errors::default()));
    assert!(
        result.served.most - result.served.fewest <= 1,
        "{:?}",
        result.served
    );
    assert!(result.lateness.len() <= slots * 2);
}

#[test]
fn the_edges_come_in_order_and_a_window_apart() {
    let server = Server::start(|_, _| Reply::hello());
    let mut seen = Vec::new();
    run(&plan(&server, Mode::Closed), &mut |edge| {
        seen.push((edge, Instant::now()))
    })
    .unwrap();

    assert_eq!(
        (seen[0].0, seen[1].0, seen.len()),
        (Edge::Begin, Edge::End, 2)
    );
    assert!(seen[1].1 - seen[0].1 > Duration::from_millis(200));
}

/// Whatever comes in 100 of 1,000 milliseconds waits for their end, so one request in a hundred waits
/// for more than 90. A loop that waited for the stalled answers before it sends would see it a few times.
#[test]
fn a_stall_is_paid_by_every_send_that_was_planned_in_it() {
    let start = Instant::now();
    let server = Server::start(move |_, _| {
        let millis = start.elapsed().as_millis() as u64 % 1_000;
        if (400..500).contains(&millis) {
            thread::sleep(Duration::from_millis(500 - millis));
        }
        Reply::hello()
    });
    let mut plan = plan(&server, OPEN);
    plan.window = Duration::from_secs(2);
    let result = run(&plan, &mut |_| {}).unwrap();

    let p99 = result.latency.value_at_quantile(0.99) as f64 / 1e6;
    assert_eq!(Some(result.requests), result.planned);
    assert!((p99 / 90.0 - 1.0).abs() < 0.05, "{p99} ms");
}

#[test]
fn an_answer_in_pieces_is_one_good_answer() {
    let server = Server::start(|_, _| Reply::Parts(HELLO.chunks(17).map(<[u8]>::to_vec).collect()));
    for mode in [Mode::Closed, Mode::Open { rate: 100.0 }] {
        let result = load(&server, mode);

        assert!(result.requests > 10);
        assert_eq!(result.errors, Errors::default());
        assert_eq!(result.wire_bytes, result.requests * HELLO.len() as u64);
    }
}

#[test]
fn a_large_answer_is_read_to_its_last_byte() {
    let body = 300_000;
    let answer = [
        format!("HTTP/1.1 200 OK\r\ncontent-length: {body}\r\n\r\n").into_bytes(),
        vec![b'x'; body],
    ]
    .concat();
    let length = answer.len() as u64;
    let server = Server::start(move |_, _| Reply::Parts(vec![answer.clone()]));
    let mut plan = plan(&server, Mode::Closed);
    plan.expect.body_bytes = body as u64;
    let result = run(&plan, &mut |_| {}).unwrap();

    assert_eq!(result.errors, Errors::default());
    assert_eq!(result.wire_bytes, result.requests * length);
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
fn a_connection_that_is_closed_as_announced_is_no_error() {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello";
    let server = Server::start(|_, _| Reply::Last(answer.to_vec()));
    for mode in [Mode::Closed, Mode::Open { rate: 200.0 }] {
        let result = load(&server, mode);

        assert!(result.requests > 10 && result.reopened > 10);
        assert_eq!(result.errors, Errors::default());
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

#[test]
fn a_connection_that_is_served_less_is_seen() {
    let server = Server::start(|connection, _| {
        if connection == 0 {
            thread::sleep(Duration::from_millis(30));
        }
        Reply::hello()
    });
    let served = load(&server, Mode::Closed).served;

    assert!(served.fewest * 2 < served.most, "{served:?}");
}

#[test]
fn says_which_connection_could_not_be_opened_and_which_option_is_wrong() {
    let server = Server::start(|_, _| Reply::hello());
    let mut plan = plan(&server, Mode::Open { rate: 0.0 });
    plan.threads = 5;
    let reason = run(&plan, &mut |_| {}).unwrap_err().to_string();
    assert_eq!(
        reason,
        "threads (5) must be from 1 to connections (4); rate (0) must be more than 0 a second"
    );

    plan.mode = Mode::Closed;
    plan.threads = 1;
    plan.address.set_port(1);
    let reason = run(&plan, &mut |_| {}).unwrap_err().to_string();
    assert!(
        reason.starts_with("connection 1 of 4 to 127.0.0.1:1 cannot be opened: "),
        "{reason}"
    );
}
