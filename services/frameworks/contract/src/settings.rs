//! Settings from the environment, checked against the matrix of what each server can honour.

use serde_json::Value;

const MATRIX: &str = include_str!("../../matrix.json");
const SOMAXCONN: &str = "/proc/sys/net/core/somaxconn";

/// Settings of one server. A field that is `None` leaves the server's own default untouched.
#[derive(Debug, Default, PartialEq)]
pub struct Settings {
    pub port: u16,
    pub workers: usize,
    pub backlog: Option<i32>,
    pub reuseport: bool,
    pub nodelay: Option<bool>,
    pub keepalive: Keepalive,
    /// Bytes.
    pub stack: Option<usize>,
    pub max_connections: Option<usize>,
    pub pool_size: Option<usize>,
}

/// TCP keepalive, in seconds and probes.
#[derive(Debug, Default, PartialEq, Clone, Copy)]
pub struct Keepalive {
    pub idle: Option<u64>,
    pub interval: Option<u64>,
    pub count: Option<u32>,
}

impl Settings {
    /// Reads the environment, or ends the process with one sentence a problem.
    pub fn load_or_exit(server: &str) -> Settings {
        let somaxconn = std::fs::read_to_string(SOMAXCONN).ok();
        let ceiling = somaxconn.and_then(|text| text.trim().parse().ok());
        match Settings::read(server, |name| std::env::var(name).ok(), ceiling) {
            Ok(settings) => settings,
            Err(problems) => {
                for problem in problems {
                    eprintln!("{server}: {problem}");
                }
                std::process::exit(crate::EXIT_SETTING);
            }
        }
    }

    /// Reads settings through `lookup`; reports every problem, not only the first.
    pub fn read(
        server: &str,
        lookup: impl Fn(&str) -> Option<String>,
        somaxconn: Option<i64>,
    ) -> Result<Settings, Vec<String>> {
        let matrix: Value = serde_json::from_str(MATRIX).expect("matrix.json is valid");
        let mut reader = Reader {
            matrix: &matrix,
            server,
            lookup,
            problems: Vec::new(),
        };
        let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
        let settings = Settings {
            port: reader.number("PORT").unwrap_or(8080) as u16,
            workers: reader.number("WORKERS").map_or(cores, |n| n as usize),
            backlog: reader.number("BACKLOG").map(|n| n as i32),
            reuseport: reader.flag("REUSEPORT").unwrap_or(false),
            nodelay: reader.flag("NODELAY"),
            keepalive: Keepalive {
                idle: reader.number("KEEPALIVE_IDLE").map(|n| n as u64),
                interval: reader.number("KEEPALIVE_INTERVAL").map(|n| n as u64),
                count: reader.number("KEEPALIVE_COUNT").map(|n| n as u32),
            },
            stack: reader.number("STACK_KIB").map(|n| n as usize * 1024),
            max_connections: reader.number("MAX_CONNECTIONS").map(|n| n as usize),
            pool_size: reader.number("POOL_SIZE").map(|n| n as usize),
        };
        let mut problems = reader.problems;
        if let (Some(asked), Some(ceiling)) = (settings.backlog, somaxconn)
            && i64::from(asked) > ceiling
        {
            problems.push(format!(
                "BACKLOG={asked} cannot be honoured: the kernel cuts it to net.core.somaxconn, \
                 which is {ceiling} here. Raise the sysctl or ask for {ceiling} or less."
            ));
        }
        if problems.is_empty() {
            Ok(settings)
        } else {
            Err(problems)
        }
    }
}

struct Reader<'a, F: Fn(&str) -> Option<String>> {
    matrix: &'a Value,
    server: &'a str,
    lookup: F,
    problems: Vec<String>,
}

impl<F: Fn(&str) -> Option<String>> Reader<'_, F> {
    /// The text of a setting that is given and that this server can honour.
    fn text(&mut self, name: &str) -> Option<String> {
        let text = (self.lookup)(name).filter(|text| !text.is_empty())?;
        match &self.matrix["servers"][self.server][name] {
            Value::Bool(true) => Some(text),
            reason => {
                let why = reason.as_str().unwrap_or("the matrix has no entry for it");
                self.problems.push(format!(
                    "{name}={text} cannot be honoured: {why}. Unset {name}."
                ));
                None
            }
        }
    }

    fn number(&mut self, name: &str) -> Option<i64> {
        let text = self.text(name)?;
        let rule = &self.matrix["settings"][name];
        let (min, max) = (rule["min"].as_i64()?, rule["max"].as_i64()?);
        let plain = text.bytes().all(|b| b.is_ascii_digit());
        match text.parse::<i64>() {
            Ok(value) if plain && (min..=max).contains(&value) => Some(value),
            _ => {
                self.problems.push(format!(
                    "{name}={text} must be a whole number from {min} to {max}."
                ));
                None
            }
        }
    }

    fn flag(&mut self, name: &str) -> Option<bool> {
        match self.text(name)?.as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            other => {
                self.problems
                    .push(format!("{name}={other} must be true or false."));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(server: &str, pairs: &[(&str, &str)]) -> Result<Settings, Vec<String>> {
        let find = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_string())
        };
        Settings::read(server, find, Some(4096))
    }

    #[test]
    fn leaves_the_servers_defaults_alone_when_nothing_is_set() {
        let settings = read("hyperlane", &[("BACKLOG", "")]).unwrap();

        assert_eq!(settings.port, 8080);
        assert_eq!(settings.backlog, None);
        assert_eq!(settings.nodelay, None);
        assert_eq!(settings.keepalive, Keepalive::default());
    }

    #[test]
    fn reports_every_problem_at_once_with_name_value_and_what_is_allowed() {
        let pairs = [
            ("PORT", "0"),
            ("NODELAY", "yes"),
            ("REUSEPORT", "1"),
            ("WORKERS", "+2"),
        ];
        let problems = read("hyperlane", &pairs).unwrap_err();

        assert_eq!(problems.len(), 4);
        assert_eq!(
            problems[0],
            "PORT=0 must be a whole number from 1 to 65535."
        );
        assert!(problems[2].starts_with("REUSEPORT=1 cannot be honoured: hyperlane binds"));
    }

    #[test]
    fn refuses_a_backlog_above_what_the_kernel_grants() {
        let problems = read("reference", &[("BACKLOG", "4097")]).unwrap_err();

        assert!(problems[0].contains("net.core.somaxconn, which is 4096 here"));
    }
}
