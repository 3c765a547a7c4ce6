//! As much of HTTP as a question in one line and an answer in JSON take.

use crate::failure::Failure;
use serde_json::{Value, json};

/// The head of a request; it has no body.
#[derive(Debug, PartialEq)]
pub struct Request {
    pub method: String,
    pub path: String,
    query: String,
    /// What stands behind `Authorization: Bearer`.
    pub token: Option<String>,
    pub keep_alive: bool,
}

impl Request {
    /// Takes a head without the empty line at its end.
    pub fn parse(head: &[u8]) -> Result<Request, Failure> {
        let head = std::str::from_utf8(head).map_err(|_| bad("the head is no text"))?;
        let mut lines = head.split("\r\n");
        let first: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let [method, target, version @ ("HTTP/1.1" | "HTTP/1.0")] = first[..] else {
            return Err(bad("the first line is not of HTTP/1.1"));
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut request = Request {
            method: method.to_string(),
            path: path.to_string(),
            query: query.to_string(),
            token: None,
            keep_alive: version == "HTTP/1.1",
        };
        for line in lines {
            let (name, value) = line
                .split_once(':')
                .ok_or_else(|| bad("a header has no ':'"))?;
            request.header(&name.to_ascii_lowercase(), value.trim())?;
        }
        Ok(request)
    }

    fn header(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        match name {
            "authorization" if self.token.is_some() => Err(bad("there are two tokens")),
            "authorization" => {
                let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
                let bearer = scheme.eq_ignore_ascii_case("Bearer") && !token.is_empty();
                self.token = bearer.then(|| token.trim().to_string());
                Ok(())
            }
            "connection" => {
                self.keep_alive &= !value.eq_ignore_ascii_case("close");
                Ok(())
            }
            "content-length" if value == "0" => Ok(()),
            "content-length" | "transfer-encoding" => Err(bad("a question has no body")),
            _ => Ok(()),
        }
    }

    /// Of `?name=value&...`, as it stands there.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        pairs
            .into_iter()
            .find_map(|(key, value)| (key == name).then_some(value))
    }
}

fn bad(reason: &str) -> Failure {
    Failure::new(400, reason)
}

#[derive(Debug, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    /// Whether it went to the one who may ask, and who may keep the connection for long.
    pub trusted: bool,
}

impl Answer {
    pub fn new(status: u16, body: Value) -> Answer {
        Answer {
            status,
            body,
            trusted: false,
        }
    }

    pub fn bytes(&self, keep_alive: bool) -> Vec<u8> {
        let Answer { status, body, .. } = self;
        let body = format!("{body}\n");
        let more = match status {
            401 => "WWW-Authenticate: Bearer\r\n",
            405 => "Allow: GET\r\n",
            _ => "",
        };
        let close = if keep_alive {
            ""
        } else {
            "Connection: close\r\n"
        };
        format!(
            "HTTP/1.1 {status} {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             {more}{close}\r\n{body}",
            phrase(*status),
            body.len()
        )
        .into_bytes()
    }
}

impl From<Failure> for Answer {
    fn from(failure: Failure) -> Answer {
        Answer::new(failure.status, json!({ "error": failure.reason }))
    }
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(head: &str) -> Result<Request, Failure> {
        Request::parse(head.as_bytes())
    }

    #[test]
    fn a_question_is_taken_apart() {
        let head = "GET /v1/pods/u?a=b&pod=x HTTP/1.1\r\nHost: h:80\r\nauthorization: bearer t.o.k";

        let request = parse(head).unwrap();

        assert_eq!(request.method, "GET");
        assert_eq!(request.path, "/v1/pods/u");
        assert_eq!(request.parameter("pod"), Some("x"));
        assert_eq!(request.parameter("po"), None);
        assert_eq!(request.token.as_deref(), Some("t.o.k"));
        assert!(request.keep_alive);
    }

    #[test]
    fn a_connection_ends_when_it_is_told_to_or_is_of_http_1_0() {
        let keeps = |head: &str| parse(head).unwrap().keep_alive;

        assert!(!keeps("GET / HTTP/1.1\r\nConnection: Close"));
        assert!(!keeps("GET / HTTP/1.0"));
        assert!(keeps("GET / HTTP/1.1\r\nConnection: keep-alive"));
    }

    #[test]
    fn a_token_of_another_kind_is_none() {
        for header in ["Basic YTpi", "Bearer", "Bearer ", ""] {
            let head = format!("GET / HTTP/1.1\r\nAuthorization: {header}");

            assert_eq!(parse(&head).unwrap().token, None, "{header}");
        }
    }

    #[test]
    fn what_is_no_question_is_refused() {
        for head in [
            "",
            "GET /",
            "GET / HTTP/2",
            "GET  / HTTP/1.1",
            "GET / HTTP/1.1\r\nno header",
            "GET / HTTP/1.1\r\nContent-Length: 4",
            "GET / HTTP/1.1\r\nTransfer-Encoding: chunked",
            "GET / HTTP/1.1\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b",
        ] {
            assert_eq!(parse(head).unwrap_err().status, 400, "{head}");
        }
        assert_eq!(
            Request::parse(b"GET /\xff HTTP/1.1").unwrap_err().status,
            400
        );
    }

    #[test]
    fn an_answer_says_its_length_and_what_becomes_of_the_connection() {
        let text = |answer: &Answer, keep| String::from_utf8(answer.bytes(keep)).unwrap();

        assert_eq!(
            text(&Answer::new(200, json!({ "a": 1 })), true),
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n\
             {\"a\":1}\n"
        );
        let refused = text(&Failure::new(401, "no").into(), false);
        assert!(refused.contains("\r\nWWW-Authenticate: Bearer\r\nConnection: close\r\n\r\n"));
        assert!(refused.ends_with("\r\n\r\n{\"error\":\"no\"}\n"));
    }
}
