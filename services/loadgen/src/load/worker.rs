//! One thread of load: its connections, its epoll, and the points in time that it passes.

use super::checker::Checker;
use super::clock::{self, Nanos};
use super::connection::{Connection, State};
use super::outcome::{Fault, Outcome};
use super::plan::{LoadPlan, Mode};
use super::poller::Poller;
use super::schedule::{Cursor, Schedule, count_between};
use super::tally::Tally;
use socket2::Socket;
use std::io;
use std::net::SocketAddr;

/// Answers up to this size come in one read.
const BUFFER: usize = 64 * 1024;

/// How often the connections are looked through for lost ones.
const TICK: Nanos = 50_000_000;

/// The instants of a run, the same for all threads.
#[derive(Debug, Clone, Copy)]
pub struct Timeline {
    /// The first send.
    pub start: Nanos,
    /// The measured window.
    pub begin: Nanos,
    pub end: Nanos,
    /// Nothing is sent from here on.
    pub stop: Nanos,
    /// Nothing is waited for any longer.
    pub give_up: Nanos,
}

/// When a connection may send.
pub(super) enum Pace {
    Closed,
    Open {
        schedule: Schedule,
        cursor: Cursor,
        /// The slots of the window.
        first: u64,
        last: u64,
        /// The first slot that is not sent.
        until: u64,
        /// From one slot of a connection to its next.
        step: u64,
    },
}

pub struct Worker {
    pub(super) poller: Poller,
    pub(super) connections: Vec<Connection>,
    pub(super) pace: Pace,
    pub(super) timeline: Timeline,
    pub(super) tally: Tally,
    pub(super) checker: Checker,
    pub(super) buffer: Vec<u8>,
    pub(super) request: Vec<u8>,
    pub(super) address: SocketAddr,
    pub(super) timeout: Nanos,
    /// Connections with a request in flight.
    pub(super) busy: usize,
    /// Open loop: when the next slot is planned.
    pub(super) next_due: Nanos,
    /// When to look at more than events.
    mark: Nanos,
    /// What the thread had used and waited at the begin and at the end of the window.
    spent: [Option<Spent>; 2],
}

/// What a thread has used of its core, and waited for it.
#[derive(Debug, Clone, Copy, Default)]
struct Spent {
    cpu: Nanos,
    wait: Option<Nanos>,
}

/// What one thread brings home.
pub struct Report {
    pub tally: Tally,
    /// Good answers of the window, a connection.
    pub served: Vec<u64>,
    /// CPU time that the thread used inside the window.
    pub cpu: Nanos,
    /// How long it waited for a core there.
    pub wait: Option<Nanos>,
}

impl Worker {
    /// @param sockets each with the connection's number among all threads
    pub fn new(
        plan: &LoadPlan,
        sockets: Vec<(u64, Socket)>,
        timeline: Timeline,
    ) -> io::Result<Worker> {
        let numbers = sockets.iter().map(|(number, _)| *number).collect();
        let poller = Poller::new()?;
        let mut connections = Vec::with_capacity(sockets.len());
        for (index, (number, socket)) in sockets.into_iter().enumerate() {
            poller.watch(&socket, index as u64)?;
            connections.push(Connection::new(socket, number));
        }
        Ok(Worker {
            poller,
            connections,
            pace: Pace::new(plan, numbers, &timeline),
            timeline,
            tally: Tally::new(),
            checker: Checker::new(plan.expect),
            buffer: vec![0; BUFFER],
            request: plan.request(),
            address: plan.address,
            timeout: plan.timeout.as_nanos() as Nanos,
            busy: 0,
            next_due: Nanos::MAX,
            mark: 0,
            spent: [None; 2],
        })
    }

    pub fn run(mut self) -> io::Result<Report> {
        clock::set_timer_slack(1);
        clock::sleep_until(self.timeline.start);
        let start = clock::now();
        for index in 0..self.connections.len() {
            self.go_on(index, start);
        }
        loop {
            let now = clock::now();
            if now >= self.mark {
                self.pass(now);
            }
            if now >= self.timeline.stop && self.finished(now) {
                break;
            }
            self.send_due(now);
            let wake = self.mark.min(self.next_due);
            let count = self.poller.wait(wake.saturating_sub(clock::now()))?;
            for index in 0..count {
                self.handle(self.poller.event(index));
            }
        }
        self.abandon();
        Ok(self.report())
    }

    /// Reads the thread's CPU time at the edges of the window, and gives up what took too long.
    fn pass(&mut self, now: Nanos) {
        let edges = [self.timeline.begin, self.timeline.end];
        self.mark = now + TICK;
        for (spent, edge) in self.spent.iter_mut().zip(edges) {
            if now < edge {
                self.mark = self.mark.min(edge);
            } else {
                spent.get_or_insert_with(Spent::now);
            }
        }
        for index in 0..self.connections.len() {
            let connection = &self.connections[index];
            let late = now.saturating_sub(connection.begun) > self.timeout;
            match connection.state {
                State::Busy if late => self.lose(index, Fault::Timeout, "no answer in time", now),
                State::Connecting if late => self.not_opened(index, "no connection in time", now),
                State::Down => self.open(index, now),
                _ => {}
            }
        }
    }

    fn finished(&self, now: Nanos) -> bool {
        let all_sent = || match &self.pace {
            Pace::Closed => true,
            Pace::Open { until, .. } => self.connections.iter().all(|one| one.next >= *until),
        };
        now >= self.timeline.give_up || (self.busy == 0 && all_sent())
    }

    /// Counts what was still waited for, and the slots that were never sent.
    fn abandon(&mut self) {
        let now = clock::now();
        for connection in &self.connections {
            if connection.state == State::Busy {
                let inside = self.pace.counts(&self.timeline, connection, now, false);
                let outcome = Outcome::bad(Fault::Timeout, "no answer until the end");
                self.tally.end(outcome, 0, inside);
            }
            if let Pace::Open {
                first, last, step, ..
            } = self.pace
            {
                let unsent = count_between(connection.next, step, first, last);
                let reason = "not sent until the end: its connection was never free";
                self.tally.fault(Fault::Timeout, unsent, reason);
            }
        }
    }

    fn report(self) -> Report {
        let [begin, end] = self.spent.map(Option::unwrap_or_default);
        Report {
            tally: self.tally,
            served: self.connections.iter().map(|one| one.served).collect(),
            cpu: end.cpu - begin.cpu,
            wait: begin.wait.zip(end.wait).map(|(from, to)| to - from),
        }
    }
}

impl Spent {
    fn now() -> Spent {
        Spent {
            cpu: clock::thread_cpu(),
            wait: clock::thread_wait(),
        }
    }
}

impl Pace {
    fn new(plan: &LoadPlan, numbers: Vec<u64>, timeline: &Timeline) -> Pace {
        let Mode::Open { rate } = plan.mode else {
            return Pace::Closed;
        };
        let schedule = Schedule::new(timeline.start, rate);
        let step = plan.connections as u64;
        Pace::Open {
            schedule,
            cursor: Cursor::new(numbers, step),
            first: schedule.first_from(timeline.begin),
            last: schedule.first_from(timeline.end),
            until: schedule.first_from(timeline.stop),
            step,
        }
    }

    /// Does a send that ended `now` count? See the head of mod.rs.
    #[inline]
    pub(super) fn counts(
        &self,
        timeline: &Timeline,
        connection: &Connection,
        now: Nanos,
        good: bool,
    ) -> bool {
        match self {
            Pace::Closed => now >= timeline.begin && (now < timeline.end || !good),
            Pace::Open { first, last, .. } => (*first..*last).contains(&connection.current),
        }
    }
}
