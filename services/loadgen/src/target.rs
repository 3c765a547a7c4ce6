//! The address under load.

use std::fmt;

/// An http:// address in its parts.
#[derive(Debug, PartialEq)]
pub struct Target {
    pub host: String,
    pub port: u16,
    pub path: String,
}

impl fmt::Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "http://{}:{}{}", self.host, self.port, self.path)
    }
}

impl Target {
    /// Reads `http://host[:port][/path]`; the error says what is wrong with it.
    pub fn parse(url: &str) -> Result<Target, String> {
        let wrong = || format!("the address ({url}) must be like http://host:port/path");
        let rest = url.strip_prefix("http://").ok_or_else(wrong)?;
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "80"));
        let port = port.parse().map_err(|_| wrong())?;
        if host.is_empty() || url.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(wrong());
        }
        let path = if path.is_empty() { "/" } else { path };
        Ok(Target {
            host: host.into(),
            port,
            path: path.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_takes_an_http_address_apart() {
        let target = Target::parse("http://hyperlane.frameworks:8080/bytes/5").unwrap();

        assert_eq!(
            (target.host.as_str(), target.port),
            ("hyperlane.frameworks", 8080)
        );
        assert_eq!(target.path, "/bytes/5");
        assert_eq!(
            Target::parse("http://a").unwrap().to_string(),
            "http://a:80/"
        );
    }

    #[test]
    fn parse_refuses_what_is_no_plain_http_address() {
        for wrong in [
            "",
            "https://a/",
            "http://",
            "http://:80/",
            "http://a:x/",
            "http://a/ b",
        ] {
            assert!(
                Target::parse(wrong).unwrap_err().contains("must be like"),
                "{wrong}"
            );
        }
    }
}
