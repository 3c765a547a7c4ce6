//! Against a server of TLS on this machine, with the certificates of fixtures/.

use super::*;
use crate::fixture::Tree;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection};
use serde_json::json;
use std::net::{SocketAddr, TcpListener};
use std::thread::{JoinHandle, spawn};

const CA: &str = include_str!("../../fixtures/ca.pem");
const OTHER_CA: &str = include_str!("../../fixtures/other-ca.pem");
const CERTIFICATE: &str = include_str!("../../fixtures/server.pem");
const KEY: &str = include_str!("../../fixtures/server.key");

/// Takes one request and gives this answer; joining it gives the request.
fn server(answer: &'static str) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let thread = spawn(move || {
        let (socket, _) = listener.accept().unwrap();
        let session = ServerConnection::new(Arc::new(config)).unwrap();
        let mut stream = StreamOwned::new(session, socket);
        let mut request = vec![0; 4_096];
        let length = stream.read(&mut request).unwrap_or(0);
        let _ = stream.write_all(answer.as_bytes());
        stream.conn.send_close_notify();
        let _ = stream.flush();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    (address, thread)
}

fn api_server(address: SocketAddr, account: &Tree) -> ApiServer {
    ApiServer {
        host: address.ip().to_string(),
        port: address.port(),
        account: account.path(""),
    }
}

fn account(ca: &str) -> Tree {
    let tree = Tree::new();
    tree.write("ca.crt", ca);
    tree.write("token", "own-token\n");
    tree
}

#[test]
fn a_document_is_sent_with_the_own_token_and_another_comes_back() {
    let account = account(CA);
    let (address, thread) = server("HTTP/1.0 201 Created\r\nA: b\r\n\r\n{\"c\":1}\n");

    let answer = api_server(address, &account).post("/path", &json!({ "d": 2 }));

    assert_eq!(answer, Ok(json!({ "c": 1 })));
    let request = thread.join().unwrap();
    assert!(request.starts_with("POST /path HTTP/1.0\r\n"), "{request}");
    assert!(request.contains("\r\nAuthorization: Bearer own-token\r\n"));
    assert!(request.contains("\r\nContent-Length: 7\r\n"));
    assert!(request.ends_with("\r\n\r\n{\"d\":2}"), "{request}");
}

#[test]
fn a_server_that_another_ca_vouches_for_is_not_asked() {
    let account = account(OTHER_CA);
    let (address, thread) = server("HTTP/1.0 201 Created\r\n\r\n{}");

    let failure = api_server(address, &account)
        .post("/", &json!({}))
        .unwrap_err();

    assert_eq!(failure.status, 503);
    assert!(
        failure.reason.contains("UnknownIssuer"),
        "{}",
        failure.reason
    );
    assert_eq!(thread.join().unwrap(), "");
}

#[test]
fn a_server_of_another_name_is_not_asked() {
    let account = account(CA);
    let (address, thread) = server("HTTP/1.0 201 Created\r\n\r\n{}");
    let mut other = api_server(address, &account);
    other.host = "localhost".into();

    let failure = other.post("/", &json!({})).unwrap_err();

    assert!(
        failure.reason.contains("not valid for name"),
        "{}",
        failure.reason
    );
    assert_eq!(thread.join().unwrap(), "");
}

#[test]
fn a_server_that_is_away_is_a_failure() {
    let account = account(CA);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);

    let failure = api_server(address, &account)
        .post("/", &json!({}))
        .unwrap_err();

    assert_eq!(failure.status, 503);
    assert!(
        failure.reason.contains("cannot be reached"),
        "{}",
        failure.reason
    );
}

#[test]
fn a_file_of_the_account_that_is_missing_or_wrong_is_named() {
    let (address, _thread) = server("");
    let account = account("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let server = api_server(address, &account);
    let reason = || server.post("/", &json!({})).unwrap_err().reason;

    assert!(reason().contains("has a CA that is none"), "{}", reason());
    account.remove("ca.crt");
    assert!(reason().contains("ca.crt cannot be read"), "{}", reason());
    account.remove("token");
    assert!(reason().contains("token cannot be read"), "{}", reason());
}

#[test]
fn an_answer_that_is_no_yes_is_a_failure() {
    for (answer, part) in [
        (
            "HTTP/1.0 403 Forbidden\r\n\r\n{}",
            "needs 'create' on 'tokenreviews'",
        ),
        ("HTTP/1.0 500 Oh\r\n\r\n{}", "answers: 'HTTP/1.0 500 Oh'"),
        (
            "HTTP/1.0 201 Created\r\n\r\n{\"a\"",
            "answers no whole JSON",
        ),
        ("", "answers: ''"),
    ] {
        let reason = parse(answer.as_bytes()).unwrap_err().reason;
        assert!(reason.contains(part), "{reason}");
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
