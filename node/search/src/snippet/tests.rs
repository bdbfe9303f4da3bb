use emn_protocol::record::MultiText;
use emn_protocol::testing;
use proptest::prelude::*;

use super::*;

/// A practice with this title and approach in English, and this approach in Dutch.
fn practice(title: &str, english: &str, dutch: &str) -> Record {
    let mut record = testing::practice(title);
    let Record::Practice(practice) = &mut record else { unreachable!("a practice was asked for") };
    practice.about.summary = testing::english("Nothing of it.");
    practice.context = MultiText::new();
    practice.results = MultiText::new();
    practice.conditions = MultiText::new();
    practice.approach = testing::english(english);
    practice.approach.set("nl".parse().unwrap(), dutch);
    record
}

fn looking_for(stems: &[&str]) -> Highlight {
    Highlight { stems: stems.iter().map(|stem| (*stem).to_owned()).collect(), ..Highlight::default() }
}

fn marked(snippet: &Snippet) -> Vec<&str> {
    snippet.marks.iter().map(|mark| &snippet.text[mark.clone()]).collect()
}

#[test]
fn window_with_most_different_words_is_chosen() {
    let filler = "and so on it goes with other things that nobody looks for at all ".repeat(5);
    let text = format!("Victims came. Victims went. {filler}Victims of forced labour spoke. {filler}");
    let record = practice("Title", &text, "Niets.");
    let mut analyzer = Analyzer::new();
    let found = snippet(&record, &looking_for(&["victim", "labor", "forc"]), &["en"], 60, &mut analyzer).unwrap();
    assert_eq!((found.lang.as_str(), found.field), ("en", "approach"));
    assert_eq!(marked(&found), ["Victims", "forced", "labour"]);
    assert!(found.text.starts_with('…') && found.text.ends_with('…'), "{}", found.text);
    assert!(found.text.chars().count() <= 62, "{}", found.text);
    assert!(!found.text.contains("  ") && found.text.contains("spoke"), "{}", found.text);
}

#[test]
fn wanted_language_comes_first_and_the_title_last() {
    let record = practice("Victims", "Victims in English.", "Slachtoffers in het Nederlands.");
    let mut analyzer = Analyzer::new();
    let highlight = looking_for(&["victim", "slachtoffer"]);
    let mut lang = |wanted: &[&str]| {
        let found = snippet(&record, &highlight, wanted, 100, &mut analyzer).unwrap();
        (found.lang.to_string(), found.text)
    };
    assert_eq!(lang(&["nl", "en"]), ("nl".to_owned(), "Slachtoffers in het Nederlands.".to_owned()));
    assert_eq!(lang(&["fr"]), ("en".to_owned(), "Victims in English.".to_owned()));
    let only_title = practice("Victims", "Others.", "Anderen.");
    let found = snippet(&only_title, &highlight, &["nl"], 100, &mut analyzer).unwrap();
    assert_eq!((found.field, marked(&found)), ("title", vec!["Victims"]));
    assert_eq!(snippet(&record, &looking_for(&["nothing"]), &["en"], 100, &mut analyzer), None);
}

#[test]
fn label_of_a_concept_is_marked_as_one() {
    let record = practice("Title", "About the trafficking\nof human beings.", "Over mensenhandel.");
    let place = Recogniser::shipped().place("trafficking-in-human-beings").unwrap();
    let highlight = Highlight { concepts: BTreeSet::from([place]), ..looking_for(&["human"]) };
    let mut analyzer = Analyzer::new();
    let english = snippet(&record, &highlight, &["en"], 100, &mut analyzer).unwrap();
    assert_eq!(marked(&english), ["trafficking of human beings"]);
    let dutch = snippet(&record, &highlight, &["nl"], 100, &mut analyzer).unwrap();
    assert_eq!(marked(&dutch), ["mensenhandel"]);
}

#[test]
fn prefix_marks_words_that_begin_with_it() {
    let record = practice("Title", "Éducation and educators.", "Niets.");
    let highlight = Highlight { prefixes: vec!["educa".to_owned()], ..Highlight::default() };
    let found = snippet(&record, &highlight, &["en"], 100, &mut Analyzer::new()).unwrap();
    assert_eq!(marked(&found), ["Éducation", "educators"]);
}

#[test]
fn title_is_marked_and_shown_whole() {
    let record = practice("Helping victims of forced labour", "Text.", "Tekst.");
    let mut analyzer = Analyzer::new();
    let title = marked_title(&record, &looking_for(&["victim"]), &["nl"], &mut analyzer).unwrap();
    assert_eq!((title.text.as_str(), title.field), ("Helping victims of forced labour", "title"));
    assert_eq!(marked(&title), ["victims"]);
    let unmarked = marked_title(&record, &Highlight::default(), &["en"], &mut analyzer).unwrap();
    assert!(unmarked.marks.is_empty());
}

proptest! {
    #[test]
    fn marks_of_any_text_lie_on_characters_and_in_order(
        text in "([a-c ]|ab|é|…|\u{301}|\n|\\PC|日本|victims? ){1,60}",
        chars in 0_usize..80,
    ) {
        prop_assume!(!text.trim().is_empty());
        let record = practice("Title", &text, &text);
        let highlight = Highlight { prefixes: vec!["a".to_owned()], ..looking_for(&["victim", "b"]) };
        let mut analyzer = Analyzer::new();
        if let Some(found) = snippet(&record, &highlight, &["en"], chars, &mut analyzer) {
            prop_assert!(!found.marks.is_empty());
            prop_assert!(found.marks.iter().all(|mark| mark.start < mark.end && found.text.get(mark.clone()).is_some()));
            prop_assert!(found.marks.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
