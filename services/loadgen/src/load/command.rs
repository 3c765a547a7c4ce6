//! `loadgen load`: one run from the command line, its result as one line of JSON.

use super::plan::{Expected, LoadPlan, Mode};
use super::probe;
use super::run::run;
use crate::failure::{self, Failure};
use crate::target::Target;
use lexopt::prelude::*;
use std::net::ToSocketAddrs;
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

const USAGE: &str = "\
loadgen load --url http://host:port/path [options]

  --connections N  open at one time (64)
  --threads N      threads they are dealt out to (1)
  --rate R         open loop: R requests a second at planned instants (closed loop)
  --seconds S      measured window (3)
  --settle S       load before it that is not counted (0.25)
  --timeout S      longest wait for an answer (5)
  --cpus A,B,...   cores for the threads, in turn (any)
  --histogram      adds the latencies as a compressed HdrHistogram in base64
";

/// What the command line says.
struct Options {
    url: String,
    connections: usize,
    threads: usize,
    rate: Option<f64>,
    seconds: f64,
    settle: f64,
    timeout: f64,
    cpus: Option<Vec<usize>>,
    histogram: bool,
    help: bool,
}

/// Runs the load that the arguments after `load` describe.
pub fn main() -> ExitCode {
    let done = Options::read(lexopt::Parser::from_args(std::env::args_os().skip(2)))
        .map_err(|error| {
            usage(format!(
                "{error}; `loadgen load --help` lists what there is"
            ))
        })
        .and_then(|options| match options.help {
            true => Ok(USAGE.trim_end().to_string()),
            false => measure(&options),
        });
    match done {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("loadgen: {}", failure.reason);
            ExitCode::from(failure.code)
        }
    }
}

impl Options {
    fn read(mut parser: lexopt::Parser) -> Result<Options, lexopt::Error> {
        let mut options = Options {
            url: String::new(),
            connections: 64,
            threads: 1,
            rate: None,
            seconds: 3.0,
            settle: 0.25,
            timeout: 5.0,
            cpus: None,
            histogram: false,
            help: false,
        };
        while let Some(argument) = parser.next()? {
            match argument {
                Long("url") => options.url = parser.value()?.string()?,
                Long("connections") => options.connections = parser.value()?.parse()?,
                Long("threads") => options.threads = parser.value()?.parse()?,
                Long("rate") => options.rate = Some(parser.value()?.parse()?),
                Long("seconds") => options.seconds = seconds(&mut parser)?,
                Long("settle") => options.settle = seconds(&mut parser)?,
                Long("timeout") => options.timeout = seconds(&mut parser)?,
                Long("cpus") => options.cpus = Some(parser.value()?.parse_with(cores)?),
                Long("histogram") => options.histogram = true,
                Long("help") => options.help = true,
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(options)
    }
}

/// A time that Duration can hold, which an hour is the longest of.
fn seconds(parser: &mut lexopt::Parser) -> Result<f64, lexopt::Error> {
    parser
        .value()?
        .parse_with(|text| match text.parse::<f64>() {
            Ok(value) if (0.0..=3600.0).contains(&value) => Ok(value),
            _ => Err("must be seconds from 0 to 3600"),
        })
}

fn cores(text: &str) -> Result<Vec<usize>, <usize as FromStr>::Err> {
    text.split(',').map(usize::from_str).collect()
}

fn usage(reason: String) -> Failure {
    Failure::new(failure::PLAN, reason)
}

fn measure(options: &Options) -> Result<String, Failure> {
    let url = &options.url;
    let target = Target::parse(url)
        .map_err(|_| usage(format!("--url ({url}) must be like http://host:port/path")))?;
    let unreachable =
        |error: std::io::Error| Failure::new(failure::TARGET, format!("{url}: {error}"));
    let address = (target.host.as_str(), target.port)
        .to_socket_addrs()
        .map_err(unreachable)?
        .next()
        .ok_or_else(|| usage(format!("{url}: the name has no address")))?;
    let host = format!("{}:{}", target.host, target.port);
    let timeout = Duration::from_secs_f64(options.timeout);
    let answer = probe::ask(address, &host, &target.path, timeout).map_err(unreachable)?;
    if answer.status != 200 {
        let reason = format!("{url} answered {}, not 200", answer.status);
        return Err(Failure::new(failure::TARGET, reason));
    }
    let plan = LoadPlan {
        address,
        host,
        path: target.path,
        expect: Expected {
            status: answer.status,
            body_bytes: answer.body_bytes,
        },
        connections: options.connections,
        threads: options.threads,
        mode: options
            .rate
            .map_or(Mode::Closed, |rate| Mode::Open { rate }),
        settle: Duration::from_secs_f64(options.settle),
        window: Duration::from_secs_f64(options.seconds),
        tail: Duration::ZERO,
        timeout,
        cpus: options.cpus.clone(),
    };
    plan.check().map_err(|error| usage(error.to_string()))?;
    let result = run(&plan, &mut |_| {}).map_err(unreachable)?;
    let document = result
        .to_json(&plan, options.histogram)
        .map_err(unreachable)?;
    Ok(document.to_string())
}
