//! Drafts, tables and forms with texts that would like to be more than text.

use std::collections::BTreeMap;

use emn_protocol::record::{
    Code, Dimension, Measure, MeasureKind, Method, MultiText, Record, Sum, Suppression, Table, TrendReport, Zeros,
};
use emn_protocol::time::Timestamp;

use crate::parts::{Choice, Link, Mistakes};
use crate::publish::*;
use crate::testing::HOSTILE;

pub(super) const ENTRY: &str = "bafy";

pub(super) fn code(text: &str) -> Code {
    text.parse().unwrap()
}

pub(super) fn text(text: &str) -> MultiText {
    ["en", "nl", "ar"].into_iter().map(|lang| (lang.parse().unwrap(), text)).collect()
}

pub(super) fn table() -> Table {
    let dimension = |id: &str, codes: &[&str]| Dimension {
        id: code(id),
        codes: codes.iter().map(|text| code(text)).collect(),
        labels: Vec::new(),
        sums: vec![Sum { total: 0, parts: vec![1, 2] }],
    };
    let mut flags = BTreeMap::new();
    for position in [4u32, 5, 7, 8] {
        flags.insert(position, "c".parse().unwrap());
    }
    flags.insert(0, "bp".parse().unwrap());
    let value = |position: usize| (![4, 5, 7, 8].contains(&position)).then_some(1000 * position as i64);
    Table {
        id: code("victims"),
        title: text(HOSTILE),
        notes: text(HOSTILE),
        measure: Measure {
            id: code("victims"),
            kind: MeasureKind::Count,
            unit: code("PER"),
            decimals: 0,
            topic: Some(code("trafficking-in-human-beings")),
        },
        dimensions: vec![dimension("sex", &["T", "F", "M"]), dimension("age", &["TOTAL", "Y_LT18", "Y_GE18"])],
        values: (0..9).map(value).collect(),
        flags,
        method: Some(Method {
            min_frequency: 5,
            suppression: Suppression::Complementary,
            rounding: None,
            noise_milli_epsilon: None,
            zeros: Zeros::Published,
        }),
    }
}

pub(super) fn report() -> TrendReport {
    let record = emn_protocol::testing::report("Title", vec![table()]);
    let Record::Report(mut report) = record else { unreachable!("a report was asked for") };
    report.about.title = text(HOSTILE);
    report.about.summary = text(HOSTILE);
    report.about.organisation = HOSTILE.to_owned();
    report.body = text(HOSTILE);
    report.source = Some(HOSTILE.to_owned());
    report
}

pub(super) fn head(state: DraftState, kind: DraftKind) -> Head {
    Head {
        id: "0123456789abcdef".to_owned(),
        version: 7,
        title: Some(("nl".to_owned(), HOSTILE.to_owned())),
        kind,
        state,
        owner: HOSTILE.to_owned(),
        mine: true,
        changed: Timestamp::from_unix(1_700_000_000),
    }
}

pub(super) fn way(at: Step) -> Way {
    Way::new(head(DraftState::Writing, DraftKind::Report), at, |_| true, |step| step < at)
}

pub(super) fn found() -> Found {
    let item = |detector: &str| FoundText {
        id: "aa".to_owned(),
        detector: detector.to_owned(),
        scheme: "nl.bsn".to_owned(),
        field: HOSTILE.to_owned(),
        href: Some("/publish/0123456789abcdef/describe#body.nl".to_owned()),
        line: 1,
        column: 2,
        confidence: 90,
    };
    let all = [
        "NATIONAL_ID",
        "IBAN",
        "CARD",
        "MRZ",
        "PASSPORT",
        "EMAIL",
        "PHONE",
        "DOB",
        "EVENT_DATE",
        "CASE_NUMBER",
        "PLATE",
        "ADDRESS",
        "COORDINATES",
        "SOCIAL",
        "DEVICE",
        "PERSON",
        "QUASI",
        "SMALL_NUMBER",
        "HIDDEN",
        "NEW",
    ];
    Found {
        problems: vec![Link::new("/publish/0123456789abcdef/describe#title.nl", HOSTILE)],
        blocking: all.iter().map(|detector| item(detector)).collect(),
        warnings: vec![item("PERSON")],
        remarks: vec![item("PHONE")],
        tables: vec![TableFound {
            table: "victims".to_owned(),
            suppressed: 4,
            exposed: 1,
            cells: vec![HOSTILE.to_owned()],
        }],
        refusals: vec![HOSTILE.to_owned()],
        notes: vec![HOSTILE.to_owned()],
        examined: true,
    }
}

