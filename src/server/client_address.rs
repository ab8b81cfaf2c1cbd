//! Whose request it is, by network address: the peer, or what trusted proxies say of it.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, header, request::Parts, uri::Authority},
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;

use super::{problem, state::AppState};
use crate::domain::api_error::ApiError;

const X_FORWARDED_FOR: &str = "x-forwarded-for";
/// Headers that only something between a client and us would write.
const TRACES: [&str; 8] =
    [X_FORWARDED_FOR, "forwarded", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via", "cf-connecting-ip", "true-client-ip"];

/// The address of the client, as far as it can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// Of a request that came through [`resolve`], as all do.
    pub fn of(parts: &Parts) -> Result<Self, ApiError> {
        parts.extensions.get().copied().ok_or_else(|| problem::internal("a request without a client address"))
    }

    /// What limits count by: the address, or the /64 of an IPv6 address (one household has a whole one).
    pub fn limit_key(self) -> String {
        match self.0 {
            IpAddr::V4(v4) => v4.to_string(),
            IpAddr::V6(v6) => format!("{}/64", Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))),
        }
    }
}

impl std::fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Middleware: works the address out once and leaves it in the request's extensions.
pub async fn resolve(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    // Without a peer (which the accept loop always gives) everyone shares one address: the limits then err on the safe side.
    let peer = peer.unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED));
    let client = client_of(peer, request.headers(), &state.config.trusted_proxies);
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// A configured proxy.
pub fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    let address = address.to_canonical();
    trusted.iter().any(|network| network.contains(&address))
}

/// Walks `X-Forwarded-For` (all its lines, in order) from the right past trusted proxies; the first other address is the client.
/// A peer that is no trusted proxy is the client itself, whatever it claims. What cannot be read counts as the hop that wrote it.
fn client_of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> ClientAddress {
    let mut client = peer.to_canonical();
    if !is_trusted(client, trusted) {
        return ClientAddress(client);
    }
    for hop in hops(headers).into_iter().rev() {
        let Some(address) = parse_hop(hop) else { break };
        client = address;
        if !is_trusted(client, trusted) {
            break;
        }
    }
    ClientAddress(client)
}

/// What `X-Forwarded-For` says, in order; what is no text as a hop that cannot be read.
fn hops(headers: &HeaderMap) -> Vec<&str> {
    let lines = headers.get_all(X_FORWARDED_FOR).iter().map(|line| line.to_str().unwrap_or("?"));
    lines.flat_map(|line| line.split(',')).map(str::trim).collect()
}

/// Whether whoever asks sits at this very machine. A proxy here passes on what strangers ask: so the connection, the name
/// that was asked for and each hop that a trusted proxy tells of must be of this machine, and there must be no other trace
/// of a proxy.
pub fn is_this_machine(parts: &Parts, trusted: &[IpNet]) -> bool {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    peer.is_some_and(|peer| comes_from_here(peer, &parts.headers, trusted))
}

fn comes_from_here(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> bool {
    let was_forwarded = TRACES.iter().any(|name| headers.contains_key(*name));
    let from_here =
        || headers.contains_key(X_FORWARDED_FOR) && hops(headers).into_iter().all(|hop| parse_hop(hop).is_some_and(|a| a.is_loopback()));
    peer.to_canonical().is_loopback() && names_this_machine(headers) && (!was_forwarded || (is_trusted(peer, trusted) && from_here()))
}

/// `Host` is an address of the loopback network or `localhost`: proxies often keep the public name that was asked for.
fn names_this_machine(headers: &HeaderMap) -> bool {
    let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok()).and_then(|host| host.parse::<Authority>().ok());
    asked.is_some_and(|asked| {
        let host = asked.host();
        host.eq_ignore_ascii_case("localhost") || parse_hop(host).is_some_and(|address| address.is_loopback())
    })
}

