//! Against a server of TLS on this machine, with the certificates of fixtures/.

use super::*;
use crate::testing::{Account, CA, OTHER_CA, serve};
use serde_json::json;
use std::net::TcpListener;

#[test]
fn a_document_is_sent_with_the_own_token_and_another_comes_back() {
    let account = Account::new(CA);
    let (address, thread) = serve("HTTP/1.0 201 Created\r\nA: b\r\n\r\n{\"c\":1}\n");

    let answer = account
        .api_server(address)
        .request("POST", "/path", Some(&json!({ "d": 2 })));

    assert_eq!(answer, Ok(json!({ "c": 1 })));
    let request = thread.join().unwrap();
    assert!(request.starts_with("POST /path HTTP/1.0\r\n"), "{request}");
    assert!(request.contains("\r\nAuthorization: Bearer own-token\r\n"));
    assert!(request.contains("\r\nContent-Length: 7\r\n"));
    assert!(request.ends_with("\r\n\r\n{\"d\":2}"), "{request}");
}

#[test]
fn a_server_that_another_ca_vouches_for_is_not_asked() {
    let account = Account::new(OTHER_CA);
    let (address, thread) = serve("HTTP/1.0 201 Created\r\n\r\n{}");

    let failure = account
        .api_server(address)
        .request("GET", "/", None)
        .unwrap_err();

    assert_eq!(failure.status, None);
    assert!(
        failure.reason.contains("UnknownIssuer"),
        "{}",
        failure.reason
    );
    assert_eq!(thread.join().unwrap(), "");
}

#[test]
fn a_server_of_another_name_is_not_asked() {
    let account = Account::new(CA);
    let (address, thread) = serve("HTTP/1.0 201 Created\r\n\r\n{}");
    let mut other = account.api_server(address);
    other.host = "localhost".into();

    let failure = other.request("GET", "/", None).unwrap_err();

    assert!(
        failure.reason.contains("not valid for name"),
        "{}",
        failure.reason
    );
    assert_eq!(thread.join().unwrap(), "");
}

#[test]
fn a_server_that_is_away_is_a_failure() {
    let account = Account::new(CA);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);

    let failure = account
        .api_server(address)
        .request("GET", "/", None)
        .unwrap_err();

    assert_eq!(failure.status, None);
    assert!(
        failure.reason.contains("cannot be reached"),
        "{}",
        failure.reason
    );
}

#[test]
fn a_file_of_the_account_that_is_missing_or_wrong_is_named() {
    let (address, _thread) = serve("");
    let account = Account::new("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let server = account.api_server(address);
    let reason = || server.request("GET", "/", None).unwrap_err().reason;

    assert!(reason().contains("has a CA that is none"), "{}", reason());
    account.remove("ca.crt");
    assert!(reason().contains("ca.crt cannot be read"), "{}", reason());
    account.remove("token");
    assert!(reason().contains("token cannot be read"), "{}", reason());
}

#[test]
fn an_answer_that_is_no_yes_is_a_failure_with_its_status() {
    for (answer, status, part) in [
        (
            "HTTP/1.0 409 Conflict\r\n\r\n{}",
            Some(409),
            "answers: 'HTTP/1.0 409 Conflict'",
        ),
        ("HTTP/1.0 201 Created\r\n\r\n{\"a\"", None, "no whole JSON"),
        ("", None, "answers: ''"),
    ] {
        let error = parse(answer.as_bytes()).unwrap_err();
        assert_eq!(error.status, status);
        assert!(error.reason.contains(part), "{}", error.reason);
    }
}

#[test]
fn the_environment_says_where_the_server_is() {
    let read = |host: &str, port: &str| {
        let (host, port) = (host.to_string(), port.to_string());
        ApiServer::from_environment(move |name| {
            let value = if name.ends_with("HOST") { &host } else { &port };
            Some(value.clone()).filter(|text| !text.is_empty())
        })
    };

    let server = read("10.96.0.1", "443").map(|one| (one.host, one.port));
    assert_eq!(server, Ok(("10.96.0.1".into(), 443)));
    for (host, port, part) in [
        ("", "443", "KUBERNETES_SERVICE_HOST is not set"),
        ("a", "", "KUBERNETES_SERVICE_PORT is not set"),
        ("a", "x", "KUBERNETES_SERVICE_PORT=x must be"),
    ] {
        let reason = read(host, port).map(|_| ()).unwrap_err();
        assert!(reason.contains(part), "{reason}");
    }
}
