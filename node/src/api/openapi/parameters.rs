//! What may be asked: the parameters that `Params` takes, and headers that handlers look at.

use emn_export::format::Format;
use emn_export::skos::Form;
use emn_protocol::record::{Audience, Kind};
use serde_json::{Value, json};

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::api) enum Place {
    /// After the question mark. An empty one counts as not given.
    Query,
    /// In the path.
    Path,
    /// In the header.
    Header,
}

/// A parameter.
pub(in crate::api) struct Parameter {
    pub(in crate::api) name: &'static str,
    pub(in crate::api) place: Place,
    about: &'static str,
    schema: fn() -> Value,
    /// Whether there is no answer without it; what stands in the path always is.
    required: bool,
    /// As it is written; empty when there is none that would do for everybody.
    pub(in crate::api) example: &'static str,
}

const fn query(name: &'static str, about: &'static str, example: &'static str, schema: fn() -> Value) -> Parameter {
    Parameter { name, place: Place::Query, about, schema, required: false, example }
}

impl Parameter {
    pub(super) fn to_json(&self) -> Value {
        let place = match self.place {
            Place::Query => "query",
            Place::Path => "path",
            Place::Header => "header",
        };
        let schema = (self.schema)();
        // Examples are written as in an address; a number or truth value is one in the description.
        let is_text = schema["type"] == "string";
        let example = if is_text { None } else { serde_json::from_str(self.example).ok() };
        let mut parameter = json!({
            "name": self.name,
            "in": place,
            "required": self.required || self.place == Place::Path,
            "description": self.about,
            "schema": schema,
        });
        if self.place == Place::Query {
            parameter["allowEmptyValue"] = true.into();
        }
        if !self.example.is_empty() {
            parameter["example"] = example.unwrap_or_else(|| self.example.into());
        }
        parameter
    }
}

