//! The first page: search, what is new, the network at a glance.

use askama::Template;
use emn_protocol::time::Timestamp;

use crate::card::Card;
use crate::figures::Figures;
use crate::frame::Frame;
use crate::name::Named;
use crate::topics::Counted;

/// The first page.
#[derive(Debug, Template)]
#[template(path = "home.html")]
pub struct HomePage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// The newest records.
    pub newest: Vec<Card>,
    /// Records that arrived since the reader was here last; absent on the first visit.
    pub since: Option<u64>,
    /// The topics with most records.
    pub topics: Vec<Counted>,
    /// A measure that many publish.
    pub figures: Option<Figures>,
    /// The network.
    pub network: Network,
}

/// The network at a glance.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Members, those with the newest record first.
    pub members: Vec<MemberRow>,
    /// Records that can be read here.
    pub records: u64,
    /// Other nodes of the roster.
    pub nodes: u64,
    /// Of these, connected.
    pub connected: u64,
    /// Of these, known to have the same records.
    pub equal: u64,
    /// When this node's member signed last.
    pub own: Option<Timestamp>,
    /// What somebody should look at.
    pub warnings: Vec<Warning>,
}

/// A member.
#[derive(Debug, Clone)]
pub struct MemberRow {
    /// Its code and name.
    pub member: Named,
    /// Signed entries here.
    pub entries: u64,
    /// When the last one was signed.
    pub latest: Option<Timestamp>,
    /// One of its nodes is this one, or connected to it.
    pub online: bool,
    /// It is the member of this node.
    pub own: bool,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The text that says it, such as `home-warning-hold`.
    pub text: &'static str,
    /// How many are meant, where that matters.
    pub count: u64,
    /// What the node says of it, in English.
    pub detail: Option<String>,
}

#[cfg(test)]
mod tests {
    use emn_protocol::testing::at;

    use super::*;
    use crate::sample::{self, HOSTILE, assert_sound};

    #[test]
    fn home_is_sound_in_every_language_also_with_names_that_mean_harm() {
        let warnings = [
            "home-warning-hold",
            "home-warning-storage",
            "home-warning-index",
            "home-warning-roster",
            "home-warning-frozen",
            "home-warning-rules",
            "home-warning-alone",
        ];
        for frame in sample::frames() {
            let row = |own: bool| MemberRow {
                member: sample::named("NL", HOSTILE),
                entries: 12,
                latest: own.then(|| at(1_700_000_000)),
                online: true,
                own,
            };
            let warning = |text| Warning { text, count: 2, detail: Some(HOSTILE.to_owned()) };
            let page = HomePage {
                frame: &frame,
                newest: vec![sample::card(HOSTILE)],
                since: Some(3),
                topics: vec![Counted { topic: sample::named("return", HOSTILE), records: 4 }],
                figures: Some(sample::figures(HOSTILE)),
                network: Network {
                    members: vec![row(true), row(false)],
                    records: 1_234,
                    nodes: 4,
                    connected: 3,
                    equal: 2,
                    own: Some(at(1_700_000_000)),
                    warnings: warnings.into_iter().map(warning).collect(),
                },
            };
            assert_sound(&page.render().unwrap());
            let empty = HomePage {
                frame: &Frame { visitor: None, ..frame.clone() },
                newest: Vec::new(),
                since: None,
                topics: Vec::new(),
                figures: None,
                network: Network::default(),
            };
            assert_sound(&empty.render().unwrap());
        }
    }
}
