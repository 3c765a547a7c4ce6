//! Takes connections, each on a thread of its own, and bounds what they can cost.

use crate::api::Api;
use crate::failure::Failure;
use crate::http::{Answer, Request};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// One is the load generator's, and Kubernetes needs one a probe.
const MOST_CONNECTIONS: usize = 32;
/// A token takes one or two KiB of it.
const LONGEST_HEAD: usize = 8_192;
/// From the first byte of a head to its last, and for an answer to be taken.
const PATIENCE: Duration = Duration::from_secs(5);
/// Until the first byte, for one who has shown a good token: the time between two slices.
const IDLE_TRUSTED: Duration = Duration::from_secs(60);
/// The same for everybody else.
const IDLE: Duration = Duration::from_secs(5);
const STACK: usize = 512 << 10;

pub fn serve(listener: &TcpListener, api: &Arc<Api>) -> ! {
    let open = Arc::new(AtomicUsize::new(0));
    loop {
        match listener.accept() {
            Ok((stream, _)) => take(stream, api, &open),
            // None left of something: descriptors, memory.
            Err(error) => {
                eprintln!("nodeprobe: no connection: {error}");
                thread::sleep(Duration::from_millis(100));
            }
        }
    }
}

/// Counts an open connection as long as it is held.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn take(mut stream: TcpStream, api: &Arc<Api>, open: &Arc<AtomicUsize>) {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(PATIENCE));
    let before = open.fetch_add(1, Ordering::SeqCst);
    let place = Place(open.clone());
    if before >= MOST_CONNECTIONS {
        let reason = format!("{MOST_CONNECTIONS} connections are open, and no more are taken");
        let _ = stream.write_all(&Answer::from(Failure::new(503, reason)).bytes(false));
        return;
    }
    let api = api.clone();
    let started = thread::Builder::new().stack_size(STACK).spawn(move || {
        talk(stream, &api);
        drop(place);
    });
    if let Err(error) = started {
        eprintln!("nodeprobe: no thread for a connection: {error}");
    }
}

/// Answers one question after another, until one side has had enough.
fn talk(mut stream: TcpStream, api: &Api) {
    let mut input = Vec::new();
    let mut idle = IDLE;
    while let Some(head) = next_head(&mut stream, &mut input, idle) {
        let request = head.and_then(|bytes| Request::parse(&bytes));
        let (answer, keep) = match &request {
            Ok(request) => (api.answer(request), request.keep_alive),
            Err(failure) => (failure.clone().into(), false),
        };
        if stream.write_all(&answer.bytes(keep)).is_err() || !keep {
            return;
        }
        idle = if answer.trusted { IDLE_TRUSTED } else { IDLE };
    }
}

/// The next head out of the stream, without the empty line behind it. Nothing when the other side has
/// gone, or takes too long.
fn next_head(
    stream: &mut TcpStream,
    input: &mut Vec<u8>,
    idle: Duration,
) -> Option<Result<Vec<u8>, Failure>> {
    let mut end = Instant::now() + if input.is_empty() { idle } else { PATIENCE };
    let mut buffer = [0; 4_096];
    loop {
        if let Some(length) = input.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = input[..length].to_vec();
            input.drain(..length + 4);
            return Some(Ok(head));
        }
        if input.len() > LONGEST_HEAD {
            let reason = format!("a head has at most {LONGEST_HEAD} bytes");
            return Some(Err(Failure::new(431, reason)));
        }
        let left = end.checked_duration_since(Instant::now())?;
        stream
            .set_read_timeout(Some(left.max(Duration::from_millis(1))))
            .ok()?;
        let count = stream.read(&mut buffer).ok().filter(|&count| count > 0)?;
        if input.is_empty() {
            end = Instant::now() + PATIENCE;
        }
        input.extend_from_slice(&buffer[..count]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{POD, Tree, id};
    use crate::gate::Gate;
    use crate::probe::Probe;
    use crate::token_review::Review;
    use std::net::SocketAddr;

    /// It goes on until the test process ends.
    fn start(tree: &Tree) -> SocketAddr {
        let gate = Gate::new("me".into(), |token| Ok(Review::User(token.into())));
        let api = Arc::new(Api::new(Probe::new(tree.path("")), gate));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || serve(&listener, &api));
        address
    }

    fn connect(address: SocketAddr) -> TcpStream {
        let stream = TcpStream::connect(address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        stream
    }

    /// Reads until so many answers have come, each of which ends with a line end after its JSON.
    fn answers(stream: &mut TcpStream, count: usize) -> String {
        let mut text = String::new();
        let mut buffer = [0; 1_024];
        while text.matches("}\n").count() < count {
            let length = stream.read(&mut buffer).unwrap();
            assert!(length > 0, "closed after {text}");
            text.push_str(std::str::from_utf8(&buffer[..length]).unwrap());
        }
        text
    }

    fn to_end(stream: &mut TcpStream) -> String {
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_connection_answers_many_questions_also_when_they_come_in_pieces() {
        let tree = Tree::new();
        tree.v2_systemd(&id("a"));
        let mut stream = connect(start(&tree));
        let question =
            format!("GET /v1/pods/{POD} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer me\r\n\r\n");

        stream.write_all(question.as_bytes()).unwrap();
        assert!(answers(&mut stream, 1).contains("\"usageNanos\":1234567000"));
        let (first, second) = question.split_at(30);
        stream.write_all(first.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(20));
        stream
            .write_all(format!("{second}{question}").as_bytes())
            .unwrap();

        let text = answers(&mut stream, 2);
        assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 2, "{text}");
    }

    #[test]
    fn a_connection_ends_after_what_is_no_question() {
        let tree = Tree::new();
        let address = start(&tree);
        let long = format!("GET / HTTP/1.1\r\nA: {}", "b".repeat(9_000));
        for (text, status) in [
            ("nonsense\r\n\r\n", "400"),
            (long.as_str(), "431"),
            ("GET /healthz HTTP/1.0\r\n\r\n", "200"),
        ] {
            let mut stream = connect(address);
            stream.write_all(text.as_bytes()).unwrap();

            let answer = to_end(&mut stream);
            assert!(
                answer.starts_with(&format!("HTTP/1.1 {status} ")),
                "{answer}"
            );
            assert!(answer.contains("Connection: close"), "{answer}");
        }
    }

    #[test]
    fn no_more_connections_are_taken_than_the_limit_and_others_when_there_is_room() {
        let tree = Tree::new();
        let address = start(&tree);
        let question = "GET /healthz HTTP/1.1\r\n\r\n";
        let mut held: Vec<TcpStream> = (0..MOST_CONNECTIONS).map(|_| connect(address)).collect();
        for stream in &mut held {
            stream.write_all(question.as_bytes()).unwrap();
            answers(stream, 1);
        }

        let answer = to_end(&mut connect(address));
        assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");

        held.clear();
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            let mut stream = connect(address);
            stream.write_all(question.as_bytes()).unwrap();
            if answers(&mut stream, 1).contains(" 200 ") {
                break;
            }
            assert!(Instant::now() < end, "no place became free");
        }
    }

    #[test]
    fn a_stranger_who_says_nothing_more_is_shown_out() {
        let tree = Tree::new();
        let mut stream = connect(start(&tree));
        stream.write_all(b"GET /healthz HTTP/1.1\r\n").unwrap();

        let begin = Instant::now();
        assert_eq!(to_end(&mut stream), "");
        assert!(begin.elapsed() < Duration::from_secs(8));
    }
}
