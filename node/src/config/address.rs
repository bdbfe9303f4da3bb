//! Addresses as text, checked without the network library: the few forms that nodes use.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Why a text is no address of a node.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AddressError {
    /// It is of no form that nodes use.
    #[error("`{text}` is not an address such as {example}")]
    Form {
        /// As it was given.
        text: String,
        /// How one looks.
        example: &'static str,
    },
    /// Nobody can reach it.
    #[error("`{text}` cannot be reached by others; give the address and port that they see")]
    Unreachable {
        /// As it was given.
        text: String,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
    Name,
}

fn parse(text: &str) -> Option<(Host, u16)> {
    let mut parts = text.strip_prefix('/')?.split('/');
    let (family, host) = (parts.next()?, parts.next()?);
    let host = match family {
        "ip4" => Host::V4(host.parse().ok()?),
        "ip6" => Host::V6(host.parse().ok()?),
        "dns" | "dns4" | "dns6" if is_name(host) => Host::Name,
        _ => return None,
    };
    let (transport, port) = (parts.next()?, parts.next()?);
    // `+7` parses as a number, too.
    let port = port.bytes().all(|b| b.is_ascii_digit()).then(|| port.parse().ok())??;
    match (transport, parts.next(), parts.next()) {
        ("tcp", None, None) | ("udp", Some("quic-v1"), None) => Some((host, port)),
        _ => None,
    }
}

fn is_name(host: &str) -> bool {
    let label = |part: &str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    host.len() <= 253 && host.trim_end_matches('.').split('.').all(label)
}

/// Checks an address to listen on, such as `/ip4/0.0.0.0/udp/7450/quic-v1`.
///
/// # Errors
/// [`AddressError::Form`].
pub fn check_listening(text: &str) -> Result<(), AddressError> {
    const EXAMPLE: &str = "/ip4/0.0.0.0/udp/7450/quic-v1 or /ip6/::/tcp/7450";
    match parse(text) {
        Some((Host::V4(_) | Host::V6(_), _)) => Ok(()),
        Some((Host::Name, _)) | None => Err(AddressError::Form { text: text.to_owned(), example: EXAMPLE }),
    }
}

/// Checks an address that others dial, such as `/dns/emn.example.org/tcp/7450`.
///
/// # Errors
/// [`AddressError`].
pub fn check_announced(text: &str) -> Result<(), AddressError> {
    const EXAMPLE: &str = "/dns/emn.example.org/udp/7450/quic-v1 or /ip4/192.0.2.1/tcp/7450";
    let unspecified = |host| match host {
        Host::V4(ip) => ip.is_unspecified(),
        Host::V6(ip) => ip.is_unspecified(),
        Host::Name => false,
    };
    match parse(text) {
        None => Err(AddressError::Form { text: text.to_owned(), example: EXAMPLE }),
        Some((host, port)) if port == 0 || unspecified(host) => {
            Err(AddressError::Unreachable { text: text.to_owned() })
        }
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_nodes_are_taken() {
        for text in ["/ip4/0.0.0.0/udp/7450/quic-v1", "/ip4/127.0.0.1/tcp/0", "/ip6/::/tcp/7450"] {
            assert_eq!(check_listening(text), Ok(()), "{text}");
        }
        for text in ["/dns/emn.example.org/tcp/7450", "/dns6/a-b/udp/1/quic-v1", "/ip6/2001:db8::1/tcp/65535"] {
            assert_eq!(check_announced(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "/",
            "0.0.0.0:7450",
            "/ip4/0.0.0.0",
            "/ip4/1.2.3/tcp/1",
            "/ip4/0.0.0.0/tcp/65536",
            "/ip4/0.0.0.0/tcp/+1",
            "/ip4/0.0.0.0/udp/7450",
            "/ip4/0.0.0.0/tcp/7450/ws",
            "/ip4/0.0.0.0/tcp/7450/",
            "/dns/-a/tcp/1",
            "/dns//tcp/1",
        ] {
            assert!(check_listening(text).is_err(), "{text}");
            assert!(check_announced(text).is_err(), "{text}");
        }
        assert!(check_listening("/dns/emn.example.org/tcp/7450").is_err());
    }

    #[test]
    fn announcing_what_nobody_can_dial_is_refused() {
        for text in ["/ip4/0.0.0.0/tcp/7450", "/ip6/::/tcp/1", "/ip4/192.0.2.1/tcp/0"] {
            assert!(matches!(check_announced(text), Err(AddressError::Unreachable { .. })), "{text}");
        }
    }
}