pub(super) fn mistakes() -> Mistakes {
    let mut mistakes = Mistakes::default();
    for field in ["title.nl", "file", "measure", "audience", "comment", "reason.aa", "note.aa", ""] {
        mistakes.add(field, HOSTILE);
    }
    mistakes
}

pub(super) fn choices() -> Vec<Choice> {
    vec![Choice::new("a", HOSTILE, false), Choice::new(HOSTILE, "b", true).hinted(HOSTILE)]
}

pub(super) fn happening() -> Happening {
    Happening {
        time: Timestamp::from_unix(1_700_000_000),
        who: HOSTILE.to_owned(),
        text: "publish-happened-sent-back",
        comment: HOSTILE.to_owned(),
    }
}

pub(super) fn columns(source: Source) -> ColumnsForm {
    let open = |value: Option<&str>| OpenValue {
        input: "value.sex.0".to_owned() + value.unwrap_or("rest"),
        value: value.map(str::to_owned),
        rows: 12,
        codes: choices(),
    };
    ColumnsForm {
        source,
        file: HOSTILE.to_owned(),
        columns: vec![ColumnForm { index: 0, name: HOSTILE.to_owned(), meanings: choices() }],
        dimensions: vec![DimensionForm {
            id: "age".to_owned(),
            label: HOSTILE.to_owned(),
            column: HOSTILE.to_owned(),
            open: vec![open(Some("zzz")), open(None)],
            orders: choices(),
            periods: choices(),
            bands: Some(HOSTILE.to_owned()),
            at: choices(),
            year: "2024".to_owned(),
            totals: choices(),
        }],
        across: choices(),
        table: "victims".to_owned(),
        measure: "victims".to_owned(),
        measures: vec!["victims".to_owned()],
        units: choices(),
        topics: choices(),
        countries: choices(),
        period: "2025".to_owned(),
        protections: choices(),
        min_frequency: "5".to_owned(),
        least_frequency: 5,
        suppress_zeros: true,
        kinds: choices(),
        decimals: "0".to_owned(),
        remarks: vec![HOSTILE.to_owned()],
    }
}

pub(super) fn describe() -> DescribeForm {
    let field = |input: &str, rows| TextField {
        input: input.to_owned(),
        text: "publish-field-title",
        of: None,
        hint: "publish-field-markdown-hint",
        value: HOSTILE.to_owned(),
        rows,
        required: true,
    };
    let of_table = TextField {
        text: "publish-field-table-title",
        of: Some("victims".to_owned()),
        ..field("table.victims.title.nl", 1)
    };
    DescribeForm {
        languages: vec![LanguageTexts {
            tag: "nl".to_owned(),
            name: "Nederlands".to_owned(),
            fields: vec![field("title.nl", 1), field("body.nl", 12), of_table],
            removable: true,
        }],
        addable: choices(),
        topics: choices(),
        more_topics: vec![Choice::new("other", HOSTILE, false)],
        countries: choices(),
        more_countries: HOSTILE.to_owned(),
        period: HOSTILE.to_owned(),
        audiences: choices(),
        organisation: HOSTILE.to_owned(),
        licence: HOSTILE.to_owned(),
        source: HOSTILE.to_owned(),
        reference_date: HOSTILE.to_owned(),
        tables: vec![TableEntry {
            id: "victims".to_owned(),
            title: Some(("nl".to_owned(), HOSTILE.to_owned())),
            cells: 9,
            suppressed: 4,
        }],
        target: Some((ENTRY.to_owned(), HOSTILE.to_owned())),
        content: true,
        report: true,
    }
}
