//! The text below the front matter.

use super::*;

fn practice(body: &str) -> Case {
    let text = format!(
        "+++\nkind = \"practice\"\naudience = \"public\"\ntopics = [\"asylum\"]\norganisation = \"O\"\n\
         [title]\nen = \"T\"\nnl = \"T\"\n[summary]\nen = \"S\"\nnl = \"S\"\n+++\n{body}"
    );
    Case { text, tables: vec![] }
}

fn bilingual(body: &str) -> Case {
    let two = |case: Case, old: &str| case.with(old, &format!("{old}\nnl = \"Tekst\""));
    two(two(report(), "en = \"Title\""), "en = \"Summary\"").with("Body\n", body)
}

#[test]
fn markers_divide_languages_and_parts() {
    let body = bilingual("<!-- nl -->\nEen\n\nTwee\n\n<!--en-->\r\nOne\r\nTwo\r\n").report().body;
    assert_eq!(body.get("nl"), Some("Een\n\nTwee"));
    assert_eq!(body.get("en"), Some("One\nTwo"));
    let case =
        practice("<!-- en context -->\nWhy\n<!-- en approach -->\nHow\n<!-- nl results -->\nWat\n<!-- nl -->\nHoe");
    let Record::Practice(practice) = case.parse().unwrap().record else { panic!() };
    assert_eq!((practice.context.get("en"), practice.approach.get("en")), (Some("Why"), Some("How")));
    assert_eq!((practice.results.get("nl"), practice.approach.get("nl")), (Some("Wat"), Some("Hoe")));
    assert!(practice.conditions.is_empty());
}

#[test]
fn text_without_marker_belongs_to_the_only_language() {
    assert_eq!(report().report().body.get("en"), Some("Body"));
    assert_eq!(
        bilingual("Body\n<!-- nl -->\nTekst\n").problem(),
        "draft.md:32:1: the draft has several languages, and this text does not say which it is; write a line such as \
         `<!-- en -->` above it"
    );
    assert!(practice("\n\n  How").problem().starts_with("draft.md:15:3: the draft has several languages"));
}

#[test]
fn broken_markers_are_problems_not_text() {
    let problem = |line: &str| bilingual(&format!("<!-- nl -->\nTekst\n{line}\nText\n")).problem();
    assert!(
        problem("<!-- EN -->").starts_with("draft.md:34:1: `EN` is no language tag; write a language tag of small")
    );
    assert!(problem("<!-- English -->").contains("`English` is no language tag; "));
    assert_eq!(
        problem("<!-- en approach -->"),
        "draft.md:34:1: a report has one text for each language, without parts; write `<!-- en -->` alone"
    );
    assert_eq!(
        problem("<!-- nl -->"),
        "draft.md:34:1: there is text for `body.nl` already, from line 32 on; join the two"
    );
    let part = practice("<!-- en approach -->\nHow\n<!-- en resutls -->\nWhat").problem();
    assert_eq!(part, "draft.md:15:1: `resutls` is no part of a practice; did you mean `<!-- en results -->`?");
    let far = practice("<!-- en approach -->\nHow\n<!-- en costs -->\nWhat").problem();
    assert!(far.ends_with("write one of context, approach, results, conditions"), "{far}");
    let language = practice("<!-- en approach -->\nHow\n<!-- NL approach -->\nHoe").problem();
    assert!(language.starts_with("draft.md:15:1: `NL` is no language tag"), "{language}");
}

#[test]
fn marker_without_text_and_practice_without_approach_are_problems() {
    let empty = bilingual("<!-- nl -->\n\n<!-- en -->\nText\n").problem();
    assert_eq!(empty, "draft.md:32:1: body.nl: no text follows this line; write the text, or remove the line");
    let approach = practice("<!-- en context -->\nWhy").problem();
    assert!(approach.starts_with("draft.md:13:1: approach: is required in at least one language; write"), "{approach}");
}

#[test]
fn comment_in_the_text_is_doubtful() {
    let case = report().with("Body", "Body <!-- ask Jan about this -->");
    assert_eq!(
        case.warnings(),
        ["draft.md:30:1: a comment in the text is published with it; remove it if it is not for readers"]
    );
    assert_eq!(case.report().body.get("en"), Some("Body <!-- ask Jan about this -->"));
}

#[test]
fn rules_of_form_are_placed_in_the_text() {
    let long = report().with("Body", &"x".repeat(crate::limits::TEXT_BYTES + 1)).problem();
    assert_eq!(long, "draft.md:30:1: body.en: is too long; shorten it");
    let control = report().with("Body", "Bo\u{7}dy").problem();
    assert!(control.starts_with("draft.md:30:1: body.en: has a control character; "), "{control}");
    let half = "x".repeat(crate::limits::TEXT_BYTES);
    let large = bilingual(&format!("<!-- nl -->\n{half}\n<!-- en -->\n{half}\n")).problem();
    assert!(large.starts_with("draft.md:1:1: the record takes 262"), "{large}");
}
