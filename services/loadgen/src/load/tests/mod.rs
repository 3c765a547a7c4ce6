//! The generator against servers that behave well, slowly, or not at all.

mod faults;

use super::plan::{LoadPlan, Mode};
use super::result::LoadResult;
use super::run::{self, Edge};
use super::tally::Errors;
use super::testing::{HELLO, Reply, Server, plan};
use std::io;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

const OPEN: Mode = Mode::Open { rate: 1_000.0 };

/// One load at a time: two would take the cores from each other.
fn run(plan: &LoadPlan, at_edge: &mut dyn FnMut(Edge)) -> io::Result<LoadResult> {
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    run::run(plan, at_edge)
}

fn load(server: &Server, mode: Mode) -> LoadResult {
    run(&plan(server, mode), &mut |_| {}).unwrap()
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

/// Who reads a counter a little after the window reads it under the load.
#[test]
fn the_load_goes_on_through_the_tail_and_is_not_counted() {
    for mode in [Mode::Closed, OPEN] {
        let server = Server::start(|_, _| Reply::hello());
        let mut plan = plan(&server, mode);
        plan.tail = Duration::from_millis(300);
        let requests = || server.requests.load(Ordering::SeqCst);
        let mut in_tail = 0;
        let result = run(&plan, &mut |edge| {
            if edge == Edge::End {
                let before = requests();
                thread::sleep(Duration::from_millis(150));
                in_tail = requests() - before;
            }
        })
        .unwrap();

        assert!(in_tail > 50, "{in_tail}");
        assert!(requests() >= result.requests + in_tail);
        assert_eq!(result.errors, Errors::default());
        if let Some(planned) = result.planned {
            assert_eq!(
                (result.requests, planned.abs_diff(300) <= 1),
                (planned, true)
            );
        }
    }
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
    let p99 = || {
        let result = run(&plan, &mut |_| {}).unwrap();
        assert_eq!(Some(result.requests), result.planned);
        result.latency.value_at_quantile(0.99) as f64 / 1e6
    };

    // Other work on the machine can only make waits longer, so one run without it is enough.
    let mut seen = Vec::new();
    while !seen
        .last()
        .is_some_and(|p99: &f64| (p99 / 90.0 - 1.0).abs() < 0.05)
    {
        assert!(seen.len() < 4, "{seen:?} ms");
        seen.push(p99());
    }
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
