//! Paths of the contract as one function from request to answer.

use bytes::Bytes;
use contract::drain::draining;
use contract::pool;
use contract::routes::{BAD_LENGTH, HELLO, JSON, MAX_BYTES, bytes_length};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body, Incoming};
use hyper::header::{CONNECTION, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use std::convert::Infallible;

const TEXT: &str = "text/plain; charset=utf-8";
const BINARY: &str = "application/octet-stream";
static ZEROS: [u8; MAX_BYTES] = [0; MAX_BYTES];

type Answer = Response<Full<Bytes>>;

/// Answers one request; while the server drains it is the last one of its connection.
pub async fn answer(request: Request<Incoming>) -> Result<Answer, Infallible> {
    let mut answer = route(request).await;
    if draining() {
        let close = HeaderValue::from_static("close");
        answer.headers_mut().insert(CONNECTION, close);
    }
    Ok(answer)
}

async fn route(request: Request<Incoming>) -> Answer {
    let path = request.uri().path();
    let asked = path
        .strip_prefix("/bytes/")
        .filter(|asked| !asked.contains('/'));
    let served = match path {
        "/" | "/json" | "/upstream" | "/healthz" | "/readyz" => Method::GET,
        "/echo" => Method::POST,
        _ if asked.is_some() => Method::GET,
        _ => return text(StatusCode::NOT_FOUND, b"no such path\n"),
    };
    if *request.method() != served {
        return text(
            StatusCode::METHOD_NOT_ALLOWED,
            b"this path has another method\n",
        );
    }
    match path {
        "/" => text(StatusCode::OK, HELLO),
        "/json" => ok("application/json", Bytes::from_static(JSON)),
        "/echo" => echo(request).await,
        "/upstream" => upstream().await,
        "/readyz" if draining() => text(StatusCode::SERVICE_UNAVAILABLE, b"stopping\n"),
        "/healthz" | "/readyz" => text(StatusCode::OK, b"ok\n"),
        _ => bytes(asked.unwrap_or_default()),
    }
}

fn bytes(asked: &str) -> Answer {
    match bytes_length(asked) {
        Some(length) => ok(BINARY, Bytes::from_static(&ZEROS[..length])),
        None => text(StatusCode::BAD_REQUEST, BAD_LENGTH),
    }
}

async fn echo(request: Request<Incoming>) -> Answer {
    let announced = request.body().size_hint().lower();
    if announced <= MAX_BYTES as u64
        && let Ok(body) = Limited::new(request.into_body(), MAX_BYTES).collect().await
    {
        return ok(BINARY, body.to_bytes());
    }
    text(
        StatusCode::PAYLOAD_TOO_LARGE,
        b"the body is larger than 1048576 bytes\n",
    )
}

async fn upstream() -> Answer {
    match pool::call().await {
        Ok(body) => ok(BINARY, body.into()),
        Err(failure) => {
            let status = StatusCode::from_u16(failure.status);
            let status = status.unwrap_or(StatusCode::BAD_GATEWAY);
            respond(status, TEXT, failure.reason.into())
        }
    }
}

fn text(status: StatusCode, body: &'static [u8]) -> Answer {
    respond(status, TEXT, Bytes::from_static(body))
}

fn ok(kind: &'static str, body: Bytes) -> Answer {
    respond(StatusCode::OK, kind, body)
}

fn respond(status: StatusCode, kind: &'static str, body: Bytes) -> Answer {
    let mut answer = Response::new(Full::new(body));
    *answer.status_mut() = status;
    let kind = HeaderValue::from_static(kind);
    answer.headers_mut().insert(CONTENT_TYPE, kind);
    answer
}
