//! Texts: none is missing, and all languages say the same.

use std::collections::{BTreeMap, BTreeSet};

use emn_pages::{Frame, LANGUAGES, Locale};
use fluent_bundle::FluentResource;

use crate::files::files;

/// A text: the file that it is in, and what it is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Text {
    file: String,
    variables: BTreeSet<String>,
    plural: bool,
}

/// The variables of a pattern, such as `name` of `{ $name }`.
fn variables(pattern: &str) -> BTreeSet<String> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    pattern.split('$').skip(1).map(|rest| rest.chars().take_while(|c| word(*c)).collect()).collect()
}

/// All texts of a language, by id.
fn texts(lang: &str) -> BTreeMap<String, Text> {
    let mut texts: BTreeMap<String, Text> = BTreeMap::new();
    for (path, content) in files(&format!("locales/{lang}"), ".ftl") {
        let file = path.rsplit('/').next().unwrap().to_owned();
        let mut id = String::new();
        for line in content.lines() {
            let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
            if let Some((name, _)) = line.split_once(" =").filter(|_| begins) {
                name.clone_into(&mut id);
                let text = Text { file: file.clone(), variables: BTreeSet::new(), plural: false };
                assert!(texts.insert(id.clone(), text).is_none(), "{path}: `{id}` is there twice");
            }
            if let Some(text) = texts.get_mut(&id).filter(|_| !line.starts_with('#')) {
                text.variables.extend(variables(line));
                text.plural |= line.contains("{ $count ->");
            }
        }
    }
    texts
}

#[test]
fn file_of_texts_in_every_language_is_well_formed() {
    for (path, content) in files("locales", ".ftl") {
        let lines = content.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic())).count();
        let resource = FluentResource::try_new(content).unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
        let messages = resource.entries().filter(|entry| format!("{entry:?}").starts_with("Message")).count();
        assert_eq!(messages, lines, "{path}: something is not read as a text");
    }
}

#[test]
fn texts_of_all_languages_are_the_same_with_the_same_variables() {
    let english = texts("en");
    for (lang, _) in LANGUAGES {
        let own = texts(lang);
        let missing: Vec<_> = english.keys().filter(|id| !own.contains_key(*id)).collect();
        let unknown: Vec<_> = own.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "{lang}: missing {missing:?}, unknown {unknown:?}");
        for (id, text) in &own {
            assert_eq!(text, &english[id], "{lang}: `{id}` differs from English in file, variables or plural");
        }
    }
}

/// Calls of a function in a source: what stands in its parentheses, up to `end`.
fn calls<'a>(source: &'a str, function: &str, end: &'a str) -> Vec<&'a str> {
    let begin = format!(".{function}(\"");
    source.match_indices(&begin).map(|(at, _)| source[at + begin.len()..].split(end).next().unwrap()).collect()
}

/// Sources that use texts.
fn sources() -> Vec<(String, String)> {
    [files("templates", ".html"), files("src", ".rs"), files("../src/web", ".rs")].concat()
}

#[test]
fn text_that_a_page_names_exists_and_is_told_what_it_needs() {
    let texts = texts("en");
    let mut wrong = Vec::new();
    let mut seen = 0;
    let mut check = |path: &str, id: &str, given: Option<BTreeSet<String>>, plural: bool| {
        seen += 1;
        match texts.get(id) {
            None => wrong.push(format!("{path}: there is no text `{id}`")),
            Some(text) if given.as_ref().is_some_and(|given| *given != text.variables) => {
                wrong.push(format!("{path}: `{id}` has {:?}, and is given {given:?}", text.variables));
            }
            Some(text) if plural && !text.plural => wrong.push(format!("{path}: `{id}` has no plural")),
            Some(_) => {}
        }
    };
    let given = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    for (path, source) in sources() {
        for call in calls(&source, "t", "\"") {
            check(&path, call, Some(given(&[])), false);
        }
        for call in calls(&source, "tc", "\"") {
            check(&path, call, None, true);
        }
        for call in calls(&source, "tx", "])") {
            let (id, rest) = call.split_once('"').unwrap();
            let words = rest.split("(\"").skip(1).map(|word| word.split('"').next().unwrap().to_owned()).collect();
            // Words that do not stand in the call itself cannot be seen here.
            check(&path, id, rest.contains("&[(").then_some(words), false);
        }
    }
    assert!(seen > 50 && wrong.is_empty(), "{seen} seen\n{}", wrong.join("\n"));
}

#[test]
fn family_of_texts_that_a_page_names_exists() {
    let texts = texts("en");
    for (path, source) in sources() {
        for (at, begin) in source.match_indices(".t(&format!(\"") {
            let family = source[at + begin.len()..].split(['{', '"']).next().unwrap();
            let known = texts.keys().any(|id| id.starts_with(family));
            assert!(known, "{path}: no text begins with `{family}`");
        }
    }
}

#[test]
fn text_that_counts_says_one_and_many_in_every_language() {
    for (tag, _) in LANGUAGES {
        let frame = Frame { locale: Locale::of(tag).unwrap(), ..Frame::default() };
        let (one, many) = (frame.tc("n-records", 1), frame.tc("n-records", 1234));
        assert!(one.starts_with("1 ") && one.split(' ').nth(1) != many.split(' ').nth(1), "{tag}: {one}, {many}");
        assert!(many.starts_with(&format!("{} ", frame.number(1234))), "{tag}: {many}");
        for (id, text) in texts(tag) {
            if text.plural {
                let said = frame.tc(&id, 2);
                assert!(!said.contains(['{', '⟨']) && !said.is_empty(), "{tag}: {said}");
            }
        }
    }
    // French counts nought as one.
    let french = Frame { locale: Locale::of("fr").unwrap(), ..Frame::default() };
    assert_eq!(french.tc("n-records", 0), "0 publication");
}

#[test]
fn days_periods_and_sizes_follow_the_reader() {
    let frame = |tag| Frame { locale: Locale::of(tag).unwrap(), ..Frame::default() };
    let day: emn_protocol::time::Date = "2026-03-05".parse().unwrap();
    let moment: emn_protocol::time::Timestamp = "2026-11-24T05:30:07Z".parse().unwrap();
    let period = |text: &str| text.parse::<emn_protocol::time::Period>().unwrap();
    assert_eq!(frame("en").date(day), "5 March 2026");
    assert_eq!(frame("de").date(day), "5. März 2026");
    assert_eq!(frame("nl").time(moment), "24 november 2026, 05:30 UTC");
    assert_eq!(frame("fr").day(moment), "24 novembre 2026");
    assert_eq!(frame("en").period(period("2019/2022")), "2019–2022");
    assert_eq!(frame("nl").period(period("2022-Q3")), "3e kwartaal 2022");
    assert_eq!(frame("de").period(period("2022-07")), "Juli 2022");
    assert_eq!(frame("fr").bytes(1_250_000), "1,3 Mo");
    assert_eq!(frame("en").bytes(999), "999 bytes");
}

#[test]
fn name_without_a_text_shows_its_code() {
    let frame = Frame { notice: Some("no-such-notice".to_owned()), ..Frame::default() };
    assert_eq!((frame.country("NL"), frame.country("NL-TEST")), ("Netherlands".to_owned(), "NL-TEST".to_owned()));
    assert_eq!(frame.flags("bp"), "break in the series, provisional");
    assert_eq!(frame.said(), None);
}
