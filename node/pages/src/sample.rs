//! Made-up readers, records and figures for tests, and what no page may do.

use emn_protocol::ids::Digest;
use emn_protocol::record::{
    About, Attachment, Audience, BestPractice, Correction, Kind, MultiText, Record, TrendReport,
};
use emn_protocol::testing::{at, code};

use crate::card::Card;
use crate::figures::{Cell, Figures, Grid, Row, Shown, Source};
use crate::name::{self, Named};
use crate::phrase::{Marked, Phrase};
use crate::{Frame, Html, Locale, Visitor};

/// Text that tries whatever texts can try.
pub(crate) const HOSTILE: &str = "\"'><script>alert(1)</script><svg onload=alert(1)><img src=x onerror=alert(1)>\
    </textarea></title></style>{{ 7*7 }}\u{202e}\u{2066}\u{2028}&amp;[a](javascript:alert(1)) <a href=\"javascript:x\">";

/// A reader of each language, who may do everything.
pub(crate) fn frames() -> Vec<Frame> {
    let visitor =
        || Visitor { name: "A. Reader".to_owned(), publisher: true, approver: true, administrator: true, waiting: 2 };
    let frame = |tag: &&str| Frame {
        locale: Locale::of(tag).expect("a language of the interface"),
        visitor: Some(visitor()),
        csrf: "c".repeat(32),
        ..Frame::default()
    };
    ["en", "nl", "fr", "de"].iter().map(frame).collect()
}

/// Text in several languages.
pub(crate) fn texts(texts: &[(&str, &str)]) -> MultiText {
    texts.iter().map(|(lang, text)| (lang.parse().expect("a sample names a language"), *text)).collect()
}

fn about(title: MultiText, summary: MultiText, organisation: &str) -> About {
    About {
        title,
        summary,
        topics: vec![code("trafficking-in-human-beings"), code("no-such-topic")],
        countries: vec![code("NL"), code("BE"), code("ZZ")],
        period: "2019/2022".parse().ok(),
        audience: Audience::Network,
        organisation: organisation.to_owned(),
        licence: Some("CC-BY-4.0".to_owned()),
        disclaimer: texts(&[("en", "No liability.")]),
        specification: Some("EMN 2022.1".to_owned()),
        answers: None,
    }
}

/// A report in Dutch and English with an attachment.
pub(crate) fn report() -> Record {
    Record::Report(TrendReport {
        about: about(
            texts(&[("en", "Trends in trafficking"), ("nl", "Trends in mensenhandel")]),
            texts(&[("en", "Fewer victims."), ("nl", "Minder slachtoffers.")]),
            "EMN Netherlands",
        ),
        body: texts(&[("nl", "# Kop\n\nTekst met *nadruk* en [een link](https://example.eu/).")]),
        definitions: texts(&[("en", "Victims who reported.")]),
        source: Some("Register A".to_owned()),
        reference_date: "2025-04-14".parse().ok(),
        tables: Vec::new(),
        attachments: vec![Attachment {
            name: "annex.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 12_345,
            sha256: Digest::of(b"annex"),
        }],
    })
}

/// A record whose every text means harm.
pub(crate) fn hostile_report() -> Record {
    let harm = || texts(&[("en", HOSTILE), ("nl", HOSTILE)]);
    Record::Report(TrendReport {
        about: About {
            disclaimer: harm(),
            licence: Some(HOSTILE.to_owned()),
            specification: Some(HOSTILE.to_owned()),
            ..about(harm(), harm(), HOSTILE)
        },
        body: texts(&[(
            "en",
            &format!(
                "{HOSTILE}\n\n<script>x</script>\n\n| {HOSTILE} |\n|-|\n| {HOSTILE} |\n\n[x]: javascript:a\n\n[x] ![x](//e.example/x)"
            ),
        )]),
        definitions: harm(),
        source: Some(HOSTILE.to_owned()),
        reference_date: None,
        tables: Vec::new(),
        attachments: vec![Attachment {
            name: HOSTILE.to_owned(),
            media_type: HOSTILE.to_owned(),
            size: 1,
            sha256: Digest::of(b"x"),
        }],
    })
}

/// A corrected practice, in whose every text stands `text`.
pub(crate) fn corrected_practice(text: &str) -> Record {
    let all = || texts(&[("fr", text)]);
    Record::Correction(Correction {
        supersedes: emn_protocol::ids::EntryId::of(b"earlier"),
        reason: all(),
        content: emn_protocol::record::Content::Practice(BestPractice {
            about: about(all(), all(), text),
            context: all(),
            approach: all(),
            results: all(),
            conditions: all(),
            attachments: Vec::new(),
        }),
    })
}

