//! Every page of drafts in every language, with texts that would like to be more than text.

mod samples;

use emn_protocol::record::{Content, Correction, Record, Withdrawal};
use emn_protocol::time::Timestamp;

use super::*;
use crate::approvals::{Barred, Override, QueuePage, RefusedPage, ReviewPage, SentPage, Waiting};
use crate::testing::{HOSTILE, frame, frames, rendered};
use crate::{Frame, LANGUAGES};
use samples::*;

fn all(page: impl FnMut(&Frame)) {
    frames().iter().for_each(page);
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
        rendered(&DraftsPage { frame, mine: &mine, others: &others });
        rendered(&DraftsPage { frame, mine: &[], others: &[] });
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
            let html = rendered(&page);
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
            rendered(&ColumnsPage { frame, way: &way, form: &form, mistakes: &mistakes, problems: &problems });
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
                name: "0123456789abcdef",
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
            let html = rendered(&page);
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
    let html = rendered(&PreviewPage { frame: &frame, way: &way(Step::Preview), record: Some(&preview) });
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
            rendered(&DescribePage { frame, way: &way(Step::Describe), form: &form, mistakes: &mistakes });
        }
        let clean = Found { examined: true, ..Found::default() };
        let warned = Found { warnings: found.warnings.clone(), ..clean.clone() };
        for found in [&found, &clean, &warned] {
            rendered(&CheckPage { frame, way: &way(Step::Check), found });
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
            rendered(&PreviewPage { frame, way: &way(Step::Preview), record: record.as_ref() });
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
            rendered(&page);
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
            rendered(&page);
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
        rendered(&QueuePage { frame, waiting: &waiting });
        rendered(&QueuePage { frame, waiting: &[] });
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
            let html = rendered(&page);
            let approvable = barred.is_none() && found.hindrances() == 0;
            assert_eq!(html.contains("/approve\""), approvable);
            assert_eq!(html.contains("/send-back\""), barred.is_none());
        }
        let head = head(DraftState::Published, DraftKind::Report);
        rendered(&SentPage { frame, head: &head, entry: ENTRY, time: Timestamp::from_unix(5) });
        for (title, text, link) in [
            ("approvals-own-title", "approvals-own", "approvals-back"),
            ("approvals-gone-title", "approvals-gone", "approvals-back"),
            ("publish-refused-title", "publish-refused-closed", "publish-back-to-draft"),
        ] {
            rendered(&RefusedPage { frame, title, text, href: "/approvals", link });
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