/// `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:4711`.
fn parse_hop(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse::<IpAddr>().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|a| a.ip())).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, lines: &[&str]) -> String {
        let trusted: Vec<IpNet> = ["10.0.0.0/8", "2001:db8:ffff::/48"].iter().map(|net| net.parse().expect("a network")).collect();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().expect("a header"));
        }
        client_of(peer.parse().expect("an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_an_address() {
        assert_eq!(client("192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(client("::ffff:192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
    }

    #[test]
    fn the_right_most_untrusted_hop_is_the_client() {
        assert_eq!(client("10.0.0.1", &["203.0.113.9, 198.51.100.1, 10.2.3.4"]), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &["203.0.113.9", "198.51.100.1"]), "198.51.100.1");
        assert_eq!(client("::ffff:10.0.0.1", &["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(client("2001:db8:ffff::1", &["[2001:db8::5]:443"]), "2001:db8::5");
    }

    #[test]
    fn garbage_counts_as_the_hop_that_wrote_it() {
        assert_eq!(client("10.0.0.1", &["198.51.100.1, unknown"]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["198.51.100.1, , 10.9.9.9"]), "10.9.9.9");
        assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
    }

    fn is_here(peer: &str, trusted: &[&str], headers: &[(&'static str, &'static str)]) -> bool {
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().expect("a network")).collect();
        let mut all = HeaderMap::new();
        for (name, value) in headers {
            all.append(*name, value.parse().expect("a header"));
        }
        comes_from_here(peer.parse().expect("an address"), &all, &trusted)
    }

    const HERE: (&str, &str) = ("host", "localhost:3000");

    #[test]
    fn whoever_asks_this_machine_from_itself_is_here() {
        for host in ["localhost", "LOCALHOST:3000", "127.0.0.1:3000", "127.9.9.9", "[::1]:3000"] {
            assert!(is_here("127.0.0.1", &[], &[("host", host)]), "{host}");
        }
        assert!(is_here("::1", &[], &[HERE]) && is_here("::ffff:127.0.0.1", &[], &[HERE]));
        assert!(is_here("127.0.0.1", &["127.0.0.0/8"], &[HERE]));
        assert!(is_here("127.0.0.1", &["127.0.0.0/8"], &[HERE, ("x-forwarded-for", "127.0.0.1"), ("x-forwarded-for", "::1")]));
    }

    #[test]
    fn nobody_else_is_whatever_they_claim() {
        assert!(!is_here("192.0.2.7", &[], &[HERE]));
        assert!(!is_here("192.0.2.7", &[], &[HERE, ("x-forwarded-for", "127.0.0.1")]));
        assert!(!is_here("10.0.0.1", &["10.0.0.0/8"], &[HERE, ("x-forwarded-for", "127.0.0.1")]), "another machine's own");
        for host in ["desk.example.com", "127.0.0.1.example.com", "localhost.example.com:80", "192.0.2.1", "", "a b"] {
            assert!(!is_here("127.0.0.1", &[], &[("host", host)]), "{host}");
        }
        assert!(!is_here("127.0.0.1", &[], &[]), "no name at all");
    }

    #[test]
    fn a_proxy_on_this_machine_makes_nobody_at_home_here() {
        for name in TRACES {
            assert!(!is_here("127.0.0.1", &[], &[HERE, (name, "127.0.0.1")]), "{name} of a proxy that nobody trusts");
        }
        for hops in ["203.0.113.9", "127.0.0.1, 203.0.113.9", "203.0.113.9, 127.0.0.1", "203.0.113.9, unknown", "unknown", ""] {
            assert!(!is_here("127.0.0.1", &["127.0.0.0/8"], &[HERE, ("x-forwarded-for", hops)]), "{hops}");
        }
        for (name, value) in [("x-real-ip", "127.0.0.1"), ("forwarded", "for=127.0.0.1"), ("via", "1.1 proxy")] {
            assert!(
                !is_here("127.0.0.1", &["127.0.0.0/8"], &[HERE, (name, value)]),
                "{name} alone tells of a proxy, not of whom it speaks for"
            );
        }
    }

    #[test]
    fn limits_count_ipv6_by_the_household() {
        let key = |text: &str| ClientAddress(text.parse().expect("an address")).limit_key();
        assert_eq!(key("2001:db8:1:2:3:4:5:6"), key("2001:db8:1:2:ffff::1"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("192.0.2.1"), "192.0.2.1");
    }
}
