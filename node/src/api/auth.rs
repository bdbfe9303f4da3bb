//! Who may ask what.
//!
//! The node listens on this machine only. A page in a browser here may send requests too, so three things are checked:
//! the host that the caller thinks it talks to is this machine or the origin that the operator named (a name that an
//! attacker points at 127.0.0.1 is not), what changes something carries a token (or, on a page, what only our own pages
//! know), and no answer allows other origins to read it.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use emn_accounts::{Kind, Role, Visit, Who};
use emn_protocol::ids::Digest;

use super::error::Refusal;
use super::routes::Shared;
use crate::telemetry::wall_clock;

/// Header of every answer: names the daemon's run, so that a client sees when another program took the port over.
pub const INSTANCE_HEADER: &str = "emn-instance";

/// What the node's owner knows: 32 random bytes, in hexadecimal.
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
pub(crate) fn instance_of(token: &str) -> String {
    Digest::of(format!("emn instance {token}").as_bytes()).to_hex()[..16].to_owned()
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Who asks.
#[derive(Debug, Clone, Default)]
pub(crate) enum Caller {
    /// Somebody who said nothing of themselves.
    #[default]
    Nobody,
    /// Somebody on this machine, where the operator lets everybody read.
    Reader,
    /// Whoever can read the node's folder.
    Owner,
    /// A person who signed in, or a person's token.
    Account(Who),
}

/// What a route asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing.
    Nothing,
    /// To be allowed to read.
    Read,
    /// To see what is on its way to a signature: for whoever publishes or approves.
    Drafts,
    /// To hand in records.
    Publish,
    /// To approve what others handed in.
    Approve,
    /// To manage accounts and the node.
    Administer,
}

impl Need {
    /// The scope that a token needs for it, as people write it.
    pub(crate) fn scope(self) -> &'static str {
        match self {
            Self::Nothing | Self::Read => "reader",
            Self::Publish | Self::Drafts => "publisher",
            Self::Approve => "approver",
            Self::Administer => "administrator",
        }
    }
}

impl Caller {
    /// Whether the caller may do what a route does. The owner approves nothing: that takes a person with a name.
    pub(crate) fn may(&self, need: Need) -> bool {
        match (self, need) {
            (_, Need::Nothing)
            | (Self::Reader, Need::Read)
            | (Self::Owner, Need::Read | Need::Drafts | Need::Publish | Need::Administer) => true,
            (Self::Nobody | Self::Reader | Self::Owner, _) => false,
            // Every role reads.
            (Self::Account(who), Need::Read) => who.may(Role::Reader),
            (Self::Account(who), Need::Drafts) => who.may(Role::Publisher) || who.may(Role::Approver),
            (Self::Account(who), Need::Publish) => who.may(Role::Publisher),
            (Self::Account(who), Need::Approve) => who.may(Role::Approver),
            (Self::Account(who), Need::Administer) => who.may(Role::Administrator),
        }
    }

    /// Why it may not.
    pub(crate) fn check(&self, need: Need) -> Result<(), Refusal> {
        match self {
            _ if self.may(need) => Ok(()),
            Self::Nobody | Self::Reader => Err(Refusal::unauthorized(
                "this needs `Authorization: Bearer TOKEN`: a token that a person made under Settings or with `emn token \
                 create`, or the one of this run in run.json in the node's folder",
            )),
            Self::Owner | Self::Account(_) => {
                let detail = format!("this takes the role `{}`, which the caller does not have", need.scope());
                Err(Refusal::new(StatusCode::FORBIDDEN, "forbidden", detail))
            }
        }
    }

    /// For the audit log.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Nobody | Self::Reader => "somebody".to_owned(),
            Self::Owner => "owner".to_owned(),
            Self::Account(who) => named(who),
        }
    }
}

/// A person, for the audit log: the name for people, and the one that is unique.
pub(crate) fn named(who: &Who) -> String {
    let name = format!("{} ({})", who.full_name, who.name);
    match &who.kind {
        Kind::Token(token) => format!("{name} by token {token}"),
        Kind::Session | Kind::Owner => name,
    }
}

