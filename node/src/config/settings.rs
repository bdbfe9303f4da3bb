//! The table of settings.

mod oidc;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;

use emn_protocol::ids::MemberId;
use tracing_subscriber::EnvFilter;

use super::{
    ApiConfig, Config, LimitsConfig, LogConfig, LogFormat, NodeConfig, PublishConfig, SyncConfig, WebConfig, address,
};

/// A value of a setting.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A text.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// A number without fraction, from 0.
    Whole(u64),
    /// Yes or no.
    Flag(bool),
}

/// What kind of value a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    List,
    Whole,
    Flag,
}

impl Form {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::List => "a list of texts, such as [\"a\", \"b\"]",
            Self::Whole => "a whole number, 0 or more",
            Self::Flag => "true or false",
        }
    }
}

impl Value {
    /// As TOML writes it.
    pub fn toml(&self) -> String {
        let text = |text: &String| toml::Value::String(text.clone()).to_string();
        match self {
            Self::Text(one) => text(one),
            Self::List(many) => format!("[{}]", many.iter().map(text).collect::<Vec<_>>().join(", ")),
            Self::Whole(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::List(_) | Self::Whole(_) | Self::Flag(_) => "",
        }
    }

    fn list(&self) -> &[String] {
        match self {
            Self::List(list) => list,
            Self::Text(_) | Self::Whole(_) | Self::Flag(_) => &[],
        }
    }

    fn whole(&self) -> u64 {
        match self {
            Self::Whole(number) => *number,
            Self::Text(_) | Self::List(_) | Self::Flag(_) => 0,
        }
    }

    fn flag(&self) -> bool {
        matches!(self, Self::Flag(true))
    }
}

/// One setting.
pub(super) struct Setting {
    /// Section and name, such as `api.listen`.
    pub(super) key: &'static str,
    /// Kind of value.
    pub(super) form: Form,
    /// Built-in value; empty for one that must be given.
    default: &'static [&'static str],
    /// What it does, as comment lines.
    about: &'static [&'static str],
    /// Environment variables besides `EMN_SECTION_NAME`, the later ones weaker.
    pub(super) also: &'static [&'static str],
    /// Whether the value will do.
    pub(super) check: fn(&Value) -> Result<(), String>,
}

const SECTIONS: &[(&str, &str)] = &[
    ("node", "Who this node is and where it is reached."),
    ("api", "The HTTP API, for the `emn` command and for programs, and the web pages, on one address."),
    ("web", "The web pages."),
    ("oidc", "Signing in with the OpenID Connect provider of the administration."),
    ("publish", "What stands before a signature."),
    ("sync", "Catch-up with peers."),
    ("limits", "Bounds of what this node takes on."),
    ("log", "Logs go to stderr. Keys, tokens and the content of records are never logged."),
];

/// Seconds between two comparisons with a peer: quick enough for people who wait, rare enough for sixty peers.
const COMPARE_EVERY: std::ops::RangeInclusive<u64> = 5..=3600;
/// Sixty nodes with two connections each are 120; below 8 a node is cut off by a few restarts of peers.
const CONNECTIONS: std::ops::RangeInclusive<u64> = 8..=4096;

/// Shorter makes people sign in all day, longer leaves pages open at desks that nobody sits at.
const IDLE_MINUTES: std::ops::RangeInclusive<u64> = 5..=480;

