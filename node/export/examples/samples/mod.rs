//! Made-up datasets for tests and for the check by other programs: what is suppressed, rates, sources that disagree,
//! names in other scripts, and texts that mean harm.

#![allow(unreachable_pub, dead_code, reason = "used whole by no single one of those who include it")]
use emn_export::dataset::{AnswerTitle, Dataset, TableContext, of_answer, of_table};
use emn_export::list::ListRow;
use emn_protocol::ids::{Digest, EntryId};
use emn_protocol::record::{
    About, Attachment, Audience, Code, CodeLabel, Dimension, Flags, Kind, Measure, MeasureKind, Method, MultiText,
    Record, Suppression, Table, TrendReport, Zeros,
};
use emn_protocol::testing::{at, code, english, member};
use emn_series::answer::{Answer, How, Note, Row};
use emn_series::question::{By, Question};
use emn_series::source::Origin;

/// Text that tries whatever texts can try.
pub const HOSTILE: &str = "=HYPERLINK(\"http://x.example\",\"a\")<script>alert('1')</script>\u{202e}\u{0}\u{2028}&amp;\"'|`[a](javascript:alert(1)) ]]> \r\n# @SUM(A1)";

fn flags(text: &str) -> Flags {
    text.parse().expect("a sample names flags")
}

/// Text in several languages.
pub fn texts(texts: &[(&str, &str)]) -> MultiText {
    texts.iter().map(|(lang, text)| (lang.parse().expect("a sample names a language"), *text)).collect()
}

/// A table of a record of this member.
pub fn origin(of: &str, table: &str, organisation: &str) -> Origin {
    Origin {
        record: EntryId::of(format!("{of} {table}").as_bytes()),
        table: code(table),
        member: member(of),
        time: at(86_400),
        title: english("Trends"),
        organisation: organisation.to_owned(),
        register: Some("Register A".to_owned()),
        reference_date: Some("2025-04-14".parse().expect("a sample names a date")),
        definitions: MultiText::new(),
        audience: Audience::Public,
    }
}

/// An axis with these codes and nothing else.
pub fn dimension(id: &str, codes: &[&str]) -> Dimension {
    let codes = codes.iter().map(|text| code(text)).collect();
    Dimension { id: code(id), codes, labels: Vec::new(), sums: Vec::new() }
}

/// Counts by sex and year; one is suppressed, one is not known, one is provisional.
pub fn table_of_counts() -> Table {
    Table {
        id: code("victims-by-sex"),
        title: texts(&[("en", "Victims by sex"), ("nl", "Slachtoffers naar geslacht")]),
        notes: english("Made up."),
        measure: measure("victims-identified", MeasureKind::Count, "PER", 0),
        dimensions: vec![dimension("sex", &["T", "F", "M", "UNK"]), dimension("TIME_PERIOD", &["2021", "2022"])],
        values: vec![Some(1200), Some(1300), Some(900), Some(0), Some(300), None, None, None],
        flags: [(1, flags("p")), (5, flags("c")), (4, flags("bd")), (7, flags("z"))].into(),
        method: Some(Method {
            min_frequency: 5,
            suppression: Suppression::Complementary,
            rounding: None,
            noise_milli_epsilon: None,
            zeros: Zeros::Published,
        }),
    }
}

/// What is measured.
pub fn measure(id: &str, kind: MeasureKind, unit: &str, decimals: u8) -> Measure {
    Measure { id: code(id), kind, unit: code(unit), decimals, topic: None }
}

/// [`table_of_counts`] of the Netherlands.
pub fn table() -> Dataset {
    let origin = origin("NL", "victims-by-sex", "Nationaal Rapporteur");
    of_table(&TableContext { origin: &origin, countries: &[code("NL")], period: None }, &table_of_counts(), &["en"])
}

fn row(key: &[&str], value: Option<i64>, marks: &str, origins: &[u32]) -> Row {
    let key: Vec<Code> = key.iter().map(|text| code(text)).collect();
    Row {
        key,
        value,
        flags: flags(marks),
        how: How::Published,
        suppressed: 0,
        missing: 0,
        at_least: None,
        covers: Vec::new(),
        origins: origins.to_vec(),
        disputed: false,
    }
}

/// Rates with two decimals, of Greece, Bulgaria, Serbia and the Netherlands; two Dutch sources disagree about 2019, one
/// number is suppressed, and one sum is known in part only.
pub fn disputed() -> Dataset {
    let mut second = origin("NL", "other", "CoMensha");
    second.register = Some("Register B".to_owned());
    second.audience = Audience::Network;
    let origins = vec![
        origin("NL", "rates", "Nationaal Rapporteur"),
        second,
        origin("GR", "rates", "Υπουργείο Μετανάστευσης"),
        origin("BG", "rates", "Национална комисия"),
        origin("RS", "rates", "Комесаријат Србије"),
    ];
    let not_added =
        Row { how: How::NotAdded, at_least: Some(100), suppressed: 1, ..row(&["BG", "2020"], None, "c", &[3]) };
    let added = Row {
        how: How::Added,
        covers: vec![code("GR"), code("GB")],
        ..row(&["RS", "2019-Q3"], Some(-5), "e", &[2, 4])
    };
    let disputed = |row: Row| Row { disputed: true, ..row };
    let answer = Answer {
        question: Question {
            measure: code("victims-identified"),
            by: vec![By::Country, By::Period],
            filters: Vec::new(),
            members: Vec::new(),
            years: (None, None),
            add_periods: false,
            per: Some(100_000),
            public_only: false,
        },
        unit: code("P_HTHAB"),
        decimals: 2,
        axes: vec![code("geo"), code("TIME_PERIOD")],
        rows: vec![
            row(&["BG", "2019"], Some(1234), "", &[3]),
            not_added,
            row(&["GR", "2019"], Some(50), "u", &[2]),
            row(&["GR", "2020-07"], Some(0), "", &[2]),
            disputed(row(&["NL", "2019"], Some(769), "", &[0])),
            disputed(row(&["NL", "2019"], Some(791), "d", &[1])),
            row(&["NL", "2020"], Some(610), "", &[0]),
            added,
        ],
        origins,
        notes: vec![
            Note::SourcesDisagree { keys: 1 },
            Note::DefinitionsDiffer { countries: vec![code("GR"), code("NL")] },
        ],
    };
    let notes = ["Population: made up.".to_owned()];
    of_answer(&answer, &AnswerTitle { title: "Victims per 100 000", lang: "en", notes: &notes }, &["en"])
}

