//! One HTTPS GET to the kubelet.

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme, StreamOwned,
};
use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(3);
const MAX_ANSWER: u64 = 8 << 20;

/// The answer's body; the error is a sentence.
pub fn get(node: &str, port: u16, path: &str, token: &str) -> Result<String, String> {
    let say = |what: &str, error: &dyn std::fmt::Display| format!("the kubelet {what}: {error}");
    let ip: IpAddr = node
        .parse()
        .map_err(|error| say("has no valid address", &error))?;
    let config = config().map_err(|error| say("cannot be asked", &error))?;
    let client = ClientConnection::new(config, ServerName::from(ip));
    let client = client.map_err(|error| say("cannot be asked", &error))?;
    let socket = TcpStream::connect_timeout(&SocketAddr::new(ip, port), TIMEOUT);
    let socket = socket.map_err(|error| say("cannot be reached", &error))?;
    let _ = socket.set_read_timeout(Some(TIMEOUT));
    let _ = socket.set_write_timeout(Some(TIMEOUT));
    let mut stream = StreamOwned::new(client, socket);
    let request = format!(
        "GET {path} HTTP/1.0\r\nHost: {node}\r\nAuthorization: Bearer {token}\r\n\
         Accept: text/plain\r\nConnection: close\r\n\r\n"
    );
    stream
        .write_all(request.as_bytes())
        .map_err(|error| say("takes no request", &error))?;
    let mut text = Vec::new();
    // A server may close without TLS's own goodbye; the length of the answer is checked by its end.
    let read = stream.take(MAX_ANSWER).read_to_end(&mut text);
    if text.is_empty() {
        return Err(say(
            "gives no answer",
            &read.err().map_or("empty".into(), |e| e.to_string()),
        ));
    }
    body(&String::from_utf8_lossy(&text))
}

fn body(answer: &str) -> Result<String, String> {
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .ok_or("the kubelet's answer is cut")?;
    let line = head.lines().next().unwrap_or_default();
    match line.split(' ').nth(1) {
        Some("200") => Ok(body.to_string()),
        Some("401" | "403") => Err(format!(
            "the kubelet refuses ({line}): the service account needs 'get' on 'nodes/metrics'"
        )),
        _ => Err(format!("the kubelet answers '{line}'")),
    }
}

fn config() -> Result<Arc<ClientConfig>, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(AnyCertificate))
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// A kubelet signs its own certificate unless the cluster is set up to sign it, so there is nothing
/// to check it against. What could be stolen is a token that may read metrics; what could be forged
/// is a reading. Used for the kubelet of our own node, and nowhere else.
#[derive(Debug)]
struct AnyCertificate;

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer,
        _: &[CertificateDer],
        _: &ServerName,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        rustls::crypto::ring::default_provider()
            .signature_verification_algorithms
            .supported_schemes()
    }
}
