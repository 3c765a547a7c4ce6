//! Asks nodeprobe, over one connection that is kept.

use super::cpu_time::CpuTime;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(3);
const MAX_ANSWER: usize = 4 << 20;

pub struct Probe {
    authority: String,
    token_file: String,
    pod: String,
    connection: Option<BufReader<TcpStream>>,
}

/// What a container has used since its start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Use {
    pub cpu: CpuTime,
    pub periods: u64,
    pub throttled_periods: u64,
    pub throttled_seconds: f64,
    pub working_set_bytes: u64,
}

impl Probe {
    pub fn new(url: &str, token_file: String, pod: String) -> Probe {
        let host = url.trim_start_matches("http://").trim_end_matches('/');
        let authority = match host.contains(':') {
            true => host.to_string(),
            false => format!("{host}:80"),
        };
        Probe {
            authority,
            token_file,
            pod,
            connection: None,
        }
    }

    /// The counters of a container; the error is a sentence.
    pub fn read(&mut self, container: &str) -> Result<Use, String> {
        let answer = self.get(&format!("/v1/containers/{container}?pod={}", self.pod))?;
        parse_use(&answer).ok_or_else(|| format!("nodeprobe's answer lacks counters: {answer}"))
    }

    /// CPU time of all tasks of the node since it started; none where nodeprobe cannot tell.
    pub fn node_tasks(&mut self) -> Option<CpuTime> {
        parse_cpu(&self.get("/v1/node").ok()?)
    }

    /// What the settings of a container's processes came to, and the limits of their cgroup.
    pub fn effective(&mut self, container: &str) -> Result<Value, String> {
        let place = format!("/v1/containers/{container}");
        let settings = self.get(&format!("{place}/settings?pod={}", self.pod))?;
        let reading = self.get(&format!("{place}?pod={}", self.pod))?;
        Ok(with_limits(settings, &reading))
    }

    /// The limits of a container's cgroup, and the cores that it may use.
    pub fn limits(&mut self, container: &str) -> Result<Value, String> {
        let reading = self.get(&format!("/v1/containers/{container}?pod={}", self.pod))?;
        Ok(with_limits(json!({}), &reading))
    }

    fn get(&mut self, path: &str) -> Result<Value, String> {
        let kept = self.connection.is_some();
        match self.exchange(path) {
            // The kept connection may have been closed at the other end; a GET may be sent again.
            Err(_) if kept => self.exchange(path),
            outcome => outcome,
        }
    }

    fn exchange(&mut self, path: &str) -> Result<Value, String> {
        let say = |error: std::io::Error| format!("nodeprobe cannot be asked: {error}");
        let token = std::fs::read_to_string(&self.token_file).map_err(say)?;
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect().map_err(say)?,
        };
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\r\n",
            self.authority,
            token.trim()
        );
        connection
            .get_mut()
            .write_all(request.as_bytes())
            .map_err(say)?;
        let (status, body, keep) = read_answer(&mut connection).map_err(say)?;
        if keep {
            self.connection = Some(connection);
        }
        let text = String::from_utf8_lossy(&body);
        match status {
            200 => {
                serde_json::from_str(&text).map_err(|error| format!("nodeprobe's answer: {error}"))
            }
            _ => Err(format!("nodeprobe answers {status}: {}", text.trim())),
        }
    }

    fn connect(&self) -> std::io::Result<BufReader<TcpStream>> {
        let address = self.authority.to_socket_addrs()?.next();
        let address = address.ok_or_else(|| std::io::Error::other("its name has no address"))?;
        let socket = TcpStream::connect_timeout(&address, TIMEOUT)?;
        socket.set_read_timeout(Some(TIMEOUT))?;
        socket.set_write_timeout(Some(TIMEOUT))?;
        socket.set_nodelay(true)?;
        Ok(BufReader::new(socket))
    }
}