/// Headers that proxies add: what has one does not come from this machine.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/// Where a request came in, by its `Host` header.
#[derive(Debug, Clone)]
pub(crate) struct Arrival {
    /// The origin that the caller sees, such as `http://127.0.0.1:7451`.
    pub(crate) origin: String,
    /// It came through the proxy, from another machine perhaps.
    pub(crate) proxied: bool,
}

/// Lets a request pass if it is addressed to this machine, or to the origin that the operator named.
pub(crate) async fn check_host(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    match arrival(request.headers(), shared.api.doors.origin.as_deref()) {
        Ok(arrival) => {
            request.extensions_mut().insert(arrival);
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

fn arrival(headers: &HeaderMap, origin: Option<&str>) -> Result<Arrival, Refusal> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let proxy =
        |host: &str| origin.filter(|origin| origin.strip_prefix("https://") == Some(&host.to_ascii_lowercase()));
    match (host, hosts.next()) {
        (Some(host), None) if is_this_machine(host) => {
            Ok(Arrival { origin: format!("http://{}", host.to_ascii_lowercase()), proxied: false })
        }
        (Some(host), None) if proxy(host).is_some() => {
            Ok(Arrival { origin: proxy(host).unwrap_or_default().to_owned(), proxied: true })
        }
        _ => Err(Refusal::new(
            StatusCode::MISDIRECTED_REQUEST,
            "host_not_local",
            "the Host header does not name this machine: use http://127.0.0.1 or http://localhost with the port that \
             `emn status` names, or what the setting `web.origin` says",
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

/// Finds out who asks: by a token, by the cookie of a session, or because everybody here may read.
pub(crate) async fn identify(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    let (caller, session) = match caller(&shared, &request) {
        Ok(found) => found,
        Err(refusal) => return refusal.into_response(),
    };
    if let Some(session) = session {
        request.extensions_mut().insert(session);
    }
    request.extensions_mut().insert(caller);
    next.run(request).await
}

fn caller(shared: &Shared, request: &Request) -> Result<(Caller, Option<Visit>), Refusal> {
    if let Some(given) = request.headers().get(header::AUTHORIZATION) {
        return Ok((by_token(shared, given.to_str().unwrap_or_default())?, None));
    }
    if let Some(secret) = cookie(request.headers(), &shared.cookie)
        && let Some(session) = shared.api.access.session(secret, wall_clock())?
    {
        return Ok((Caller::Account(session.who.clone()), Some(session)));
    }
    let proxied = request.extensions().get::<Arrival>().is_none_or(|arrival| arrival.proxied)
        // A proxy may pass another host than the one that it was asked for.
        || FORWARDED.iter().any(|name| request.headers().contains_key(*name));
    Ok((if shared.api.doors.open_reads && !proxied { Caller::Reader } else { Caller::Nobody }, None))
}

fn by_token(shared: &Shared, given: &str) -> Result<Caller, Refusal> {
    let token = given.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let Some(token) = token.map(|(_, token)| token.trim()) else {
        return Err(Refusal::unauthorized("the Authorization header is not of the form `Bearer TOKEN`"));
    };
    if shared.api.token.is(token) {
        return Ok(Caller::Owner);
    }
    match shared.api.access.token(token, wall_clock())? {
        Some(who) => Ok(Caller::Account(who)),
        None => Err(Refusal::unauthorized(
            "the token is unknown, expired or revoked. The one in run.json in the node's folder is drawn anew at each \
             start of the daemon",
        )),
    }
}

/// A cookie of a request. Of two with the same name, the first: browsers send the more specific one first.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// For whom a proxy asks: the last address of the last line is the one that it saw itself; those before it anybody can
/// write.
pub(crate) fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let line = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next()?.trim().parse().ok()
}

/// Lets a request to the API pass if its caller may do what the route does. A session only reads here: what changes
/// something comes with a token, which no other site can make a browser send.
pub(crate) async fn check_need(State(need): State<Need>, request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<Caller>().cloned().unwrap_or_default();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let session = request.extensions().get::<Visit>();
    // Who has an initial password does nothing but choose another.
    let newcomer = session.is_some_and(|session| session.must_change);
    let by_session = session.is_some();
    let allowed = if need != Need::Nothing && (newcomer || by_session && !reads) {
        Caller::Nobody.check(need)
    } else {
        caller.check(need)
    };
    match allowed {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
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