/// Figures with every kind of cell; `text` is in all texts.
pub(crate) fn figures(text: &str) -> Figures {
    let cell = |shown, flags: &str| vec![Cell { shown, flags: flags.to_owned() }];
    let row = |label: &str, cells| Row { labels: vec![label.to_owned()], cells };
    Figures {
        id: "victims".to_owned(),
        title: Phrase::new("en", text),
        facts: vec![(text.to_owned(), text.to_owned())],
        chart: Html::drawing("<svg class=\"chart\" role=\"img\"><title>t</title></svg>".to_owned()),
        grid: Grid {
            heads: vec![text.to_owned()],
            columns: vec!["2021".to_owned(), "2022".to_owned()],
            rows: vec![
                row(text, vec![cell(Shown::Value(1_234_567), "bd"), cell(Shown::Suppressed, "c")]),
                row("b", vec![cell(Shown::Unknown, ""), cell(Shown::AtLeast(15), "c")]),
                row(
                    "z",
                    vec![
                        cell(Shown::NotApplicable, "z"),
                        [cell(Shown::Value(1), ""), cell(Shown::Value(2), "e")].concat(),
                    ],
                ),
            ],
            left_out: 7,
            decimals: 1,
        },
        warnings: vec![Phrase::new("en", text)],
        notes: vec![Phrase::new("nl", text)],
        sources: vec![Source { id: "bafkrei".to_owned(), member: named("NL", text), title: Phrase::new("pl", text) }],
        more_sources: 3,
        compare: "/compare?measure=victims".to_owned(),
        files: vec![("format-csv", "/api/v1/x".to_owned())],
    }
}

/// Something with this name.
pub(crate) fn named(code: &str, name: &str) -> Named {
    Named { code: code.to_owned(), name: Phrase::new("el", name) }
}

/// A record in a list; `text` is in all texts.
pub(crate) fn card(text: &str) -> Card {
    Card {
        id: "bafkreiabc".to_owned(),
        short: "abc".to_owned(),
        kind: Some(Kind::Report),
        title: Some(Marked::new("nl", [("a ", false), (text, true)])),
        text: Some(Marked::new("nl", [(text, false)])),
        member: named("NL", text),
        organisation: Some(text.to_owned()),
        time: at(1_700_000_000),
        period: "2022".parse().ok(),
        topics: vec![named("return", text)],
        languages: vec![name::language("nl"), name::language("en")],
        tables: 2,
        audience: Some(Audience::Network),
        is_new: true,
        superseded_by: Some("bafkreidef".to_owned()),
        withdrawn: Some(Phrase::new("en", text)),
    }
}

/// Fails when something on a page acts, asks for something elsewhere, or turns the direction of text; when a text is
/// missing; when an id stands twice; or when headings leave out a level.
pub(crate) fn assert_sound(page: &str) {
    assert!(!page.contains('⟨'), "a text is missing: {}", around(page, '⟨'));
    assert!(!page.contains(['\u{0}', '\u{202e}', '\u{2066}', '\u{2028}']));
    let (mut ids, mut level, mut h1) = (std::collections::BTreeSet::new(), 0, 0);
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.split([' ', '/', '\n']).find(|part| !part.is_empty()).unwrap_or_default().to_lowercase();
        assert!(
            !["iframe", "base", "object", "embed", "style", "animate", "foreignobject"].contains(&name.as_str()),
            "<{tag}>"
        );
        for (attribute, value) in attributes(tag) {
            assert!(!attribute.starts_with("on") && attribute != "style", "<{tag}>");
            if ["src", "href", "action"].contains(&attribute.as_str()) {
                let own = (value.starts_with('/') && !value.starts_with("//")) || value.starts_with(['#', '?']);
                let out =
                    name == "a" && ["https://", "http://", "mailto:"].iter().any(|scheme| value.starts_with(scheme));
                assert!(own || out, "<{tag}>");
            }
            assert!(attribute != "id" || ids.insert(value.clone()), "the id {value} stands twice");
        }
        if name == "script" && !tag.starts_with('/') {
            assert!(tag.contains("src=\"/assets/"), "<{tag}>");
        }
        if let Some(number) = name.strip_prefix('h').and_then(|rest| rest.parse::<u32>().ok())
            && !tag.starts_with('/')
        {
            assert!(number <= level + 1, "<{tag}> after h{level}");
            level = number;
            h1 += u32::from(number == 1);
        }
    }
    assert_eq!(h1, 1, "one h1");
}

fn around(page: &str, c: char) -> String {
    page.split(c).nth(1).unwrap_or_default().chars().take(60).collect()
}

/// Names and values of a tag's attributes.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let name = before.rsplit([' ', '\n', '"']).next().unwrap_or_default().to_lowercase();
        let (value, next) = after.split_once('"').unwrap_or((after, ""));
        found.push((name, value.to_owned()));
        rest = next;
    }
    found
}
