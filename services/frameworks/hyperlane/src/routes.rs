//! Paths of the contract as hyperlane's hooks; each sends its own answer.

use contract::drain::{Running, draining};
use contract::pool;
use contract::routes::{BAD_LENGTH, HELLO, JSON, MAX_BYTES, bytes_length};
use hyperlane::{Context, Method, RequestError, Server, ServerHook, Status, Stream};

const TEXT: &str = "text/plain; charset=utf-8";
const BINARY: &str = "application/octet-stream";
static ZEROS: [u8; MAX_BYTES] = [0; MAX_BYTES];

/// Gives the server every path of the contract.
pub fn register(server: &mut Server) {
    server
        .request_error::<BadRequest>()
        .request_middleware::<KnownPath>()
        .route::<Hello>("/")
        .route::<Json>("/json")
        .route::<Bytes>("/bytes/{n}")
        .route::<Echo>("/echo")
        .route::<Upstream>("/upstream")
        .route::<Healthz>("/healthz")
        .route::<Readyz>("/readyz");
}

struct Answer<'a> {
    status: usize,
    kind: &'a str,
    body: &'a [u8],
}

fn text(status: usize, body: &[u8]) -> Answer<'_> {
    Answer {
        status,
        kind: TEXT,
        body,
    }
}

async fn send(stream: &mut Stream, ctx: &mut Context, answer: Answer<'_>) -> Status {
    let response = ctx.get_mut_response();
    response
        .set_status_code(answer.status)
        .set_header("content-type", answer.kind);
    response.set_body(answer.body);
    let last = draining();
    if last {
        response.set_header("connection", "close");
    }
    let data = response.build();
    if stream.try_send(data).await.is_err() || last {
        stream.set_closed(true);
    }
    Status::Reject
}

/// Declares a hook without state that answers one method of one path.
macro_rules! hook {
    ($name:ident, $method:path, |$stream:ident, $ctx:ident| $body:expr) => {
        struct $name;

        impl ServerHook for $name {
            async fn new(_: &mut Stream, _: &mut Context) -> Self {
                Self
            }

            async fn handle(self, $stream: &mut Stream, $ctx: &mut Context) -> Status {
                let _running = Running::enter();
                if *$ctx.get_request().get_method() != $method {
                    return send($stream, $ctx, text(405, b"this path has another method\n")).await;
                }
                $body.await
            }
        }
    };
}

hook!(Hello, Method::Get, |stream, ctx| send(
    stream,
    ctx,
    text(200, HELLO)
));
hook!(Healthz, Method::Get, |stream, ctx| send(
    stream,
    ctx,
    text(200, b"ok\n")
));
hook!(Readyz, Method::Get, |stream, ctx| send(
    stream,
    ctx,
    ready()
));
hook!(Json, Method::Get, |stream, ctx| {
    send(
        stream,
        ctx,
        Answer {
            status: 200,
            kind: "application/json",
            body: JSON,
        },
    )
});
hook!(Bytes, Method::Get, |stream, ctx| bytes(stream, ctx));
hook!(Echo, Method::Post, |stream, ctx| echo(stream, ctx));
hook!(Upstream, Method::Get, |stream, ctx| upstream(stream, ctx));

fn ready() -> Answer<'static> {
    if draining() {
        text(503, b"stopping\n")
    } else {
        text(200, b"ok\n")
    }
}

async fn bytes(stream: &mut Stream, ctx: &mut Context) -> Status {
    let asked = ctx.try_get_route_param("n").unwrap_or_default();
    match bytes_length(&asked) {
        Some(length) => {
            let answer = Answer {
                status: 200,
                kind: BINARY,
                body: &ZEROS[..length],
            };
            send(stream, ctx, answer).await
        }
        None => send(stream, ctx, text(400, BAD_LENGTH)).await,
    }
}

async fn echo(stream: &mut Stream, ctx: &mut Context) -> Status {
    let body = std::mem::take(ctx.get_mut_request().get_mut_body());
    send(
        stream,
        ctx,
        Answer {
            status: 200,
            kind: BINARY,
            body: &body,
        },
    )
    .await
}

async fn upstream(stream: &mut Stream, ctx: &mut Context) -> Status {
    match pool::call().await {
        Ok(body) => {
            send(
                stream,
                ctx,
                Answer {
                    status: 200,
                    kind: BINARY,
                    body: &body,
                },
            )
            .await
        }
        Err(error) => {
            send(
                stream,
                ctx,
                text(usize::from(error.status), error.reason.as_bytes()),
            )
            .await
        }
    }
}

/// hyperlane answers an unknown path with nothing at all, so it is looked up beforehand.
struct KnownPath;

impl ServerHook for KnownPath {
    async fn new(_: &mut Stream, _: &mut Context) -> Self {
        Self
    }

    async fn handle(self, stream: &mut Stream, ctx: &mut Context) -> Status {
        match ctx.get_request().get_path().as_str() {
            "/" | "/json" | "/echo" | "/upstream" | "/healthz" | "/readyz" => Status::Continue,
            path if path.starts_with("/bytes/") && path.matches('/').count() == 2 => {
                Status::Continue
            }
            _ => send(stream, ctx, text(404, b"no such path\n")).await,
        }
    }
}

/// A request that hyperlane could not read: answered, unless the client is gone or only silent.
struct BadRequest;

impl ServerHook for BadRequest {
    async fn new(_: &mut Stream, _: &mut Context) -> Self {
        Self
    }

    async fn handle(self, stream: &mut Stream, ctx: &mut Context) -> Status {
        let error = ctx.try_get_request_error_data().unwrap_or_default();
        let silent = matches!(
            error,
            RequestError::ReadTimeout(_)
                | RequestError::ClientDisconnected(_)
                | RequestError::ClientClosedConnection(_)
        );
        if !silent {
            let status = error.get_http_status_code();
            ctx.get_mut_response().set_header("connection", "close");
            send(stream, ctx, text(status, b"the request cannot be read\n")).await;
        }
        stream.set_closed(true);
        Status::Reject
    }
}
