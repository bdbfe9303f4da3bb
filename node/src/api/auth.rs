//! Who may ask what.
//!
//! The API is for this machine. A page in a browser here may send requests too, so three things are checked: the host
//! that the caller thinks it talks to is this machine (a name that an attacker points at 127.0.0.1 is not), what
//! changes something carries the token, and no answer allows other origins to read it.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use emn_protocol::ids::Digest;

use super::error::Refusal;
use super::routes::Shared;

/// Header of every answer: names the daemon's run, so that a client sees when another program took the port over.
pub const INSTANCE_HEADER: &str = "emn-instance";

/// What a caller must know to write: 32 random bytes, in hexadecimal.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token from 32 random bytes.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(HEXLOWER.encode(&bytes))
    }

    /// The token as it is sent. Never log it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the token. Hashes are compared, so how long it takes tells nothing of the token.
    fn is(&self, given: &str) -> bool {
        Digest::of(given.as_bytes()) == Digest::of(self.0.as_bytes())
    }

    /// A name for the run that the token belongs to. It tells nothing of the token.
    pub fn instance(&self) -> String {
        instance_of(&self.0)
    }
}

/// The name of the run that this token belongs to.
pub(super) fn instance_of(token: &str) -> String {
    Digest::of(format!("emn instance {token}").as_bytes()).to_hex()[..16].to_owned()
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Lets a request pass if it is addressed to this machine.
pub(super) async fn check_host(request: Request, next: Next) -> Response {
    match check_host_header(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

fn check_host_header(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    match (host, hosts.next()) {
        (Some(host), None) if is_this_machine(host) => Ok(()),
        _ => Err(Refusal::new(
            StatusCode::MISDIRECTED_REQUEST,
            "host_not_local",
            "the Host header does not name this machine: use http://127.0.0.1 or http://localhost with the port that \
             `emn status` names",
        )),
    }
}

fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((ip, port)) => return ip.parse::<Ipv6Addr>().is_ok_and(|ip| ip.is_loopback()) && is_port(port),
        None => host.split_once(':').map_or(host, |(name, _)| name),
    };
    is_port(&host[name.len()..])
        && (name.eq_ignore_ascii_case("localhost") || name.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback()))
}

/// Nothing, or a colon and a number.
fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok())
}

/// Lets a request pass if it only reads, or has the token.
pub(super) async fn check_token(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match reads.then_some(()).map_or_else(|| check_authorization(&shared.api.token, request.headers()), Ok) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

fn check_authorization(token: &Token, headers: &HeaderMap) -> Result<(), Refusal> {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.split_once(' '));
    match given {
        Some((scheme, given)) if scheme.eq_ignore_ascii_case("bearer") && token.is(given.trim()) => Ok(()),
        Some(_) => Err(Refusal::unauthorized(
            "the token is not the one of this run; the daemon draws a new one at each start and writes it to run.json \
             in its folder",
        )),
        None => Err(Refusal::unauthorized(
            "this needs `Authorization: Bearer TOKEN`, with the token from run.json in the node's folder",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn host_is_this_machine_or_refused() {
        for good in ["localhost", "LOCALHOST:80", "127.0.0.1:7451", "127.1.2.3", "[::1]", "[::1]:7451"] {
            assert!(is_this_machine(good), "{good}");
        }
        for bad in [
            "",
            "evil.example",
            "evil.example:7451",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "localhost:evil",
            "localhost:99999",
            "10.0.0.1",
            "0.0.0.0",
            "[::]",
            "[::1",
            "[::1]x",
            "[::ffff:10.0.0.1]:7451",
            "user@localhost",
            "127.0.0.1, evil.example",
        ] {
            assert!(!is_this_machine(bad), "{bad}");
        }
    }

    #[test]
    fn token_shows_neither_in_debug_nor_in_its_instance() {
        let token = Token::from_random([7; 32]);
        assert!(!format!("{token:?}").contains("07"));
        assert!(!token.as_str().contains(&token.instance()));
        assert!(token.is(&"07".repeat(32)) && !token.is("") && !token.is(&"07".repeat(31)));
    }
}
