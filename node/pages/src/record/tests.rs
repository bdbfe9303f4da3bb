use askama::Template as _;
use emn_protocol::ids::EntryId;
use emn_protocol::testing::{at, withdrawal};

use super::*;
use crate::sample::{self, HOSTILE, assert_sound};

fn reference(text: &str) -> Reference {
    Reference {
        id: "bafkreix".to_owned(),
        short: "x".to_owned(),
        title: Some(Phrase::new("el", text)),
        time: Some(at(5)),
    }
}

fn proof() -> Proof {
    Proof {
        id: "bafkreiabc".to_owned(),
        short: "abc".to_owned(),
        member: sample::named("NL", "Nederland"),
        fingerprint: "0123 4567 89ab cdef".to_owned(),
        signed: at(1_700_000_000),
        number: 3,
        roster: 1,
        bytes: 1_234,
    }
}

fn page(frame: &Frame, record: &Record, lang: Option<&str>, text: &str) -> String {
    let content = Content::of(record, Reading { frame, lang, level: 1 }, vec![sample::figures(text)]);
    let all = || Some(reference(text));
    let page = RecordPage {
        frame,
        content: Content { more_tables: vec![("t2".to_owned(), Phrase::new("en", text))], ..content },
        proof: proof(),
        versions: Versions { supersedes: all(), superseded_by: all(), newest: all(), answers: all(), withdraws: all() },
        review: Some(ReviewNote { exposed: 1, personal: 2 }),
        files: vec![File { format: "format-json", address: "/api/v1/records/x/export?format=json".to_owned() }],
        cite: Phrase::new("en", text),
        may_change: true,
    };
    page.render().unwrap()
}

#[test]
fn record_is_sound_in_every_language() {
    for frame in sample::frames() {
        for record in [sample::report(), sample::corrected_practice("Le texte"), withdrawal(EntryId::of(b"x"))] {
            assert_sound(&page(&frame, &record, None, "Victims"));
        }
    }
}

#[test]
fn record_that_means_harm_does_nothing() {
    let frame = &sample::frames()[0];
    for record in [sample::hostile_report(), sample::corrected_practice(HOSTILE)] {
        let page = page(frame, &record, Some("en"), HOSTILE);
        assert_sound(&page);
        assert!(page.contains("&lt;script&gt;"), "the text is shown");
    }
}

#[test]
fn record_is_shown_in_the_language_chosen_and_says_what_is_not_in_it() {
    let frame = &sample::frames()[0];
    let shown = |lang| Content::of(&sample::report(), Reading { frame, lang, level: 1 }, Vec::new());
    let dutch = shown(Some("nl"));
    assert_eq!((dutch.title.text.as_str(), dutch.lang.as_str()), ("Trends in mensenhandel", "nl"));
    assert_eq!(dutch.sections[1].instead, None);
    let english = shown(None);
    assert_eq!(english.title.text, "Trends in trafficking");
    assert_eq!(english.sections[1].instead.as_ref().map(|phrase| phrase.text.as_str()), Some("Nederlands"));
    assert_eq!(english.languages.iter().filter(|link| link.current).count(), 1);
    let other = shown(Some("pl"));
    assert_eq!((other.lang.as_str(), other.title.lang.as_str()), ("en", "en"));
    let page = page(frame, &sample::report(), Some("nl"), "x");
    assert!(page.contains("<div class=\"prose\" lang=\"nl\" dir=\"auto\">") && page.contains("aria-current=\"true\""));
}

#[test]
fn long_texts_are_cut_and_the_page_says_so() {
    let frame = &sample::frames()[0];
    let record = sample::corrected_practice(&"word ".repeat(20_000));
    let content = Content::of(&record, Reading { frame, lang: None, level: 1 }, Vec::new());
    assert!(content.is_cut);
    let bytes: usize = content.sections.iter().map(|section| section.html.len()).sum();
    assert!(bytes < 70_000, "{bytes}");
    assert!(page(frame, &record, None, "x").contains(&frame.t("record-is-cut")));
}

#[test]
fn figures_say_why_there_is_no_number() {
    for frame in sample::frames() {
        let page = page(&frame, &sample::report(), None, "Victims");
        assert!(page.contains(&format!("<td><i>{}</i></td>", frame.t("figure-suppressed"))), "{page}");
        assert!(page.contains(&frame.t("figures-suppressed-means")) && page.contains(&frame.flag('b')));
        assert!(page.contains(&format!("{}<sup>bd</sup>", frame.decimal(1_234_567i64, 1u8))));
        assert!(page.contains(&frame.t("figures-definitions-differ")));
    }
}

#[test]
fn tombstone_and_missing_records_are_sound() {
    for frame in sample::frames() {
        let gone = GonePage {
            frame: &frame,
            proof: proof(),
            withdrawn: at(1_700_000_000),
            by: "bafkreiw".to_owned(),
            reason: Some(Phrase::new("en", HOSTILE)),
            others: vec![Phrase::new("nl", HOSTILE)],
        };
        assert_sound(&gone.render().unwrap());
        for is_ambiguous in [false, true] {
            let missing = MissingPage::new(&frame, HOSTILE, is_ambiguous, vec![reference(HOSTILE)]);
            assert_sound(&missing.render().unwrap());
        }
    }
}
