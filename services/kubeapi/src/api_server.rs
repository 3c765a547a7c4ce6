//! One HTTPS request to the API server, with the pod's own account.

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::Value;
use std::fmt::Display;
use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Where kubelet puts the account of a pod that asks for nothing else.
const ACCOUNT: &str = "/var/run/secrets/kubernetes.io/serviceaccount";
const TIMEOUT: Duration = Duration::from_secs(3);
const MAX_ANSWER: u64 = 1 << 20;

/// Why there is no document.
#[derive(Debug, Clone, PartialEq)]
pub struct ApiError {
    /// Of the answer; absent where there was none.
    pub status: Option<u16>,
    /// A sentence.
    pub reason: String,
}

#[derive(Clone)]
pub struct ApiServer {
    host: String,
    port: u16,
    /// Where the account's token and the server's CA are.
    account: PathBuf,
}

impl ApiServer {
    /// From what kubelet tells every container. The error is a sentence.
    pub fn from_environment(
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<ApiServer, String> {
        let missing = |name: &str| {
            format!("{name} is not set: this runs in a pod, where kubelet sets it, or set it")
        };
        let (host, port) = ("KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT");
        let text = variable(port).ok_or_else(|| missing(port))?;
        Ok(ApiServer {
            host: variable(host).ok_or_else(|| missing(host))?,
            port: text
                .parse()
                .map_err(|_| format!("{port}={text} must be a number from 1 to 65535"))?,
            account: ACCOUNT.into(),
        })
    }

    /// With token and CA in another folder, under the names `token` and `ca.crt`.
    pub fn with_account(self, folder: impl Into<PathBuf>) -> ApiServer {
        ApiServer {
            account: folder.into(),
            ..self
        }
    }

    /// Asks by GET, or sends a document, and gives the one that comes back. Token and CA are read each
    /// time, because kubelet renews them.
    pub fn request(
        &self,
        method: &str,
        path: &str,
        document: Option<&Value>,
    ) -> Result<Value, ApiError> {
        let token = self.account_file("token")?;
        let body = document.map(Value::to_string).unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nAccept: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.host,
            String::from_utf8_lossy(&token).trim(),
            body.len()
        );
        parse(&self.exchange(request.as_bytes())?)
    }

    fn exchange(&self, request: &[u8]) -> Result<Vec<u8>, ApiError> {
        let name = ServerName::try_from(self.host.clone())
            .map_err(|error| cannot("has no valid name", &error))?;
        let client = ClientConnection::new(self.trust()?, name)
            .map_err(|error| cannot("cannot be asked", &error))?;
        let mut stream = StreamOwned::new(client, self.connect()?);
        stream
            .write_all(request)
            .map_err(|error| cannot("takes no request", &error))?;
        let mut answer = Vec::new();
        // A server may close without TLS's own goodbye: what counts is whether the JSON is whole.
        let read = stream.take(MAX_ANSWER).read_to_end(&mut answer);
        match read {
            Err(error) if answer.is_empty() => Err(cannot("gives no answer", &error)),
            _ => Ok(answer),
        }
    }

    fn connect(&self) -> Result<TcpStream, ApiError> {
        let addresses = (self.host.as_str(), self.port).to_socket_addrs();
        let mut addresses = addresses.map_err(|error| cannot("has no address", &error))?;
        let address = addresses.next();
        let address = address.ok_or_else(|| cannot("has no address", &self.host))?;
        let socket = TcpStream::connect_timeout(&address, TIMEOUT)
            .map_err(|error| cannot("cannot be reached", &error))?;
        let _ = socket.set_read_timeout(Some(TIMEOUT));
        let _ = socket.set_write_timeout(Some(TIMEOUT));
        Ok(socket)
    }

    /// Trusts the cluster's own CA, and no other.
    fn trust(&self) -> Result<Arc<ClientConfig>, ApiError> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(&self.account_file("ca.crt")?) {
            let certificate =
                certificate.map_err(|error| cannot("has a CA that cannot be read", &error))?;
            roots
                .add(certificate)
                .map_err(|error| cannot("has a CA that is none", &error))?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| cannot("cannot be asked", &error))?;
        Ok(Arc::new(
            config.with_root_certificates(roots).with_no_client_auth(),
        ))
    }

    fn account_file(&self, name: &str) -> Result<Vec<u8>, ApiError> {
        let path = self.account.join(name);
        std::fs::read(&path).map_err(|error| {
            let what = format!("cannot be asked, for {} cannot be read", path.display());
            cannot(&what, &error)
        })
    }
}

fn cannot(what: &str, why: &dyn Display) -> ApiError {
    ApiError {
        status: None,
        reason: format!("the API server {what}: {why}"),
    }
}

fn parse(answer: &[u8]) -> Result<Value, ApiError> {
    let text = String::from_utf8_lossy(answer);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let line = head.lines().next().unwrap_or_default();
    let status = line.split(' ').nth(1).and_then(|text| text.parse().ok());
    match status {
        Some(200 | 201) => {
            serde_json::from_str(body).map_err(|error| cannot("answers no whole JSON", &error))
        }
        _ => Err(ApiError {
            status,
            ..cannot("answers", &format!("'{line}'"))
        }),
    }
}

#[cfg(test)]
mod tests;