/// Every setting, in the order of the file.
pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        key: "node.member",
        form: Form::Text,
        default: &[],
        about: &["The member that this node belongs to, by its code in the roster."],
        also: &[],
        check: |value| value.text().parse::<MemberId>().map(|_| ()).map_err(|error| error.to_string()),
    },
    Setting {
        key: "node.listen",
        form: Form::List,
        default: &["/ip4/0.0.0.0/udp/7450/quic-v1", "/ip4/0.0.0.0/tcp/7450"],
        about: &[
            "Addresses to listen on for other nodes. Only nodes of the roster may connect. Open the port in the",
            "firewall for UDP and TCP. An empty list makes a node that only dials out, which is enough to take part.",
        ],
        also: &[],
        check: |value| each(value, address::check_listening),
    },
    Setting {
        key: "node.announce",
        form: Form::List,
        default: &[""],
        about: &[
            "Addresses that other nodes reach this one at. They stand in the request to join and in the roster, and",
            "changing them here changes neither: send the keyholders a new request.",
        ],
        also: &[],
        check: |value| each(value, address::check_announced),
    },
    Setting {
        key: "api.listen",
        form: Form::Text,
        default: &["127.0.0.1:7451"],
        about: &["A loopback address and a port; port 0 lets the system choose."],
        also: &[],
        check: check_api_address,
    },
    Setting {
        key: "api.reads",
        form: Form::Text,
        default: &["token"],
        about: &[
            "Who may read over the address above: \"token\": people who sign in, and programs with a token; \"open\":",
            "whoever uses this machine. Writing always needs an account or a token.",
        ],
        also: &[],
        check: |value| match value.text() {
            "token" | "open" => Ok(()),
            other => Err(format!("`{other}` is neither \"token\" nor \"open\"")),
        },
    },
    Setting {
        key: "web.origin",
        form: Form::Text,
        default: &[""],
        about: &[
            "Where people reach the pages through a reverse proxy on this machine that speaks TLS, such as",
            "\"https://emn.example.eu\". Empty: only by the address of `api.listen`. Whoever comes this way signs in.",
        ],
        also: &[],
        check: check_origin,
    },
    Setting {
        key: "web.idle_minutes",
        form: Form::Whole,
        default: &["30"],
        about: &["Minutes without a page after which a person has to sign in again. 5 to 480."],
        also: &[],
        check: |value| within(value, &IDLE_MINUTES),
    },
    oidc::ISSUER,
    oidc::CLIENT_ID,
    oidc::CLIENT_SECRET_FILE,
    oidc::SCOPES,
    oidc::NAME_CLAIM,
    oidc::ROLES_CLAIM,
    oidc::ROLE_MAP,
    oidc::CA_FILE,
    oidc::NAME,
    Setting {
        key: "web.public_listen",
        form: Form::Text,
        default: &[""],
        about: &[
            "Address and port of a second listener that shows public records to everybody, such as \"0.0.0.0:8080\", for a",
            "national portal of open data. Nobody signs in there, and nothing can be changed. Empty: there is none.",
        ],
        also: &[],
        check: check_public_address,
    },
    Setting {
        key: "web.public_origin",
        form: Form::Text,
        default: &[""],
        about: &[
            "Where that listener is reached from outside, such as \"https://data.example.eu\": links in feeds and in the",
            "catalogue begin so. Empty: as the caller writes it.",
        ],
        also: &[],
        check: check_origin,
    },
    Setting {
        key: "publish.four_eyes",
        form: Form::Flag,
        default: &["true"],
        about: &[
            "Whether a second person must approve what is published. What was sent can't be called back. The owner of",
            "this folder can still publish with `emn publish --alone REASON`, which the audit log keeps.",
        ],
        also: &[],
        check: |_| Ok(()),
    },
    Setting {
        key: "sync.compare_every_seconds",
        form: Form::Whole,
        default: &["30"],
        about: &["How often to compare with a peer what both have, when nothing is known to be missing. 5 to 3600."],
        also: &[],
        check: |value| within(value, &COMPARE_EVERY),
    },
    Setting {
        key: "limits.connections",
        form: Form::Whole,
        default: &["128"],
        about: &["Connections to other nodes, in all. Twice the number of nodes in the roster is enough. 8 to 4096."],
        also: &[],
        check: |value| within(value, &CONNECTIONS),
    },
    Setting {
        key: "log.format",
        form: Form::Text,
        default: &["text"],
        about: &["\"text\" for people, \"json\" for a collector."],
        also: &[],
        check: |value| match value.text() {
            "text" | "json" => Ok(()),
            other => Err(format!("`{other}` is neither \"text\" nor \"json\"")),
        },
    },
    Setting {
        key: "log.filter",
        form: Form::Text,
        default: &["info"],
        about: &["What is logged: error, warn, info, debug or trace; also by module: \"info,emn_node::net=debug\"."],
        also: &["EMN_LOG", "RUST_LOG"],
        check: |value| EnvFilter::builder().parse(value.text()).map(|_| ()).map_err(|error| error.to_string()),
    },
];

