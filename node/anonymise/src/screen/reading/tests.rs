use super::*;

fn senses(lang: Option<&str>, text: &str, word: &str) -> Sense {
    let page = Page::new(text, lang);
    let reading = Reading::of(&page);
    let at = page.words().iter().position(|other| page.word(other) == word).expect("the word is in the text");
    reading.at(at)
}

#[test]
fn words_mean_what_they_do_in_the_language_of_their_sentence() {
    // "man" is a person in Dutch and a pronoun in German; the sentence tells, the page only when it does not.
    assert!(senses(None, "De man heeft het aan haar gegeven en is niet van hier.", "man").any(Sense::PERSON));
    assert!(senses(Some("en"), "De man heeft het aan haar gegeven en is niet van hier.", "man").any(Sense::PERSON));
    assert!(senses(Some("nl"), "man", "man").any(Sense::PERSON));
}

#[test]
fn names_of_towns_and_countries_of_several_words_are_one() {
    assert!(senses(Some("en"), "She came to San Fernando in spring.", "San").any(Sense::TOWN));
    assert!(senses(Some("en"), "A woman from Sierra Leone.", "Leone").any(Sense::COUNTRY));
}

#[test]
fn inflected_words_and_names_are_known() {
    assert!(senses(Some("pl"), "Widziano pokrzywdzoną Annę.", "pokrzywdzoną").any(Sense::PERSON));
    assert!(senses(Some("pl"), "Widziano tam Katarzyną.", "Katarzyną").any(Sense::GIVEN));
    assert!(senses(Some("fi"), "Näin Virtasen.", "Virtasen").any(Sense::SURNAME));
}

#[test]
fn months_are_known_in_every_language_and_case() {
    for (word, month) in
        [("March", 3), ("Mai", 5), ("grudnia", 12), ("ožujka", 3), ("Ιουνίου", 6), ("novembrī", 11), ("лютого", 2)]
    {
        assert_eq!(senses(None, word, word).month(), Some(month), "{word}");
    }
}

#[test]
fn reading_an_empty_page_finds_nothing() {
    let page = Page::new("", None);
    let reading = Reading::of(&page);
    assert!(reading.words().is_empty() && reading.at(0).is_empty() && reading.gap(0).is_empty());
    assert_eq!(reading.sentence_of(7), 7..7);
}
