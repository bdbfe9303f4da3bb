//! What people type, and the records that it becomes.

use emn_desk::{Content, DraftTable, FieldProblem, Purpose, Texts, Trouble};
use emn_protocol::ids::EntryId;
use emn_protocol::limits;
use emn_protocol::record::Record;
use emn_protocol::testing::{correction, practice, report, victims, withdrawal};
use emn_protocol::time::Timestamp;

fn tables(tables: Vec<emn_protocol::record::Table>) -> Vec<DraftTable> {
    tables.into_iter().map(|table| DraftTable::finished(table, Timestamp::from_unix(0))).collect()
}

fn text(lang: &str, text: &str) -> Texts {
    [(lang.to_owned(), text.to_owned())].into()
}

fn typed() -> (Content, Vec<DraftTable>) {
    let (content, found) = Content::of_record(&report("R", vec![victims(&["2022"], &[Some(30), None, None])]));
    (content, tables(found))
}

fn problems(change: impl FnOnce(&mut Content)) -> Vec<(String, Trouble)> {
    let (mut content, tables) = typed();
    change(&mut content);
    let named = |found: FieldProblem| (found.field, found.trouble);
    content.record(&tables).map_or_else(|found| found.into_iter().map(named).collect(), |_| Vec::new())
}

#[test]
fn every_record_comes_back_as_it_was() {
    let id = EntryId::of(b"entry");
    let mut full = report("R", vec![victims(&["2022"], &[Some(30), None, None])]);
    if let Record::Report(report) = &mut full {
        report.about.period = Some("2022".parse().unwrap());
        report.about.licence = Some("CC-BY-4.0".to_owned());
        report.about.specification = Some("EMN 2025".to_owned());
        report.about.answers = Some(id);
        report.about.disclaimer = report.about.title.clone();
        report.definitions = report.about.title.clone();
        report.reference_date = Some("2023-01-31".parse().unwrap());
    }
    for record in [full, practice("P"), correction(id, "C"), withdrawal(id)] {
        let (content, found) = Content::of_record(&record);
        assert_eq!(content.record(&tables(found)), Ok(record));
    }
}

#[test]
fn correction_and_withdrawal_begin_from_the_entry() {
    let id = EntryId::of(b"entry");
    let (mut content, _) = Content::correcting(id, &practice("P")).unwrap();
    let missing = content.record(&[]).unwrap_err();
    assert_eq!((missing[0].field.as_str(), missing[0].trouble), ("reason", Trouble::Missing));
    *content.purpose.reason_mut().unwrap() = text("nl", "Een tikfout");
    let Ok(Record::Correction(made)) = content.record(&[]) else { panic!("no correction") };
    assert_eq!((made.supersedes, made.reason.get("nl")), (id, Some("Een tikfout")));
    assert!(Content::correcting(id, &withdrawal(id)).is_none());
    let mut content = Content::withdrawing(id);
    assert_eq!(content.purpose, Purpose::Withdrawal { withdraws: id, reason: Texts::new() });
    assert!(content.record(&[]).is_err());
    *content.purpose.reason_mut().unwrap() = text("en", "It was wrong.");
    assert_eq!(content.record(&[]), Ok(withdrawal(id)));
}

#[test]
fn audience_is_never_chosen_silently() {
    assert_eq!(problems(|content| content.audience = None), [("audience".to_owned(), Trouble::Missing)]);
}

#[test]
fn every_missing_or_wrong_field_is_named_at_once() {
    let empty = Content::default().record(&[]).unwrap_err();
    let fields: Vec<&str> = empty.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["title", "summary", "topics", "audience", "organisation"]);
    assert!(empty.iter().all(|problem| problem.trouble == Trouble::Missing));
    let found = problems(|content| {
        content.title.insert("NL_nl".to_owned(), "Titel".to_owned());
        content.topics.push("no-topic".to_owned());
        content.countries.push("XX".to_owned());
        content.period = "last year".to_owned();
        content.reference_date = "2023-02-30".to_owned();
    });
    let found: Vec<(&str, Trouble)> = found.iter().map(|(field, trouble)| (field.as_str(), *trouble)).collect();
    assert_eq!(
        found,
        [
            ("title.NL_nl", Trouble::Malformed),
            ("topics", Trouble::Unknown),
            ("countries", Trouble::Unknown),
            ("period", Trouble::Malformed),
            ("reference_date", Trouble::Malformed)
        ]
    );
}

#[test]
fn rules_of_form_name_field_and_kind_of_problem() {
    let long = "x".repeat(limits::LABEL_CHARS + 1);
    for (field, trouble, change) in [
        (
            "title.nl",
            Trouble::TooLong,
            Box::new(|c: &mut Content| c.title = text("nl", &long)) as Box<dyn FnOnce(&mut Content)>,
        ),
        ("title.nl", Trouble::Control, Box::new(|c: &mut Content| c.title = text("nl", "a\nb"))),
        ("organisation", Trouble::TooLong, Box::new(|c: &mut Content| c.organisation = long.clone())),
        ("body.nl", Trouble::Control, Box::new(|c: &mut Content| c.body = text("nl", "a\u{7}"))),
        ("countries", Trouble::Twice, Box::new(|c: &mut Content| c.countries = vec!["NL".to_owned(); 2])),
        ("topics", Trouble::Twice, Box::new(|c: &mut Content| c.topics.extend(c.topics.clone()))),
    ] {
        assert_eq!(problems(change), [(field.to_owned(), trouble)]);
    }
    let (content, mut tables) = typed();
    tables.push(tables[0].clone());
    assert_eq!(content.record(&tables).unwrap_err()[0].trouble, Trouble::Twice);
    tables.truncate(1);
    tables[0].table.title = Default::default();
    let found = content.record(&tables).unwrap_err();
    assert_eq!((found[0].field.as_str(), found[0].trouble), ("tables[0].title", Trouble::Missing));
}

#[test]
fn what_a_browser_adds_is_taken_out() {
    let (mut content, tables) = typed();
    content.title = text("nl", "  Titel ");
    content.title.insert("fr".to_owned(), "  ".to_owned());
    content.body = text("nl", "Een\r\ntwee");
    content.organisation = " Ministerie ".to_owned();
    content.topics.push(" ".to_owned());
    let record = content.record(&tables).unwrap();
    let report = record.report().unwrap();
    assert_eq!((report.about.title.get("nl"), report.about.title.len()), (Some("Titel"), 1));
    assert_eq!(report.body.get("nl"), Some("Een\ntwee"));
    assert_eq!(report.about.organisation, "Ministerie");
}

#[test]
fn tables_stand_in_reports_only() {
    let (_, tables) = typed();
    let (content, _) = Content::of_record(&practice("P"));
    let found = content.record(&tables).unwrap_err();
    assert_eq!((found[0].field.as_str(), found[0].trouble), ("tables", Trouble::Misplaced));
}