fn each(value: &Value, check: fn(&str) -> Result<(), address::AddressError>) -> Result<(), String> {
    value.list().iter().try_for_each(|text| check(text)).map_err(|error| error.to_string())
}

fn within(value: &Value, range: &std::ops::RangeInclusive<u64>) -> Result<(), String> {
    let number = value.whole();
    if range.contains(&number) {
        Ok(())
    } else {
        Err(format!("{number} is not between {} and {}", range.start(), range.end()))
    }
}

fn check_api_address(value: &Value) -> Result<(), String> {
    let text = value.text();
    let address: SocketAddr =
        text.parse().map_err(|_| format!("`{text}` is not an address and port such as 127.0.0.1:7451"))?;
    if address.ip().is_loopback() {
        return Ok(());
    }
    Err(format!(
        "{address} can be reached from other machines, and the node speaks no TLS: passwords and what is for members only \
         would travel in the clear. Use 127.0.0.1 or [::1], a reverse proxy with TLS on this machine, and its address as \
         `web.origin`"
    ))
}

fn check_public_address(value: &Value) -> Result<(), String> {
    match value.text() {
        "" => Ok(()),
        text => text.parse::<SocketAddr>().map(|_| ()).map_err(|_| {
            format!("`{text}` is not an address and port such as 0.0.0.0:8080; leave it empty for no such listener")
        }),
    }
}

fn check_origin(value: &Value) -> Result<(), String> {
    let text = value.text();
    let host = text.strip_prefix("https://").unwrap_or(text);
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | ':');
    if text.is_empty() || (host.len() < text.len() && !host.is_empty() && host.chars().all(fits)) {
        return Ok(());
    }
    Err(format!(
        "`{text}` is not an origin such as https://emn.example.eu: small letters, no path and no slash at the end"
    ))
}

impl Setting {
    /// The built-in value.
    pub(super) fn default(&self) -> Option<Value> {
        match (self.form, self.default) {
            (_, []) => None,
            (Form::List, [""]) => Some(Value::List(Vec::new())),
            (Form::List, many) => Some(Value::List(many.iter().map(|one| (*one).to_owned()).collect())),
            (Form::Text, [first, ..]) => Some(Value::Text((*first).to_owned())),
            (Form::Whole, [first, ..]) => first.parse().ok().map(Value::Whole),
            (Form::Flag, [first, ..]) => first.parse().ok().map(Value::Flag),
        }
    }

    /// Section and name apart.
    pub(super) fn parts(&self) -> (&'static str, &'static str) {
        self.key.split_once('.').expect("every key of the table has a section")
    }

    /// Environment variables that set it, the strongest first.
    pub(super) fn variables(&self) -> impl Iterator<Item = String> + use<> {
        let own = format!("EMN_{}", self.key.to_uppercase().replace('.', "_"));
        std::iter::once(own).chain(self.also.iter().map(|name| (*name).to_owned()))
    }

    /// Reads a value from one word of the environment or the command line. Lists are separated by commas.
    pub(super) fn parse(&self, word: &str) -> Result<Value, String> {
        let value = match self.form {
            Form::Text => Value::Text(word.to_owned()),
            Form::List => {
                Value::List(word.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect())
            }
            Form::Whole => Value::Whole(word.trim().parse().map_err(|_| format!("`{word}` is not a whole number"))?),
            Form::Flag => {
                Value::Flag(word.trim().parse().map_err(|_| format!("`{word}` is neither `true` nor `false`"))?)
            }
        };
        (self.check)(&value).map(|()| value)
    }
}

