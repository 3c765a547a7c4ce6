//! One run of the load: connections, threads, and the edges of the window.

use super::clock::{self, Nanos};
use super::connection;
use super::plan::{LoadPlan, Mode};
use super::result::LoadResult;
use super::schedule::Schedule;
use super::wakeful::Wakeful;
use super::worker::{Report, Timeline, Worker};
use socket2::Socket;
use std::io;
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Between the last connection and the first send, for the threads to start.
const LEAD: Nanos = 20_000_000;

/// An edge of the measured window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Edge {
    Begin,
    End,
}

/// Makes the load of `plan`. `at_edge` is called on this thread when the window begins and when it
/// ends, so that other counters can be read over the same time; how late it was called, because this
/// thread had to wait for a core, is in the result.
pub fn run(plan: &LoadPlan, at_edge: &mut dyn FnMut(Edge)) -> io::Result<LoadResult> {
    plan.check()?;
    let sockets = open_all(plan)?;
    let timeline = timeline(plan, clock::now() + LEAD);
    let threads = start(plan, sockets, timeline)?;
    let wakeful = Wakeful::begin();
    let late = [(Edge::Begin, timeline.begin), (Edge::End, timeline.end)].map(|(edge, at)| {
        clock::sleep_until(at);
        let late = clock::now() - at;
        at_edge(edge);
        Duration::from_nanos(late)
    });
    drop(wakeful);
    let mut reports = Vec::new();
    for thread in threads {
        reports.push(
            thread
                .join()
                .map_err(|_| io::Error::other("a thread of the load panicked"))??,
        );
    }
    LoadResult::of(plan, planned(plan, &timeline), reports, late)
}

/// All connections, before any load: fewer than planned would be another measurement.
fn open_all(plan: &LoadPlan) -> io::Result<Vec<Socket>> {
    let LoadPlan {
        address,
        connections,
        ..
    } = plan;
    (1..=*connections)
        .map(|number| {
            connection::open(*address, plan.timeout).map_err(|error| {
                let which = format!("connection {number} of {connections} to {address}");
                io::Error::new(error.kind(), format!("{which} cannot be opened: {error}"))
            })
        })
        .collect()
}

fn timeline(plan: &LoadPlan, start: Nanos) -> Timeline {
    let nanos = |duration: Duration| duration.as_nanos() as Nanos;
    let begin = start + nanos(plan.settle);
    let end = begin + nanos(plan.window);
    let stop = end + nanos(plan.tail);
    Timeline {
        start,
        begin,
        end,
        stop,
        give_up: stop + nanos(plan.timeout),
    }
}

/// Slots of the window.
fn planned(plan: &LoadPlan, timeline: &Timeline) -> Option<u64> {
    let Mode::Open { rate } = plan.mode else {
        return None;
    };
    let schedule = Schedule::new(timeline.start, rate);
    Some(schedule.first_from(timeline.end) - schedule.first_from(timeline.begin))
}

/// Deals the connections out and starts the threads.
fn start(
    plan: &LoadPlan,
    sockets: Vec<Socket>,
    timeline: Timeline,
) -> io::Result<Vec<JoinHandle<io::Result<Report>>>> {
    let mut shares: Vec<Vec<(u64, Socket)>> = (0..plan.threads).map(|_| Vec::new()).collect();
    for (number, socket) in sockets.into_iter().enumerate() {
        shares[number % plan.threads].push((number as u64, socket));
    }
    let mut threads = Vec::new();
    for (number, share) in shares.into_iter().enumerate() {
        let worker = Worker::new(plan, share, timeline)?;
        let core = plan.cpus.as_ref().map(|cpus| cpus[number % cpus.len()]);
        let builder = thread::Builder::new().name(format!("load-{number}"));
        threads.push(builder.spawn(move || {
            core.map_or(Ok(()), pin)?;
            worker.run()
        })?);
    }
    Ok(threads)
}

/// Keeps the calling thread on one core.
fn pin(core: usize) -> io::Result<()> {
    // SAFETY: cpu_set_t is a plain bit set; CPU_SET checks nothing, so the core is checked here.
    let done = unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        if core < libc::CPU_SETSIZE as usize {
            libc::CPU_SET(core, &mut set);
        }
        libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &set)
    };
    match done {
        0 => Ok(()),
        _ => Err(io::Error::other(format!(
            "cpus ({core}) must be cores that this process may use: {}",
            io::Error::last_os_error()
        ))),
    }
}
