//! For tests, here and in programs that ask the API server: one of TLS on this machine.

use crate::ApiServer;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::{JoinHandle, spawn};

/// The one that vouches for the server.
pub const CA: &str = include_str!("../fixtures/ca.pem");
pub const OTHER_CA: &str = include_str!("../fixtures/other-ca.pem");
const CERTIFICATE: &str = include_str!("../fixtures/server.pem");
const KEY: &str = include_str!("../fixtures/server.key");

/// The folder of an account, on disk as long as a test lasts.
pub struct Account(PathBuf);

impl Account {
    pub fn new(ca: &str) -> Account {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = format!("kubeapi-{}-{number}", std::process::id());
        let account = Account(std::env::temp_dir().join(folder));
        std::fs::create_dir(&account.0).unwrap();
        std::fs::write(account.0.join("ca.crt"), ca).unwrap();
        std::fs::write(account.0.join("token"), "own-token\n").unwrap();
        account
    }

    pub fn remove(&self, file: &str) {
        std::fs::remove_file(self.0.join(file)).unwrap();
    }

    /// As a program with this account sees it.
    pub fn api_server(&self, address: SocketAddr) -> ApiServer {
        let (host, port) = (address.ip().to_string(), address.port().to_string());
        let told = |name: &str| Some(if name.ends_with("HOST") { &host } else { &port }.clone());
        let server = ApiServer::from_environment(told).unwrap();
        server.with_account(&self.0)
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Takes one request and gives this answer; joining it gives the request.
pub fn serve(answer: &str) -> (SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (config, answer) = (Arc::new(server_config()), answer.to_string());
    let thread = spawn(move || {
        let (socket, _) = listener.accept().unwrap();
        let session = ServerConnection::new(config).unwrap();
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

fn server_config() -> ServerConfig {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
    ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap()
}
