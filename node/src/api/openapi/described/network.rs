//! Members, nodes and the roster.

use crate::api::openapi::operation::{Answer, Body, Operation};
use crate::api::openapi::parameters::IF_NONE_MATCH;
use crate::api::openapi::problems::{BODY, QUERY, STORE};
use crate::api::view::{Members, Peers, RosterTaken, RosterView};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/peers", "listPeers", "network", "The other nodes of the roster, as they are connected")
        .answers(&[Answer::json::<Peers>(200, "The nodes.")])
        .refuses(&[QUERY]),
    Operation::get("/api/v1/members", "listMembers", "network", "The members with their names, keys, logs and nodes")
        .answers(&[Answer::json::<Members>(200, "The members.")])
        .refuses(&[QUERY, STORE]),
    Operation::get("/api/v1/roster", "showRoster", "network", "The roster in force")
        .takes(&[IF_NONE_MATCH])
        .answers(&[Answer::json::<RosterView>(200, "The roster.").with(&["ETag"]), Answer::UNCHANGED])
        .refuses(&[QUERY, STORE]),
    Operation::get("/api/v1/roster/raw", "showRosterRaw", "network", "The roster in force as signed")
        .about("A COSE_Sign (`application/cose; cose-type=\"cose-sign\"`).")
        .takes(&[IF_NONE_MATCH])
        .answers(&[Answer::bytes(200, "The bytes.", &["application/cose"]).with(&["ETag"]), Answer::UNCHANGED])
        .refuses(&[QUERY, STORE]),
    Operation::post("/api/v1/roster", "offerRoster", "network", "Offer a roster")
        .body(Body {
            about: "A roster as signed (COSE_Sign). At most 256 KiB.",
            media_types: &["application/cbor", "application/cose"],
            schema: None,
            examples: &[],
        })
        .answers(&[Answer::json::<RosterTaken>(200, "It is in force now, or was here before.")])
        .refuses(&[&["bad_roster", "roster_refused", "roster_frozen"], BODY]),
];
