//! Reads what a pod of this node uses, and what its settings came to.
//!
//! `nodeprobe` answers over HTTP, to one account alone; `nodeprobe print` looks once at every process
//! that it can see and prints what it finds. Both need the right to trace (CAP_SYS_PTRACE).

mod api;
mod cgroup;
mod clock;
mod controllers;
mod counter_file;
mod failure;
#[cfg(test)]
mod fixture;
mod folders;
mod gate;
mod http;
mod ids;
mod probe;
mod process;
mod reading;
mod server;
mod settings;
mod socket;
mod token_review;
mod v1;
mod v2;
mod verdicts;

use api::Api;
use gate::Gate;
use kubeapi::ApiServer;
use probe::Probe;
use std::net::{Ipv6Addr, TcpListener};
use std::process::ExitCode;
use std::sync::Arc;

const DEFAULT_PORT: u16 = 8090;
const DEFAULT_ROOT: &str = "/sys/fs/cgroup";
/// A wrong argument or a wrong environment (EX_USAGE of sysexits.h).
const USAGE: u8 = 64;

fn main() -> ExitCode {
    end_on_signals();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => serve(),
        ["print"] => print(),
        _ => Err((USAGE, "the only argument there is, is 'print'".to_string())),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, reason)) => {
            eprintln!("nodeprobe: {reason}");
            ExitCode::from(code)
        }
    }
}

fn print() -> Result<(), (u8, String)> {
    let document = settings::of_all_but_own().map_err(|failure| (1, failure.reason))?;
    println!("{document}");
    Ok(())
}

fn serve() -> Result<(), (u8, String)> {
    let variable = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
    let wrong = |reason: &str| (USAGE, reason.to_string());
    let port: u16 = match variable("PORT") {
        None => DEFAULT_PORT,
        Some(text) => text
            .parse()
            .map_err(|_| wrong(&format!("PORT={text} must be a number from 1 to 65535")))?,
    };
    let allowed = variable("ALLOWED_USER").ok_or_else(|| {
        wrong("ALLOWED_USER must name the one who may ask, as system:serviceaccount:space:name")
    })?;
    let api_server = ApiServer::from_environment(variable).map_err(|reason| (USAGE, reason))?;
    let root = variable("CGROUP_ROOT").unwrap_or(DEFAULT_ROOT.into());
    let gate = Gate::new(allowed, move |token| token_review::ask(&api_server, token));
    let api = Api::new(Probe::new(root.into()), gate);
    // Takes IPv4 as well.
    let listener = TcpListener::bind((Ipv6Addr::UNSPECIFIED, port))
        .or_else(|_| TcpListener::bind(("0.0.0.0", port)))
        .map_err(|error| (1, format!("port {port} cannot be served: {error}")))?;
    println!("nodeprobe: serving on port {port}");
    server::serve(&listener, &Arc::new(api))
}

/// The first process of a container ignores signals it has no handler for. Nothing is half done that
/// would have to be finished: a reading changes nothing.
fn end_on_signals() {
    extern "C" fn end(_: libc::c_int) {
        // SAFETY: _exit is one of the few calls that a signal handler may make.
        unsafe { libc::_exit(0) }
    }
    // SAFETY: the handler only calls _exit.
    unsafe {
        libc::signal(libc::SIGTERM, end as *const () as libc::sighandler_t);
        libc::signal(libc::SIGINT, end as *const () as libc::sighandler_t);
    }
}
