//! What a worker does with its connections: sends, receives, opens again.

use super::checker::{Progress, Reading};
use super::clock::{self, Nanos};
use super::connection::{State, begin_open};
use super::outcome::{Fault, Outcome};
use super::poller::Event;
use super::worker::{Pace, Worker};
use std::net::Shutdown;

const CLOSED: &str = "the server closed the connection with a request in flight";

impl Worker {
    pub(super) fn handle(&mut self, event: Event) {
        let index = event.token() as u32 as usize;
        let generation = (event.token() >> 32) as u32;
        let connection = &self.connections[index];
        if connection.generation != generation {
            return;
        }
        match connection.state {
            State::Busy => self.receive(index, event.hung_up()),
            State::Connecting => self.opened(index),
            State::Idle if event.hung_up() => self.reopen(index, clock::now()),
            State::Idle | State::Down => {}
        }
    }

    /// Reads until the answer is complete or nothing is left. An event comes once, so a full buffer
    /// or a closed connection needs another look.
    #[inline]
    fn receive(&mut self, index: usize, hung_up: bool) {
        loop {
            let connection = &mut self.connections[index];
            let count = match connection.receive(&mut self.buffer) {
                Ok(None) => return,
                Ok(Some(0)) => return self.lose(index, Fault::Read, CLOSED, clock::now()),
                Ok(Some(count)) => count,
                Err(error) => {
                    return self.lose(index, Fault::Read, &error.to_string(), clock::now());
                }
            };
            let bytes = &self.buffer[..count];
            match self.checker.take(&mut connection.reading, bytes) {
                Progress::Done { outcome, close } => {
                    return self.answered(index, outcome, close || hung_up);
                }
                Progress::More if count == self.buffer.len() || hung_up => {}
                Progress::More => return,
            }
        }
    }

    #[inline]
    fn answered(&mut self, index: usize, outcome: Outcome, close: bool) {
        let now = clock::now();
        self.end(index, outcome, now);
        match close {
            true => self.reopen(index, now),
            false => self.go_on(index, now),
        }
        if now >= self.next_due {
            self.send_due(now);
        }
    }

    /// Counts the request that was in flight.
    #[inline]
    fn end(&mut self, index: usize, outcome: Outcome, now: Nanos) {
        let connection = &mut self.connections[index];
        let good = matches!(outcome, Outcome::Good { .. });
        let inside = self.pace.counts(&self.timeline, connection, now, good);
        connection.state = State::Idle;
        self.busy -= 1;
        if self.tally.end(outcome, now - connection.since, inside) {
            connection.served += 1;
        }
    }

    /// Sends on a free connection, if it is time to.
    #[inline]
    pub(super) fn go_on(&mut self, index: usize, now: Nanos) {
        match &self.pace {
            Pace::Closed if now < self.timeline.stop => self.send(index, now, now),
            Pace::Closed => {}
            Pace::Open {
                schedule, until, ..
            } => {
                let slot = self.connections[index].next;
                let planned = schedule.at(slot);
                if slot < *until && planned <= now {
                    self.send_slot(index, planned, now);
                }
            }
        }
    }

    /// Open loop: passes every slot that is due. Those of busy connections are sent when these are free.
    pub(super) fn send_due(&mut self, mut now: Nanos) {
        loop {
            let Pace::Open {
                schedule,
                cursor,
                first,
                last,
                until,
                ..
            } = &mut self.pace
            else {
                return;
            };
            let (slot, place) = (cursor.slot(), cursor.place());
            let planned = schedule.at(slot);
            if slot >= *until || planned > now {
                self.next_due = if slot >= *until { Nanos::MAX } else { planned };
                return;
            }
            cursor.advance();
            let connection = &self.connections[place];
            if connection.state == State::Idle && connection.next == slot {
                now = clock::now();
                if (*first..*last).contains(&slot) {
                    self.tally.lateness.saturating_record(now - planned);
                }
                self.send_slot(place, planned, now);
            }
        }
    }

    fn send_slot(&mut self, index: usize, planned: Nanos, now: Nanos) {
        let Pace::Open { step, .. } = self.pace else {
            return;
        };
        let connection = &mut self.connections[index];
        connection.current = connection.next;
        connection.next += step;
        self.send(index, planned, now);
    }

    #[inline]
    fn send(&mut self, index: usize, since: Nanos, now: Nanos) {
        let connection = &mut self.connections[index];
        connection.since = since;
        connection.begun = now;
        connection.state = State::Busy;
        self.busy += 1;
        self.tally.sends.sent += 1;
        if let Err(error) = connection.send(&self.request) {
            self.lose(index, Fault::Read, &error.to_string(), now);
        }
    }

    /// The request in flight gets no answer.
    #[cold]
    pub(super) fn lose(&mut self, index: usize, fault: Fault, reason: &str, now: Nanos) {
        self.end(index, Outcome::bad(fault, reason), now);
        self.reopen(index, now);
    }

    /// Closes a connection and, as long as there is something to send on it, opens it again.
    #[cold]
    fn reopen(&mut self, index: usize, now: Nanos) {
        let connection = &mut self.connections[index];
        // What is left of it is of no interest, not even whether that worked.
        let _ = connection.socket.shutdown(Shutdown::Both);
        connection.generation += 1;
        connection.reading = Reading::default();
        connection.state = State::Down;
        self.open(index, now);
    }

    pub(super) fn open(&mut self, index: usize, now: Nanos) {
        let more = match &self.pace {
            Pace::Closed => now < self.timeline.stop,
            Pace::Open { until, .. } => self.connections[index].next < *until,
        };
        if !more {
            return;
        }
        let connection = &mut self.connections[index];
        let token = u64::from(connection.generation) << 32 | index as u64;
        let begun = begin_open(self.address).and_then(|socket| {
            self.poller.watch(&socket, token)?;
            Ok(socket)
        });
        connection.begun = now;
        match begun {
            Ok(socket) => {
                connection.socket = socket;
                connection.state = State::Connecting;
            }
            Err(error) => self.not_opened(index, &error.to_string(), now),
        }
    }

    fn opened(&mut self, index: usize) {
        let now = clock::now();
        let error = self.connections[index].socket.take_error();
        if let Some(error) = error.unwrap_or_else(Some) {
            return self.not_opened(index, &error.to_string(), now);
        }
        self.tally.reopened += 1;
        self.connections[index].state = State::Idle;
        self.go_on(index, now);
    }

    /// Tried again at the next tick.
    #[cold]
    pub(super) fn not_opened(&mut self, index: usize, reason: &str, now: Nanos) {
        let connection = &mut self.connections[index];
        connection.generation += 1;
        connection.state = State::Down;
        if now >= self.timeline.begin {
            self.tally.fault(Fault::Connect, 1, reason);
        }
    }
}