/// A table whose ids and texts mean harm.
pub fn hostile_table() -> Table {
    let mut odd = dimension("a.b", &["a.b", "a_b", "-1", "value"]);
    odd.labels = (0..4).map(|code| CodeLabel { code, label: english(HOSTILE) }).collect();
    Table {
        id: code("-1.2"),
        title: english(HOSTILE),
        notes: english(HOSTILE),
        measure: measure("-m.x", MeasureKind::Amount, "-EUR", 6),
        dimensions: vec![odd, dimension("OBS_VALUE", &["x", "y"]), dimension("TIME_PERIOD", &["FY2022", "2022"])],
        values: (0..16).map(|value| (value % 3 > 0).then_some(value * 1_234_567 - 9_000_000)).collect(),
        flags: [(0, flags("c"))].into(),
        method: None,
    }
}

/// [`hostile_table`] of a member that means harm.
pub fn hostile() -> Dataset {
    let mut origin = origin("XX", "-1.2", HOSTILE);
    origin.register = Some(HOSTILE.to_owned());
    origin.definitions = english(HOSTILE);
    origin.title = english(HOSTILE);
    of_table(&TableContext { origin: &origin, countries: &[], period: None }, &hostile_table(), &["en"])
}

/// What a search found: a Greek record, and one of a member that means harm.
pub fn list() -> Vec<ListRow> {
    let greek = ListRow {
        id: EntryId::of(b"greek"),
        kind: Kind::Report,
        member: member("GR"),
        published: at(5),
        title: "Εμπορία ανθρώπων".to_owned(),
        title_lang: "el".parse().ok(),
        summary: "Σύνοψη".to_owned(),
        languages: vec!["el".parse().expect("a sample names a language")],
        topics: vec![code("trafficking-in-human-beings")],
        countries: vec![code("GR"), code("BG")],
        period: "2019/2022".parse().ok(),
        audience: Audience::Public,
        organisation: "Υπουργείο".to_owned(),
        url: Some("http://127.0.0.1/records/x".to_owned()),
    };
    let hostile = ListRow {
        id: EntryId::of(b"hostile"),
        kind: Kind::Practice,
        title: HOSTILE.to_owned(),
        summary: HOSTILE.to_owned(),
        organisation: HOSTILE.to_owned(),
        audience: Audience::Network,
        url: Some(format!("javascript:{HOSTILE}")),
        title_lang: None,
        ..greek.clone()
    };
    vec![greek, hostile]
}

fn about(title: MultiText, summary: MultiText, organisation: &str, audience: Audience) -> About {
    About {
        title,
        summary,
        topics: vec![code("trafficking-in-human-beings")],
        countries: vec![code("NL")],
        period: "2021/2022".parse().ok(),
        audience,
        organisation: organisation.to_owned(),
        licence: Some("CC-BY-4.0".to_owned()),
        disclaimer: MultiText::new(),
        specification: None,
        answers: None,
    }
}

/// A report in two languages with one table, for the network only.
pub fn record() -> Record {
    let title = texts(&[("en", "Trends in 2022"), ("nl", "Trends 2022")]);
    let summary = texts(&[("en", "Short."), ("nl", "Kort.")]);
    Record::Report(TrendReport {
        about: about(title, summary, "Nationaal Rapporteur", Audience::Network),
        body: texts(&[("en", "# One\n\nText\n\n- first\n- second"), ("nl", "# Een\n\nTekst\n\n- eerste\n- tweede")]),
        definitions: english("As in the law."),
        source: Some("Register A".to_owned()),
        reference_date: "2025-04-14".parse().ok(),
        tables: vec![table_of_counts()],
        attachments: Vec::new(),
    })
}

/// A report of which every text means harm.
pub fn hostile_record() -> Record {
    let harm = || english(HOSTILE);
    Record::Report(TrendReport {
        about: About {
            disclaimer: harm(),
            licence: Some(HOSTILE.to_owned()),
            ..about(harm(), harm(), HOSTILE, Audience::Public)
        },
        body: english(&format!(
            "{HOSTILE}\n\n- {HOSTILE}\n\n[x]: javascript:alert(1)\n\n<img src=x onerror=\"alert(1)\">"
        )),
        definitions: harm(),
        source: Some(HOSTILE.to_owned()),
        reference_date: None,
        tables: vec![hostile_table()],
        attachments: vec![Attachment {
            name: HOSTILE.to_owned(),
            media_type: HOSTILE.to_owned(),
            size: 1,
            sha256: Digest::of(b"x"),
        }],
    })
}

/// [`hostile_record`] with a harmless table beside the other.
pub fn two_tables() -> Record {
    let mut record = hostile_record();
    if let Record::Report(report) = &mut record {
        report.tables.push(table_of_counts());
    }
    record
}
