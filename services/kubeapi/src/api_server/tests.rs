//! Against a server of TLS on this machine, with the certificates of fixtures/.

use super::*;
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection};
use serde_json::json;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{JoinHandle, spawn};

const CA: &str = include_str!("../../fixtures/ca.pem");
const OTHER_CA: &str = include_str!("../../fixtures/other-ca.pem");
const CERTIFICATE: &str = include_str!("../../fixtures/server.pem");
const KEY: &str = include_str!("../../fixtures/server.key");

/// The folder of an account, on disk as long as a test lasts.
struct Account(PathBuf);

impl Account {
    fn new(ca: &str) -> Account {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = format!("kubeapi-{}-{number}", std::process::id());
        let account = Account(std::env::temp_dir().join(folder));
        std::fs::create_dir(&account.0).unwrap();
        std::fs::write(account.0.join("ca.crt"), ca).unwrap();
        std::fs::write(account.0.join("token"), "own-token\n").unwrap();
        account
    }

    fn remove(&self, file: &str) {
        std::fs::remove_file(self.0.join(file)).unwrap();
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

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

fn api_server(address: SocketAddr, account: &Account) -> ApiServer {
    ApiServer {
        host: address.ip().to_string(),
        port: address.port(),
        account: account.0.clone(),
    }
}

#[test]
fn a_document_is_sent_with_the_own_token_and_another_comes_back() {
    let account = Account::new(CA);
    let (address, thread) = server("HTTP/1.0 201 Created\r\nA: b\r\n\r\n{\"c\":1}\n");

    let answer = api_server(address, &account).request("POST", "/path", Some(&json!({ "d": 2 })));

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
    let (address, thread) = server("HTTP/1.0 201 Created\r\n\r\n{}");

    let failure = api_server(address, &account)
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
    let (address, thread) = server("HTTP/1.0 201 Created\r\n\r\n{}");
    let mut other = api_server(address, &account);
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

    let failure = api_server(address, &account)
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
    let (address, _thread) = server("");
    let account = Account::new("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    let server = api_server(address, &account);
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
