//! A result as lines of a log: compressed, and with the checksum last, so that a cut is seen.

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::io::Write;

const LINE: usize = 120;
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// First line, base64 lines of a gzip of the JSON, last line with the SHA-256 of the JSON.
pub fn wrap(document: &Value) -> String {
    let json = document.to_string();
    let digest = ring::digest::digest(&ring::digest::SHA256, json.as_bytes());
    let hex: String = digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut text = String::from("tare-result begin v1\n");
    for line in base64(&gzip(json.as_bytes())).as_bytes().chunks(LINE) {
        text.extend(line.iter().map(|byte| char::from(*byte)));
        text.push('\n');
    }
    text + "tare-result sha256 " + &hex + "\n"
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing into a Vec cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Base64 of RFC 4648, padded.
pub fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let group = part
            .iter()
            .fold(0u32, |sum, byte| sum << 8 | u32::from(*byte));
        let group = group << (8 * (3 - part.len()));
        for place in 0..4 {
            let index = (group >> (18 - 6 * place)) & 63;
            text.push(if place <= part.len() {
                char::from(ALPHABET[index as usize])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_follows_the_examples_of_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn wrap_puts_the_checksum_last() {
        let text = wrap(&serde_json::json!({ "a": 1 }));
        let lines: Vec<&str> = text.lines().collect();

        assert_eq!(lines[0], "tare-result begin v1");
        assert_eq!(
            lines[lines.len() - 1],
            "tare-result sha256 015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
        );
    }
}
