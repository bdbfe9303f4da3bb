//! The stable codes of refusals.

use serde_json::{Value, json};

use super::schemas::Schemas;
use crate::api::view::Problem;

/// Media type of a refusal (RFC 9457).
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// Every code, with its status and what it means.
pub(in crate::api) const CODES: &[(u16, &str, &str)] = &[
    (400, "bad_query", "a parameter that means nothing here"),
    (400, "bad_cursor", "a cursor of another query, or none"),
    (400, "bad_json", "the body is not the JSON that is taken"),
    (400, "bad_roster", "the body is no signed roster"),
    (400, "bad_body", "the body could not be read"),
    (400, "account", "there is no such account"),
    (401, "unauthorized", "the token is missing, unknown, expired or revoked"),
    (403, "forbidden", "the caller does not have the role that this takes"),
    (403, "four_eyes", "two persons publish here; see `detail`"),
    (403, "own_draft", "whoever had a part in a draft does not approve it"),
    (403, "not_allowed", "the roster does not let this node's key publish"),
    (404, "not_found", "nothing with this id, or at this path"),
    (405, "method_not_allowed", "the path does not take this method; see `Allow`"),
    (409, "ambiguous_id", "several entries begin so; see `candidates`"),
    (409, "draft_changed", "the draft has a newer version; look at it first"),
    (409, "draft_state", "the draft is in a state that does not allow this step"),
    (409, "desk_full", "there are too many unfinished drafts at this node"),
    (409, "starting", "this node must not sign yet; it passes by itself"),
    (409, "behind", "others have entries of this node that it lacks; it passes by itself"),
    (409, "no_signing_key", "this node does not publish"),
    (409, "roster_expired", "nothing is published until there is a newer roster"),
    (409, "hold", "this node must not sign now; `detail` says why and what to do"),
    (409, "roster_frozen", "two valid rosters of one version exist"),
    (409, "verify_running", "everything is being checked already"),
    (410, "withdrawn", "the record was withdrawn; `withdrawn` has the reason, `signature` who had signed it"),
    (413, "body_too_large", "the body is over the limit"),
    (415, "media_type", "the `Content-Type` is not one that is taken"),
    (421, "host_not_local", "the `Host` header does not name this machine"),
    (422, "form", "the record breaks rules of form; see `violations`"),
    (422, "disclosure", "the record breaks disclosure rules; see `violations`"),
    (422, "comment", "a draft is sent back with a comment, which is neither empty nor long"),
    (422, "record_too_large", "the record is too large; see `violations`"),
    (422, "target", "the entry cannot be corrected or withdrawn; see `violations`"),
    (422, "audit", "the tables disclose something, together with what was published before; see `examination`"),
    (422, "personal_data", "a text holds what nobody may override; see `examination`"),
    (422, "second_person", "warnings need a second person; see `examination`"),
    (422, "statement", "a statement that came with the record will not do; see `examination`"),
    (422, "roster_refused", "the roster is no valid successor of the one in force"),
    (429, "too_many_requests", "at the public door: this source asks too often"),
    (500, "internal", "an error of the node; its log has the details"),
    (500, "damaged", "stored bytes do not check out any more"),
    (500, "gate", "the ledger, the audit log or the list of persons of this node could not be used"),
    (503, "busy", "too much to do, or stopping"),
    (507, "storage", "the disk refused; nothing was published, and the index in use stays"),
];

/// Refusals that any request may meet.
pub(super) const EVERY: &[&str] = &["host_not_local", "busy", "unauthorized", "too_many_requests"];
/// Of routes that look at their parameters.
pub(super) const QUERY: &[&str] = &["bad_query"];
/// Of routes that read the store.
pub(super) const STORE: &[&str] = &["internal", "damaged"];
/// Of routes that show one entry.
pub(super) const ENTRY: &[&str] = &["not_found", "ambiguous_id", "withdrawn"];
/// Of routes that take a body.
pub(super) const BODY: &[&str] = &["bad_body", "body_too_large", "media_type"];

/// The status of a code.
pub(super) fn status(code: &str) -> u16 {
    CODES.iter().find(|(_, known, _)| *known == code).map_or(500, |(status, _, _)| *status)
}

/// What a code means.
pub(super) fn meaning(code: &str) -> &'static str {
    CODES.iter().find(|(_, known, _)| *known == code).map_or("", |(_, _, meaning)| meaning)
}

/// Headers that a refusal with this status always has.
pub(super) fn headers(status: u16) -> &'static [&'static str] {
    match status {
        401 => &["WWW-Authenticate"],
        429 | 503 => &["Retry-After"],
        _ => &[],
    }
}

/// The schema of a refusal: as derived, with the codes.
pub(super) fn schema(schemas: &mut Schemas) -> Value {
    let reference = schemas.of_answer::<Problem>();
    schemas.change_answer("Problem", |problem| {
        let codes: Vec<&str> = CODES.iter().map(|(_, code, _)| *code).collect();
        problem["properties"]["code"]["enum"] = codes.into();
        problem["properties"]["type"]["pattern"] = "^urn:emn:problem:[a-z_]+$".into();
        problem["examples"] = json!([{
            "type": "urn:emn:problem:not_found",
            "title": "Not Found",
            "status": 404,
            "detail": "there is nothing at this path; GET /api/v1 lists what there is",
            "code": "not_found",
            "request_id": "1f0c2a9b-17",
        }]);
    });
    reference
}
