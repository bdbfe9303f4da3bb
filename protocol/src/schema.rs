//! JSON Schemas (draft 2020-12) of the types that are written as one text, or as a map: their serde code is by hand, so
//! their schemas are too. All others derive theirs.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::ids::{Digest, EntryId, KeyId, MemberId, NetworkId, NodeKey};
use crate::record::{Code, Flags, Lang, MultiText};
use crate::time::{Date, Period, Timestamp};

macro_rules! text_schema {
    ($($name:ident: $schema:tt)*) => {$(
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

text_schema! {
    Digest: {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256, in hexadecimal."}
    NetworkId: {
        "type": "string", "pattern": "^[0-9a-f]{64}$",
        "description": "The network: SHA-256 of the payload of its first roster."
    }
    KeyId: {
        "type": "string", "pattern": "^[0-9a-f]{64}$",
        "description": "An Ed25519 signing key of a member. It names the log that the key signs."
    }
    NodeKey: {
        "type": "string", "pattern": "^[0-9a-f]{64}$",
        "description": "An Ed25519 transport key of a node: who may connect, not who may publish."
    }
    EntryId: {
        "type": "string", "pattern": "^bafkrei[a-h][a-z2-7]{50}[aeimquy4]$",
        "description": "An entry: the CIDv1 of its signed shell (codec raw, SHA-256)."
    }
    MemberId: {
        "type": "string", "pattern": "^[A-Z][A-Z0-9-]{1,15}$",
        "description": "A member: a country's code, or an institution's."
    }
    Lang: {
        "type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "maxLength": 20,
        "description": "A language tag (BCP 47), such as `nl` or `sr-Latn`."
    }
    MultiText: {
        "type": "object",
        "patternProperties": {"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": {"type": "string"}},
        "additionalProperties": false,
        "description": "The same text in several languages, by language tag (BCP 47)."
    }
    Code: {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$", "description": "An identifier."}
    Flags: {
        "type": "string", "pattern": "^b?c?d?e?o?p?u?z?$",
        "description": "Flags of a cell, in alphabetical order: b break in series, c suppressed (confidential), \
            d definition differs, e estimated, o rounded, p provisional, u low reliability, z not applicable."
    }
    Timestamp: {
        "type": "string", "format": "date-time", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
        "description": "A time in UTC (RFC 3339)."
    }
    Date: {
        "type": "string", "format": "date",
        "description": "A calendar date."
    }
    Period: {
        "type": "string",
        "pattern": "^([0-9]{4}(/[0-9]{4})?|[0-9]{4}-Q[1-4](/[0-9]{4}-Q[1-4])?\
            |[0-9]{4}-(0[1-9]|1[0-2])(/[0-9]{4}-(0[1-9]|1[0-2]))?)$",
        "description": "A year, quarter (`2022-Q3`), month (`2022-07`), or a range of one of them (`2019/2022`), the \
            earlier one first."
    }
}

/// Flags by the position of their cell: keys in JSON are texts.
pub(crate) fn flags_by_position(generator: &mut SchemaGenerator) -> Schema {
    let flags = generator.subschema_for::<Flags>();
    json_schema!({
        "type": "object",
        "patternProperties": {"^(0|[1-9][0-9]{0,8})$": flags},
        "additionalProperties": false
    })
}
