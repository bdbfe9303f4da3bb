use super::*;

fn texts<'a>(page: &'a Page<'_>, words: impl IntoIterator<Item = &'a Word>) -> Vec<&'a str> {
    words.into_iter().map(|word| page.folded(word)).collect()
}

#[test]
fn words_are_runs_of_letters_and_digits() {
    let page = Page::new("L’Été, V-nummer 12.34 AB12 ΑΡΙΘΜΟΣ", Some("fr-BE"));
    assert_eq!(texts(&page, page.words()), ["l", "été", "v", "nummer", "12", "34", "ab12", "αριθμος"]);
    assert_eq!(page.lang(), Some("fr"));
    let [l, ete, .., code, _] = page.words() else { unreachable!("eight words") };
    assert!(l.is_all_capitals() && ete.is_capitalised() && !ete.is_all_capitals());
    assert!(code.has_digit() && !code.is_number() && code.is_all_capitals());
    assert!(page.words()[4].is_number());
}

#[test]
fn near_words_stay_in_the_sentence() {
    let page = Page::new("One two. Three four 555 six seven. Eight", None);
    let at = page.text().find("555").expect("it is there");
    let range = at..at + 3;
    assert_eq!(texts(&page, page.near(&range, 5)), ["three", "four", "six", "seven"]);
    assert_eq!(texts(&page, page.near(&range, 1)), ["four", "six"]);
    assert_eq!(page.word_at(at + 1).map(|word| page.words()[word].range()), Some(range.clone()));
    assert_eq!(page.word_at(at + 3), None);
    assert_eq!(texts(&page, page.words_in(&(at - 2..at + 1))), ["four", "555"]);
    assert_eq!(texts(&page, page.words_of(page.sentence_at(at))), ["three", "four", "555", "six", "seven"]);
}

#[test]
fn ranges_lead_back_to_the_given_text() {
    let text = "nr. １２\u{200b}３ ok";
    let page = Page::new(text, None);
    let word = page.words()[1];
    assert_eq!(page.folded(&word), "123");
    assert_eq!(&text[page.original(word.range())], "１２\u{200b}３");
}

#[test]
fn empty_text_has_one_empty_sentence() {
    let page = Page::new("", None);
    assert_eq!((page.words().len(), page.sentences().len(), page.sentence_at(7)), (0, 1, 0));
    assert_eq!(page.near(&(0..0), 5).count(), 0);
}

#[test]
fn codes_are_capital_latin() {
    let page = Page::new("АВ x9", None);
    assert_eq!(page.code(0..page.text().len()), "AB X9");
}
