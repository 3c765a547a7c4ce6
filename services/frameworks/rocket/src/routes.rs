//! Paths of the contract as Rocket's routes.

use contract::drain::draining;
use contract::pool;
use contract::routes::{BAD_LENGTH, HELLO, JSON, MAX_BYTES, bytes_length};
use rocket::data::{Data, ToByteUnit};
use rocket::http::{ContentType, Status};
use rocket::{Build, Request, Rocket, catch, catchers, get, post, routes};

static ZEROS: [u8; MAX_BYTES] = [0; MAX_BYTES];

type Fixed = (Status, (ContentType, &'static [u8]));
type Made = (Status, (ContentType, Vec<u8>));

/// Gives the server every path of the contract.
pub fn mount(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket
        .mount(
            "/",
            routes![hello, json, bytes, echo, upstream, healthz, readyz],
        )
        .register("/", catchers![unreadable, unknown])
}

fn text(status: Status, body: &'static [u8]) -> Fixed {
    (status, (ContentType::Plain, body))
}

#[get("/")]
fn hello() -> Fixed {
    text(Status::Ok, HELLO)
}

#[get("/json")]
fn json() -> Fixed {
    (Status::Ok, (ContentType::JSON, JSON))
}

#[get("/healthz")]
fn healthz() -> Fixed {
    text(Status::Ok, b"ok\n")
}

#[get("/readyz")]
fn readyz() -> Fixed {
    if draining() {
        text(Status::ServiceUnavailable, b"stopping\n")
    } else {
        text(Status::Ok, b"ok\n")
    }
}

#[get("/bytes/<n>")]
fn bytes(n: &str) -> Fixed {
    match bytes_length(n) {
        Some(length) => (Status::Ok, (ContentType::Binary, &ZEROS[..length])),
        None => text(Status::BadRequest, BAD_LENGTH),
    }
}

#[post("/echo", data = "<body>")]
async fn echo(body: Data<'_>) -> Result<Made, Fixed> {
    match body.open(MAX_BYTES.bytes()).into_bytes().await {
        Ok(read) if read.is_complete() => {
            Ok((Status::Ok, (ContentType::Binary, read.into_inner())))
        }
        Ok(_) => Err(text(
            Status::PayloadTooLarge,
            b"the body is larger than 1048576 bytes\n",
        )),
        Err(_) => Err(unreadable()),
    }
}

#[get("/upstream")]
async fn upstream() -> Made {
    match pool::call().await {
        Ok(body) => (Status::Ok, (ContentType::Binary, body)),
        Err(failure) => {
            let body = failure.reason.into_bytes();
            (Status::new(failure.status), (ContentType::Plain, body))
        }
    }
}

#[catch(400)]
fn unreadable() -> Fixed {
    text(Status::BadRequest, b"the request cannot be read\n")
}

/// Rocket has one answer for an unknown path and for a path that has another method.
#[catch(404)]
fn unknown(request: &Request<'_>) -> Fixed {
    let path = request.uri().path();
    let known = match path.as_str() {
        "/" | "/json" | "/echo" | "/upstream" | "/healthz" | "/readyz" => true,
        other => other
            .strip_prefix("/bytes/")
            .is_some_and(|asked| !asked.contains('/')),
    };
    if known {
        text(Status::MethodNotAllowed, b"this path has another method\n")
    } else {
        text(Status::NotFound, b"no such path\n")
    }
}
