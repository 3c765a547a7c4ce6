//! The answers of the contract that are the same bytes in every server.

/// Body of `GET /`: 13 bytes.
pub const HELLO: &[u8] = b"Hello, World!";
/// Body of `GET /json`.
pub const JSON: &[u8] = br#"{"message":"Hello, World!"}"#;
/// Largest answer of `GET /bytes/:n` and largest body of `POST /echo`, in bytes.
pub const MAX_BYTES: usize = 1 << 20;
/// Reason given for a length that `GET /bytes/:n` does not serve.
pub const BAD_LENGTH: &[u8] = b"the length must be a number from 0 to 1048576\n";

/// Reads `:n` of `/bytes/:n`; nothing when it is no number, or too large.
pub fn bytes_length(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.len() <= 7 && text.bytes().all(|b| b.is_ascii_digit());
    if !digits {
        return None;
    }
    text.parse().ok().filter(|length| *length <= MAX_BYTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_length_takes_only_plain_numbers_up_to_the_limit() {
        assert_eq!(bytes_length("0"), Some(0));
        assert_eq!(bytes_length("1048576"), Some(MAX_BYTES));
        for refused in [
            "",
            "-1",
            "+1",
            "1048577",
            "99999999999999999999",
            "1e3",
            " 1",
        ] {
            assert_eq!(bytes_length(refused), None, "{refused}");
        }
    }
}
