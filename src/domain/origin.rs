//! Web origins: the sites that may embed the widget.

use serde::{Deserialize, Serialize};

/// `https://host[:port]` or `http://host[:port]`, lower case, no path: exactly what a browser sends as `Origin`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SiteOrigin(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a site such as https://www.example.com, without a path")]
pub struct SiteOriginError;

impl SiteOrigin {
    pub fn parse(text: &str) -> Result<Self, SiteOriginError> {
        let text = text.trim().trim_end_matches('/').to_lowercase();
        let (scheme, host) = text.split_once("://").ok_or(SiteOriginError)?;
        let default_port = match scheme {
            "https" => ":443",
            "http" => ":80",
            _ => return Err(SiteOriginError),
        };
        let host = host.strip_suffix(default_port).unwrap_or(host);
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !host.ends_with(']') => (name, Some(port)),
            _ => (host, None),
        };
        let name_ok = match name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(v6) => v6.parse::<std::net::Ipv6Addr>().is_ok(),
            None => {
                !name.is_empty()
                    && name.len() <= 253
                    && name.split('.').all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
            }
        };
        let port_ok = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|p| p > 0) && !port.starts_with('+'));
        if name_ok && port_ok { Ok(Self(format!("{scheme}://{host}"))) } else { Err(SiteOriginError) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SiteOrigin {
    type Error = SiteOriginError;
    fn try_from(text: String) -> Result<Self, SiteOriginError> {
        Self::parse(&text)
    }
}

impl From<SiteOrigin> for String {
    fn from(origin: SiteOrigin) -> String {
        origin.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_exact() {
        let read = |text| SiteOrigin::parse(text).map(String::from);
        assert_eq!(read("https://Shop.Example.com/"), Ok("https://shop.example.com".into()));
        assert_eq!(read("https://shop.example.com:443"), Ok("https://shop.example.com".into()));
        assert_eq!(read("http://localhost:8080"), Ok("http://localhost:8080".into()));
        assert_eq!(read("http://[::1]:8080"), Ok("http://[::1]:8080".into()));
        for bad in [
            "shop.example.com",
            "https://a.com/path",
            "https://a.com;b",
            "https://a b",
            "https://u@a.com",
            "null",
            "*",
            "https://*.a.com",
            "https://a.com\nX: y",
        ] {
            assert!(SiteOrigin::parse(bad).is_err(), "{bad}");
        }
    }
}
