//! Every page of drafts in every language, with texts that would like to be more than text.

use std::collections::BTreeMap;

use emn_protocol::record::{
    Code, Content, Correction, Dimension, Measure, MeasureKind, Method, MultiText, Record, Sum, Suppression, Table,
    TrendReport, Withdrawal, Zeros,
};
use emn_protocol::time::Timestamp;

use super::*;
use crate::approvals::{Barred, Override, QueuePage, RefusedPage, ReviewPage, SentPage, Waiting};
use crate::parts::{Choice, Link, Mistakes};
use crate::{Frame, LANGUAGES, Locale, Template, Visitor};

const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' {{ 7*7 }} \u{202e}gnp.exe";
const ENTRY: &str = "bafy";

fn frame(lang: &str) -> Frame {
    let visitor = Visitor { name: HOSTILE.to_owned(), publisher: true, approver: true, ..Visitor::default() };
    let mut frame = Frame { locale: Locale::of(lang).unwrap(), visitor: Some(visitor), ..Frame::default() };
    frame.csrf = "secret".to_owned();
    frame.site.four_eyes = true;
    frame
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn text(text: &str) -> MultiText {
    ["en", "nl", "ar"].into_iter().map(|lang| (lang.parse().unwrap(), text)).collect()
}

fn table() -> Table {
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

fn report() -> TrendReport {
    let record = emn_protocol::testing::report("Title", vec![table()]);
    let Record::Report(mut report) = record else { unreachable!("a report was asked for") };
    report.about.title = text(HOSTILE);
    report.about.summary = text(HOSTILE);
    report.about.organisation = HOSTILE.to_owned();
    report.body = text(HOSTILE);
    report.source = Some(HOSTILE.to_owned());
    report
}

fn head(state: DraftState, kind: DraftKind) -> Head {
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

fn way(at: Step) -> Way {
    Way::new(head(DraftState::Writing, DraftKind::Report), at, |_| true, |step| step < at)
}

fn found() -> Found {
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

fn mistakes() -> Mistakes {
    let mut mistakes = Mistakes::default();
    for field in ["title.nl", "file", "measure", "audience", "comment", "reason.aa", "note.aa", ""] {
        mistakes.add(field, HOSTILE);
    }
    mistakes
}

fn choices() -> Vec<Choice> {
    vec![Choice::new("a", HOSTILE, false), Choice::new(HOSTILE, "b", true).hinted(HOSTILE)]
}

fn happening() -> Happening {
    Happening {
        time: Timestamp::from_unix(1_700_000_000),
        who: HOSTILE.to_owned(),
        text: "publish-happened-sent-back",
        comment: HOSTILE.to_owned(),
    }
}

fn columns(source: Source) -> ColumnsForm {
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

fn describe() -> DescribeForm {
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

/// Checks what holds for every page.
fn check(name: &str, frame: &Frame, template: &impl Template) -> String {
    let html = template.render().unwrap();
    let at = format!("{name} in {}", frame.lang());
    assert!(
        !html.contains('⟨'),
        "{at} lacks a text: {:?}",
        html.split('⟨').nth(1).map(|rest| &rest[..40.min(rest.len())])
    );
    for bad in ["<script>alert", "<img src=x", " style=\"", " onclick", "javascript:"] {
        assert!(!html.contains(bad), "{at}: {bad}");
    }
    assert_eq!(html.matches("<h1").count(), 1, "{at}");
    let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{at}: an id is there twice");
    for labelled in html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&labelled), "{at}: a label of nothing, {labelled}");
    }
    for form in
        html.split("<form ").skip(1).filter(|form| form.split('>').next().is_some_and(|tag| tag.contains("post")))
    {
        let form = form.split("</form>").next().unwrap();
        assert!(form.contains("name=\"csrf\" value=\"secret\""), "{at}: a form without its secret: {form}");
    }
    html
}

fn all(mut page: impl FnMut(&Frame)) {
    for (lang, _) in LANGUAGES {
        page(&frame(lang));
    }
}

#[test]
fn lists_and_uploads_are_complete_in_every_language() {
    all(|frame| {
        let states = [
            DraftState::Writing,
            DraftState::SentBack,
            DraftState::Submitted,
            DraftState::Publishing,
            DraftState::Published,
            DraftState::Discarded,
        ];
        let kinds = [DraftKind::Report, DraftKind::Practice, DraftKind::NewReport, DraftKind::NewPractice];
        let mine: Vec<Head> = states.into_iter().map(|state| head(state, DraftKind::Withdrawal)).collect();
        let others: Vec<Head> = kinds.into_iter().map(|kind| head(DraftState::Writing, kind)).collect();
        check("drafts", frame, &DraftsPage { frame, mine: &mine, others: &others });
        check("drafts", frame, &DraftsPage { frame, mine: &[], others: &[] });
        for finished in [false, true] {
            let page = UploadPage {
                frame,
                way: &way(Step::Upload),
                finished,
                mebibytes: 32,
                minutes: 60,
                held: Some(HOSTILE.to_owned()),
                mistakes: &mistakes(),
                refused: Some(HOSTILE),
            };
            let html = check("upload", frame, &page);
            assert!(html.contains("aria-current=\"step\""), "{html}");
        }
    });
}

#[test]
fn columns_and_tables_are_complete_in_every_language() {
    all(|frame| {
        let problems = [Problem { place: HOSTILE.to_owned(), text: HOSTILE.to_owned() }];
        for source in [Source::Cases, Source::Finished] {
            let (way, mistakes, form) = (way(Step::Columns), mistakes(), columns(source));
            check(
                "columns",
                frame,
                &ColumnsPage { frame, way: &way, form: &form, mistakes: &mistakes, problems: &problems },
            );
        }
        let marks = [
            Mark::None,
            Mark::None,
            Mark::None,
            Mark::None,
            Mark::Small,
            Mark::Companion,
            Mark::None,
            Mark::Zero,
            Mark::Small,
        ];
        let grid = Grid::of(frame, &table(), &marks);
        assert_eq!((grid.blocks.len(), grid.blocks[0].rows.len(), grid.shown), (1, 3, 9));
        let line = |mark, low, high, exposed| SuppressedLine { cell: HOSTILE.to_owned(), mark, low, high, exposed };
        let suppressed = [
            line(Mark::Small, Some(1), Some(9), false),
            line(Mark::Companion, Some(1), None, true),
            line(Mark::Zero, None, None, false),
        ];
        let counted = Counted {
            rows: 100,
            persons: 90,
            repeated: 1,
            unknown: vec![(HOSTILE.to_owned(), 3)],
            overlapping: vec![HOSTILE.to_owned()],
        };
        let texts = [
            "publish-loss-published",
            "publish-loss-suppressed",
            "publish-loss-small",
            "publish-loss-zero",
            "publish-loss-companion",
        ];
        let loss: Vec<LossLine> =
            texts.into_iter().map(|text| LossLine { text, cells: 4, share: 123, share_of_sum: 45 }).collect();
        for protection in [Protection::Suppressed, Protection::Rounded(5), Protection::Finished] {
            let page = TablePage {
                frame,
                way: &way(Step::Table),
                grid: &grid,
                protection,
                min_frequency: 5,
                careful: Some(10),
                counted: Some(&counted),
                loss: &loss,
                suppressed: &suppressed,
                unlisted: 2,
                refusals: &[HOSTILE.to_owned()],
                warnings: &[HOSTILE.to_owned()],
            };
            let html = check("table", frame, &page);
            assert!(html.contains("mark-small") && html.contains("mark-companion") && html.contains("mark-zero"));
            assert!(!html.contains("value=\"accept\""), "what is refused cannot be accepted");
        }
    });
}

#[test]
fn reader_sees_no_difference_between_suppressed_cells() {
    let frame = frame("en");
    let record = Record::Report(report());
    let preview = Preview::of(&frame, &record);
    let html =
        check("preview", &frame, &PreviewPage { frame: &frame, way: &way(Step::Preview), record: Some(&preview) });
    assert_eq!(html.matches("mark-suppressed").count(), 4);
    for mark in ["mark-small", "mark-companion", "mark-zero"] {
        assert!(!html.contains(mark), "{mark}");
    }
}

#[test]
fn texts_and_findings_are_complete_in_every_language() {
    all(|frame| {
        let (mistakes, found) = (mistakes(), found());
        let withdrawal = DescribeForm { content: false, report: false, ..describe() };
        for form in [describe(), withdrawal] {
            check(
                "describe",
                frame,
                &DescribePage { frame, way: &way(Step::Describe), form: &form, mistakes: &mistakes },
            );
        }
        let clean = Found { examined: true, ..Found::default() };
        let warned = Found { warnings: found.warnings.clone(), ..clean.clone() };
        for found in [&found, &clean, &warned] {
            check("check", frame, &CheckPage { frame, way: &way(Step::Check), found });
        }
    });
}

#[test]
fn previews_and_states_are_complete_in_every_language() {
    let target = emn_protocol::ids::EntryId::from_bytes([7; 32]);
    let content = Content::Report(report());
    let records = [
        Record::Report(report()),
        emn_protocol::testing::practice("Title"),
        Record::Correction(Correction { supersedes: target, reason: text(HOSTILE), content }),
        Record::Withdrawal(Withdrawal { withdraws: target, reason: text(HOSTILE) }),
    ];
    all(|frame| {
        let previews = records.iter().map(|record| Preview::of(frame, record));
        for record in previews.map(Some).chain([None]) {
            check("preview", frame, &PreviewPage { frame, way: &way(Step::Preview), record: record.as_ref() });
        }
        let states = [
            DraftState::Writing,
            DraftState::SentBack,
            DraftState::Submitted,
            DraftState::Publishing,
            DraftState::Published,
            DraftState::Discarded,
        ];
        for (number, state) in states.into_iter().enumerate() {
            let way = Way::new(head(state, DraftKind::Report), Step::Submit, |_| true, |_| false);
            let (history, comment) = ([happening()], happening());
            let page = StatePage {
                frame,
                way: &way,
                problems: number % 2,
                warnings: 1,
                history: &history,
                comment: Some(&comment),
                failure: Some(HOSTILE),
                entry: Some(ENTRY),
                may_change: true,
                may_take_back: true,
                may_approve: true,
            };
            check("state", frame, &page);
        }
        let differing = [Differing {
            input: "title.nl".to_owned(),
            label: HOSTILE.to_owned(),
            mine: HOSTILE.to_owned(),
            theirs: String::new(),
            keep_theirs: true,
        }];
        let same = [(HOSTILE.to_owned(), HOSTILE.to_owned())];
        for (differing, writable) in [(&differing[..], true), (&[][..], true), (&differing[..], false)] {
            let page = ConflictPage {
                frame,
                head: &head(DraftState::Writing, DraftKind::Report),
                by: HOSTILE,
                changed: Timestamp::from_unix(5),
                action: "/publish/0123456789abcdef/describe",
                differing,
                same: &same,
                writable,
            };
            check("conflict", frame, &page);
        }
    });
}

#[test]
fn approvals_are_complete_in_every_language() {
    all(|frame| {
        let waiting: Vec<Waiting> = [None, Some(Barred::Own), Some(Barred::Contributed)]
            .into_iter()
            .map(|barred| Waiting {
                head: head(DraftState::Submitted, DraftKind::Report),
                by: HOSTILE.to_owned(),
                since: Timestamp::from_unix(5),
                barred,
            })
            .collect();
        check("queue", frame, &QueuePage { frame, waiting: &waiting });
        check("queue", frame, &QueuePage { frame, waiting: &[] });
        let record = Preview::of(frame, &Record::Report(report()));
        let warned = Found { warnings: found().warnings, examined: true, ..Found::default() };
        let written = [Override { finding: "aa".to_owned(), reason: "CONSENT".to_owned(), note: HOSTILE.to_owned() }];
        for (found, barred) in [(&found(), None), (&warned, None), (&warned, Some(Barred::Own))] {
            let page = ReviewPage {
                frame,
                head: &head(DraftState::Submitted, DraftKind::Report),
                by: HOSTILE,
                record: &record,
                found,
                overrides: &written,
                comment: HOSTILE,
                mistakes: &mistakes(),
                failure: Some(HOSTILE),
                barred,
                history: &[happening()],
            };
            let html = check("review", frame, &page);
            let approvable = barred.is_none() && found.hindrances() == 0;
            assert_eq!(html.contains("/approve\""), approvable);
            assert_eq!(html.contains("/send-back\""), barred.is_none());
        }
        let head = head(DraftState::Published, DraftKind::Report);
        check("sent", frame, &SentPage { frame, head: &head, entry: ENTRY, time: Timestamp::from_unix(5) });
        for (title, text, link) in [
            ("approvals-own-title", "approvals-own", "approvals-back"),
            ("approvals-gone-title", "approvals-gone", "approvals-back"),
            ("publish-refused-title", "publish-refused-closed", "publish-back-to-draft"),
        ] {
            check("refused", frame, &RefusedPage { frame, title, text, href: "/approvals", link });
        }
    });
}

/// Texts that only handlers name.
#[test]
fn texts_of_handlers_exist_in_every_language() {
    let texts = include_str!("../../locales/en/publish.ftl")
        .lines()
        .chain(include_str!("../../locales/en/approvals.ftl").lines());
    let ids: Vec<&str> =
        texts.filter_map(|line| line.split_once(" =").map(|(id, _)| id)).filter(|id| !id.starts_with(' ')).collect();
    assert!(ids.len() > 300);
    for (lang, _) in LANGUAGES {
        let own = match lang {
            "en" => continue,
            "nl" => {
                concat!(include_str!("../../locales/nl/publish.ftl"), include_str!("../../locales/nl/approvals.ftl"))
            }
            "fr" => {
                concat!(include_str!("../../locales/fr/publish.ftl"), include_str!("../../locales/fr/approvals.ftl"))
            }
            _ => concat!(include_str!("../../locales/de/publish.ftl"), include_str!("../../locales/de/approvals.ftl")),
        };
        for id in &ids {
            assert!(
                own.lines().any(|line| line.strip_prefix(id).is_some_and(|rest| rest.starts_with(" ="))),
                "{id} in {lang}"
            );
        }
    }
}
