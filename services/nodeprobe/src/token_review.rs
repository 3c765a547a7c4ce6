//! Asks the API server whose token it is.

use crate::failure::Failure;
use kubeapi::{ApiError, ApiServer};
use serde_json::{Value, json};

/// Tokens for the API server itself, which every pod may hold, are made for another.
pub const AUDIENCE: &str = "tare-nodeprobe";
const PATH: &str = "/apis/authentication.k8s.io/v1/tokenreviews";

/// What the API server says about a token.
#[derive(Debug, PartialEq)]
pub enum Review {
    /// It is good for this audience, and of this user.
    User(String),
    /// It is not, for this reason.
    Nobody(String),
}

impl Review {
    pub fn verdict(self, allowed: &str) -> Result<(), Failure> {
        match self {
            Review::User(user) if user == allowed => Ok(()),
            Review::User(user) => Err(Failure::new(
                403,
                format!("{user} may not ask: only {allowed} may"),
            )),
            Review::Nobody(reason) => Err(Failure::new(401, reason)),
        }
    }
}

pub fn ask(api_server: &ApiServer, token: &str) -> Result<Review, Failure> {
    let answer = api_server.request("POST", PATH, Some(&question(token)));
    parse(&answer.map_err(unavailable)?)
}

fn unavailable(error: ApiError) -> Failure {
    let reason = match error.status {
        Some(401 | 403) => format!(
            "{}: it refuses nodeprobe itself, whose account needs 'create' on 'tokenreviews'",
            error.reason
        ),
        _ => error.reason,
    };
    Failure::new(503, reason)
}

fn question(token: &str) -> Value {
    json!({
        "apiVersion": "authentication.k8s.io/v1",
        "kind": "TokenReview",
        "spec": { "token": token, "audiences": [AUDIENCE] },
    })
}

/// An API server that knows nothing of audiences confirms none; its word does not count.
fn parse(answer: &Value) -> Result<Review, Failure> {
    let status = &answer["status"];
    if answer["kind"] != "TokenReview" || !status.is_object() {
        return Err(Failure::new(
            503,
            "the API server's answer is no TokenReview",
        ));
    }
    if status["authenticated"] != true {
        let why = status["error"].as_str().unwrap_or("no reason given");
        let reason = format!("the API server does not accept the token for {AUDIENCE}: {why}");
        return Ok(Review::Nobody(reason));
    }
    let audiences = status["audiences"].as_array();
    if !audiences.is_some_and(|list| list.iter().any(|one| one == AUDIENCE)) {
        return Ok(Review::Nobody(format!(
            "the API server does not confirm that the token is made for {AUDIENCE}"
        )));
    }
    match status["user"]["username"].as_str() {
        Some(user) => Ok(Review::User(user.to_string())),
        None => Err(Failure::new(503, "the API server names no user")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: Value) -> Value {
        json!({ "kind": "TokenReview", "apiVersion": "authentication.k8s.io/v1", "status": status })
    }

    #[test]
    fn the_question_names_token_and_audience() {
        let spec = &question("abc")["spec"];

        assert_eq!(
            spec,
            &json!({ "token": "abc", "audiences": ["tare-nodeprobe"] })
        );
    }

    #[test]
    fn a_confirmed_token_gives_its_user() {
        let status = json!({
            "authenticated": true,
            "user": { "username": "system:serviceaccount:a:b", "groups": ["x"] },
            "audiences": ["tare-nodeprobe"],
        });

        assert_eq!(
            parse(&answer(status)),
            Ok(Review::User("system:serviceaccount:a:b".into()))
        );
    }

    #[test]
    fn a_token_that_is_not_confirmed_is_nobodys() {
        let user = json!({ "username": "u" });
        for (status, part) in [
            (json!({}), "no reason given"),
            (json!({ "error": "expired" }), "expired"),
            (
                json!({ "authenticated": "true", "user": user }),
                "no reason given",
            ),
            (
                json!({ "authenticated": true, "user": user }),
                "does not confirm",
            ),
            (
                json!({ "authenticated": true, "user": user, "audiences": ["other"] }),
                "does not confirm",
            ),
        ] {
            let Ok(Review::Nobody(reason)) = parse(&answer(status)) else {
                panic!("accepted");
            };
            assert!(reason.contains(part), "{reason}");
        }
    }

    #[test]
    fn what_is_no_review_is_a_failure() {
        let nameless = json!({ "authenticated": true, "audiences": [AUDIENCE] });
        for wrong in [
            json!({}),
            json!({ "kind": "Status", "status": {} }),
            answer(json!("Success")),
            answer(nameless),
        ] {
            assert_eq!(parse(&wrong).unwrap_err().status, 503);
        }
    }

    #[test]
    fn a_refusal_of_nodeprobe_itself_says_what_its_account_needs() {
        let reason = |status| {
            let reason = "the API server answers".to_string();
            unavailable(ApiError { status, reason }).reason
        };

        assert!(reason(Some(403)).contains("needs 'create' on 'tokenreviews'"));
        assert_eq!(reason(Some(500)), "the API server answers");
        assert_eq!(reason(None), "the API server answers");
    }

    #[test]
    fn the_name_of_the_user_must_be_exactly_the_allowed_one() {
        let verdict = |user: &str| Review::User(user.into()).verdict("a:b");

        assert_eq!(verdict("a:b"), Ok(()));
        for other in ["a:bc", "A:b", "a:b ", ""] {
            assert_eq!(verdict(other).unwrap_err().status, 403, "{other}");
        }
        assert_eq!(
            verdict("c").unwrap_err().reason,
            "c may not ask: only a:b may"
        );
    }
}