/// The settings from a checked value for each key; none when one has no value.
pub(super) fn build(values: &BTreeMap<&'static str, Value>) -> Option<Config> {
    let value = |key: &str| values.get(key);
    Some(Config {
        node: NodeConfig {
            member: value("node.member")?.text().parse().ok()?,
            listen: value("node.listen")?.list().to_vec(),
            announce: value("node.announce")?.list().to_vec(),
        },
        api: ApiConfig {
            listen: value("api.listen")?.text().parse().ok()?,
            open_reads: value("api.reads")?.text() == "open",
        },
        web: WebConfig {
            origin: Some(value("web.origin")?.text().to_owned()).filter(|origin| !origin.is_empty()),
            idle_minutes: value("web.idle_minutes")?.whole(),
            public_listen: value("web.public_listen")?.text().parse().ok(),
            public_origin: Some(value("web.public_origin")?.text().to_owned()).filter(|origin| !origin.is_empty()),
        },
        oidc: oidc::build(value),
        publish: PublishConfig { four_eyes: value("publish.four_eyes")?.flag() },
        sync: SyncConfig { compare_every_seconds: value("sync.compare_every_seconds")?.whole() },
        limits: LimitsConfig { connections: value("limits.connections")?.whole().try_into().ok()? },
        log: LogConfig {
            format: if value("log.format")?.text() == "json" { LogFormat::Json } else { LogFormat::Text },
            filter: value("log.filter")?.text().to_owned(),
        },
    })
}

/// The file with every setting, its comment and its default. Those in `given` are set; the others are commented out, so
/// that a newer program may have better defaults.
pub fn commented_file(given: &BTreeMap<&'static str, Value>) -> String {
    let mut text = String::from(
        "# Settings of a node of the EMN knowledge network. `emn config check` says whether they will do.\n\
         # A setting may also come from the environment (api.listen is EMN_API_LISTEN; lists are separated by commas)\n\
         # or from the command line (--set api.listen=127.0.0.1:7451). Command line, environment, file, default: the\n\
         # first that says something holds.\n",
    );
    for (section, about) in SECTIONS {
        // Writing to a string does not fail.
        let _ = write!(text, "\n# {about}\n[{section}]\n");
        for setting in SETTINGS.iter().filter(|setting| setting.parts().0 == *section) {
            for line in setting.about {
                let _ = writeln!(text, "# {line}");
            }
            let name = setting.parts().1;
            let _ = match (given.get(setting.key), setting.default()) {
                (Some(value), _) => writeln!(text, "{name} = {}", value.toml()),
                (None, Some(value)) => writeln!(text, "#{name} = {}", value.toml()),
                (None, None) => writeln!(text, "#{name} = \"…\""),
            };
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_passes_its_own_check() {
        for setting in SETTINGS {
            if let Some(value) = setting.default() {
                assert_eq!((setting.check)(&value), Ok(()), "{}", setting.key);
            }
            assert!(SECTIONS.iter().any(|(section, _)| *section == setting.parts().0), "{}", setting.key);
        }
        let with_default = SETTINGS.iter().filter(|setting| setting.default().is_some()).count();
        assert_eq!(with_default, SETTINGS.len() - 1, "only the member has no default");
    }

    #[test]
    fn list_in_the_environment_is_separated_by_commas() {
        let setting = &SETTINGS[1];
        let parsed = setting.parse("/ip4/127.0.0.1/tcp/1, /ip6/::1/tcp/2");
        assert_eq!(parsed, Ok(Value::List(vec!["/ip4/127.0.0.1/tcp/1".to_owned(), "/ip6/::1/tcp/2".to_owned()])));
        assert_eq!(setting.parse(""), Ok(Value::List(Vec::new())));
    }
}