fn read_answer(connection: &mut impl BufRead) -> std::io::Result<(u16, Vec<u8>, bool)> {
    let bad = |what: &str| std::io::Error::other(format!("its answer has no {what}"));
    let mut line = String::new();
    connection.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|text| text.parse().ok());
    let status = status.ok_or_else(|| bad("status"))?;
    let (mut length, mut keep) = (None, true);
    loop {
        line.clear();
        if connection.read_line(&mut line)? == 0 {
            return Err(bad("end of its head"));
        }
        let lower = line.trim().to_ascii_lowercase();
        match lower.split_once(':') {
            Some(("content-length", value)) => length = value.trim().parse::<usize>().ok(),
            Some(("connection", value)) => keep = value.trim() != "close",
            _ if lower.is_empty() => break,
            _ => {}
        }
    }
    let length = length.filter(|length| *length <= MAX_ANSWER);
    let mut body = vec![0; length.ok_or_else(|| bad("length that can be read"))?];
    connection.read_exact(&mut body)?;
    Ok((status, body, keep))
}

/// The counters beside the limits change with every reading, so they are left out.
fn with_limits(mut settings: Value, reading: &Value) -> Value {
    let (cpu, memory) = (&reading["cpu"], &reading["memory"]);
    settings["cpu"] =
        json!({ "quotaMicros": cpu["quotaMicros"], "periodMicros": cpu["periodMicros"] });
    settings["memory"] = json!({ "limitBytes": memory["limitBytes"] });
    settings["cpus"] = reading["cpus"].clone();
    settings
}

fn parse_cpu(answer: &Value) -> Option<CpuTime> {
    Some(CpuTime {
        seconds: seconds(&answer["cpu"]["usageNanos"])?,
        at: seconds(&answer["atNanos"])?,
    })
}

fn seconds(nanos: &Value) -> Option<f64> {
    nanos.as_u64().map(|nanos| nanos as f64 / 1e9)
}

fn parse_use(answer: &Value) -> Option<Use> {
    let cpu = &answer["cpu"];
    Some(Use {
        cpu: parse_cpu(answer)?,
        periods: cpu["periods"].as_u64()?,
        throttled_periods: cpu["throttledPeriods"].as_u64()?,
        throttled_seconds: seconds(&cpu["throttledNanos"])?,
        working_set_bytes: answer["memory"]["workingSetBytes"].as_u64()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_to_its_length_and_the_connection_kept() {
        let text = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP";
        let (status, body, keep) = read_answer(&mut &text[..]).unwrap();
        assert_eq!((status, body.as_slice(), keep), (200, &b"{}"[..], true));

        let text = b"HTTP/1.1 403 No\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(read_answer(&mut &text[..]).unwrap(), (403, vec![], false));
        assert!(read_answer(&mut &b"HTTP/1.1 200 OK\r\n\r\n"[..]).is_err());
        assert!(read_answer(&mut &b""[..]).is_err());
    }

    #[test]
    fn limits_stand_beside_the_settings_and_counters_do_not() {
        let reading = json!({
            "cpu": { "usageNanos": 5, "quotaMicros": 200_000, "periodMicros": 100_000 },
            "memory": { "currentBytes": 7, "limitBytes": 536_870_912 },
            "cpus": "0-1",
        });

        assert_eq!(
            with_limits(json!({ "processes": [] }), &reading),
            json!({
                "processes": [],
                "cpu": { "quotaMicros": 200_000, "periodMicros": 100_000 },
                "memory": { "limitBytes": 536_870_912 },
                "cpus": "0-1",
            })
        );
    }

    #[test]
    fn counters_are_all_there_or_the_answer_is_none() {
        let mut answer = json!({
            "atNanos": 7_000_000_000_u64,
            "cpu": { "usageNanos": 1_500_000_000_u64, "periods": 9, "throttledPeriods": 2,
                     "throttledNanos": 5_000_000 },
            "memory": { "workingSetBytes": 4096 },
        });
        let seen = parse_use(&answer).unwrap();
        let cpu = CpuTime {
            seconds: 1.5,
            at: 7.0,
        };
        assert_eq!((seen.cpu, seen.throttled_seconds), (cpu, 0.005));
        assert_eq!((seen.periods, seen.working_set_bytes), (9, 4096));

        answer["cpu"]["periods"] = json!(null);
        assert_eq!(parse_use(&answer), None);
        assert_eq!(parse_cpu(&answer), Some(cpu));
        assert_eq!(parse_cpu(&json!({ "error": "no" })), None);
    }
}
