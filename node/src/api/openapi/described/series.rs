//! Figures of all members.

use emn_series::answer::Answer as Figures;

use crate::api::openapi::operation::{Answer, Operation};
use crate::api::openapi::parameters::{DRAWING, FIGURES, FORMAT, IF_NONE_MATCH, LANG, MEASURE};
use crate::api::openapi::problems::{QUERY, STORE};
use crate::api::view::{MeasureView, Measures};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation::get("/api/v1/measures", "measures", "series", "The measures that tables here have")
        .takes(&[IF_NONE_MATCH])
        .answers(&[Answer::json::<Measures>(200, "The measures.").with(&["ETag"]), Answer::UNCHANGED])
        .refuses(&[QUERY, STORE]),
    Operation::get("/api/v1/measures/{id}", "measure", "series", "What can be asked about a measure")
        .takes(&[MEASURE, IF_NONE_MATCH])
        .answers(&[
            Answer::json::<MeasureView>(200, "Its dimensions, countries, years and members.").with(&["ETag"]),
            Answer::UNCHANGED,
        ])
        .refuses(&[QUERY, &["not_found"], STORE]),
    Operation::get("/api/v1/series", "series", "series", "Figures of all members, filtered and grouped")
        .about(
            "A published total is preferred to any sum; what is suppressed is never added up. `value / 10^decimals` is \
             the figure; a row without `value` says why in `flags`, `suppressed` and `missing`, and `at_least` is the sum \
             of what is published of it. `origins` names the records. With `format` the figures are a file.",
        )
        .takes(&[FIGURES, FORMAT, LANG, IF_NONE_MATCH])
        .answers(&[
            Answer::json::<Figures>(200, "The rows.").or(FILES).with(&["ETag"]),
            Answer::UNCHANGED,
        ])
        .refuses(&[QUERY, &["not_found"], STORE]),
    Operation::get("/api/v1/series/chart", "chart", "series", "Figures as a picture")
        .about("What is suppressed is drawn as such, and never as zero.")
        .takes(&[FIGURES, DRAWING, LANG, IF_NONE_MATCH])
        .answers(&[
            Answer::bytes(200, "The picture.", &["image/svg+xml", "image/png"]).with(&["ETag"]),
            Answer::UNCHANGED,
        ])
        .refuses(&[QUERY, &["not_found"], STORE]),
];

/// Media types of figures as files.
const FILES: &[&str] = &[
    "application/json",
    "application/vnd.sdmx.data+csv",
    "application/vnd.sdmx.structure+xml",
    "application/vnd.apache.parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/markdown",
    "text/html",
];