fn language() -> Value {
    json!({"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "maxLength": 20})
}

fn boolean() -> Value {
    json!({"type": "boolean", "default": false})
}

fn format() -> Value {
    json!({"type": "string", "enum": Format::ALL.map(Format::name)})
}

/// Without those that are for figures only.
fn list_format() -> Value {
    let of_figures = [Format::JsonStat, Format::Structure];
    let formats: Vec<&str> =
        Format::ALL.into_iter().filter(|format| !of_figures.contains(format)).map(Format::name).collect();
    json!({"type": "string", "enum": formats})
}

/// In which format something is taken away.
pub(super) const FORMAT: &[Parameter] = &[query("format", "The format of the file.", "csv", format)];

/// The language of labels.
pub(super) const LANG: &[Parameter] = &[query("lang", "Language of texts and labels (BCP 47).", "nl", language)];

/// Which table of a record.
pub(super) const TABLE: &[Parameter] = &[query(
    "table",
    "Id of one table of the record. Without it, several tables come as a ZIP archive in the formats of figures.",
    "",
    || json!({"type": "string"}),
)];

/// Which measure.
pub(super) const MEASURE: &[Parameter] = &[Parameter {
    name: "id",
    place: Place::Path,
    about: "Id of a measure, such as `victims-identified`.",
    schema: || json!({"type": "string", "minLength": 1}),
    required: false,
    example: "victims-identified",
}];

/// Which figures.
pub(super) const FIGURES: &[Parameter] = &[
    Parameter {
        required: true,
        ..query(
            "measure",
            "Id of the measure; `/api/v1/measures` lists them.",
            "victims-identified",
            || json!({"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"}),
        )
    },
    query(
        "by",
        "What the rows are grouped by, with commas: `country`, `year`, `period`, `member`, or dimensions such as `sex`. \
         Without it the answer is one figure.",
        "country,year",
        || json!({"type": "string"}),
    ),
    query(
        "where",
        "Conditions such as `sex:F` or `geo:NL,BE`, with `;` between them; may be given several times. A dimension that \
         is neither here nor in `by` counts with its total.",
        "sex:F",
        || json!({"type": "string"}),
    ),
    query("years", "A year such as 2022, or years such as 2019..2023.", "2019..2023", || json!({"type": "string"})),
    query("member", "Only figures of these members, with commas.", "NL", || json!({"type": "string"})),
    query(
        "per",
        "Per so many inhabitants (Eurostat, population on 1 January).",
        "100000",
        || json!({"type": "integer", "enum": [100_000, 1_000_000]}),
    ),
    query(
        "add_periods",
        "Adds up quarters or months where no year is published: right for events, wrong for stocks.",
        "true",
        boolean,
    ),
    query("public_only", "Only what is marked public.", "true", boolean),
];

/// How figures are drawn.
pub(super) const DRAWING: &[Parameter] = &[
    query(
        "form",
        "The form: lines over periods, bars else, unless said otherwise. A map takes the newest year.",
        "line",
        || json!({"type": "string", "enum": ["line", "bar", "multiples", "map"]}),
    ),
    query(
        "format",
        "The format of the picture.",
        "svg",
        || json!({"type": "string", "enum": ["svg", "png"], "default": "svg"}),
    ),
    query("theme", "The ground.", "light", || json!({"type": "string", "enum": ["light", "dark"], "default": "light"})),
    query("width", "Pixels.", "960", || json!({"type": "integer", "minimum": 240, "maximum": 2000, "default": 960})),
    query("height", "Pixels.", "540", || json!({"type": "integer", "minimum": 180, "maximum": 2000, "default": 540})),
];

/// The form of RDF.
pub(super) const RDF: &[Parameter] = &[query(
    "format",
    "The form of RDF.",
    "turtle",
    || json!({"type": "string", "enum": Form::ALL.map(Form::name), "default": Form::JsonLd.name()}),
)];

/// What a list can be filtered by, and its pages.
pub(super) const FILTERS: &[Parameter] = &[
    query(
        "q",
        "Keeps records with all of these words in their texts, in any form and language; the name of a topic keeps \
         records on it in every language. Understood: `\"a phrase\"`, `word*`, `word~`, `-word`, `one OR other`, \
         `field:value`. At most 1024 bytes and 32 words; a text without any letter or digit is refused.",
        "mensenhandel",
        || json!({"type": "string", "maxLength": 1024}),
    ),
    query(
        "kind",
        "Keeps records of this kind. For `report` and `practice` a correction counts as what it contains.",
        "report",
        || {
            let kinds = [Kind::Report, Kind::Practice, Kind::Correction, Kind::Withdrawal];
            json!({"type": "string", "enum": kinds.map(Kind::name)})
        },
    ),
    query(
        "member",
        "Keeps records of this member, in capitals or not.",
        "NL",
        || json!({"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9-]{1,15}$"}),
    ),
    query(
        "country",
        "Keeps records that cover this country (ISO 3166-1 alpha-2; EL and UK are understood). For people, a country's \
         name in any language will do as well.",
        "NL",
        || json!({"type": "string", "pattern": "^[A-Za-z]{2}$"}),
    ),
    query(
        "topic",
        "Keeps records on this topic of the vocabulary or a narrower one. For people, a label of the topic in any \
         language will do as well.",
        "trafficking-in-human-beings",
        || json!({"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"}),
    ),
    query(
        "year",
        "Keeps records whose period covers this year.",
        "2022",
        || json!({"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX}),
    ),
    query("language", "Keeps records that can be read in this language (BCP 47).", "nl", language),
    query(
        "audience",
        "Keeps records for these readers.",
        "public",
        || json!({"type": "string", "enum": [Audience::Network.name(), Audience::Public.name()]}),
    ),
    query("superseded", "Also records that a later version replaces.", "true", boolean),
    query("withdrawn", "Also withdrawn records, without their content.", "true", boolean),
    query(
        "sort",
        "The order; `newest` is by arrival at this node, `date` by the signer's clock.",
        "newest",
        || json!({"type": "string", "enum": ["newest", "date", "relevance"]}),
    ),
    query("lang", "Your language (BCP 47): with `sort=relevance` records in it come first.", "nl", language),
    query(
        "limit",
        "Records on the page.",
        "20",
        || json!({"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
    ),
    query(
        "measure",
        "Keeps records with tables of this measure.",
        "victims-identified",
        || json!({"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"}),
    ),
    query("fuzzy", "Also words that are spelt nearly alike.", "true", boolean),
    query(
        "concepts",
        "Whether names of topics stand for the topic.",
        "off",
        || json!({"type": "string", "enum": ["on", "off"], "default": "on"}),
    ),
    query(
        "facets",
        "Also counts what was found by kind, member, country, topic, year, language and audience; on the first page only.",
        "true",
        boolean,
    ),
    query("format", "The page as a file instead.", "", list_format),
    query(
        "cursor",
        "Where the page before ended: its `next`, with the same filters. One of another query is refused.",
        "",
        || json!({"type": "string", "pattern": "^[A-Za-z0-9_-]{27}$"}),
    ),
];

/// Which record.
pub(super) const ID: &[Parameter] = &[Parameter {
    name: "id",
    place: Place::Path,
    about: "An entry id (CIDv1), its short form, or the beginning of either, as long as it fits one entry only.",
    schema: || json!({"type": "string", "minLength": 1}),
    required: false,
    example: "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
}];

/// Which draft.
pub(super) const DRAFT: &[Parameter] = &[Parameter {
    name: "id",
    place: Place::Path,
    about: "The draft's id.",
    schema: || json!({"type": "string", "pattern": "^[0-9a-f]{16}$"}),
    required: false,
    example: "3f0c2a9b3f0c2a9b",
}];

/// Drafts in which state.
pub(super) const STATE: &[Parameter] =
    &[query("state", "Keeps drafts in this state; without, all that are not finished.", "submitted", || {
        json!({
            "type": "string",
            "enum": ["editing", "submitted", "sent_back", "publishing", "published", "discarded"],
        })
    })];

/// Which part of an entry.
pub(super) const PART: &[Parameter] = &[query(
    "part",
    "`shell` is the COSE_Sign1 as signed, `record` the record (deterministic CBOR), `frame` both as nodes exchange them.",
    "shell",
    || json!({"type": "string", "enum": ["shell", "record", "frame"], "default": "shell"}),
)];

/// What the caller has already.
pub(super) const IF_NONE_MATCH: &[Parameter] = &[Parameter {
    name: "If-None-Match",
    place: Place::Header,
    about: "The `ETag` of what the caller has already; when it is still right, the answer is 304.",
    schema: || json!({"type": "string"}),
    required: false,
    example: "\"3f0c2a9b3f0c2a9b3f0c2a9b3f0c2a9b\"",
}];

const fn in_path(name: &'static str, about: &'static str, example: &'static str) -> Parameter {
    let schema = || json!({"type": "string", "minLength": 1});
    Parameter { name, place: Place::Path, about, schema, required: false, example }
}

fn text() -> Value {
    json!({"type": "string"})
}

/// Where the page before ended.
pub(super) const CURSOR: &[Parameter] = &[query("cursor", "What the page before gave as the next one.", "", text)];

/// Which feed.
pub(super) const FEED: &[Parameter] = &[in_path("file", "The topic or member, with `.atom` after it.", "NL.atom")];

/// Which dataflow.
pub(super) const FLOW: &[Parameter] =
    &[in_path("code", "The measure, in any case and with `_` for other signs.", "victims-identified")];

/// How figures are narrowed, by Eurostat's names.
pub(super) const STATISTICS: &[Parameter] = &[
    query("lang", "Language of labels.", "EN", text),
    query("sinceTimePeriod", "The first period.", "2019", text),
    query("untilTimePeriod", "The last period.", "2022", text),
];

/// Which structure.
pub(super) const STRUCTURE: &[Parameter] = &[
    in_path("agency", "`EMN`, or `all`.", "EMN"),
    in_path("code", "The measure, or `all`.", "victims-identified"),
    in_path("version", "`latest`.", "latest"),
    query("references", "What it refers to: `none`, `children`, `descendants` or `all`.", "descendants", text),
];

/// How figures are narrowed, by the names of SDMX.
pub(super) const DATA: &[Parameter] = &[
    in_path("key", "A part for each dimension, points between them; `+` is «or», an empty part is «all».", "all"),
    query("startPeriod", "The first period.", "2019", text),
    query("endPeriod", "The last period.", "2022", text),
    query("format", "`genericdata`, `SDMX-CSV`, `TSV` or `JSON`.", "SDMX-CSV", text),
    query("compressed", "`true`: as a gzip file.", "true", text),
];
