use super::*;

fn of(text: &str) -> String {
    normalise(text).text.into_owned()
}

/// The given text behind the first occurrence of `part` in the normalised one.
fn behind<'a>(text: &'a str, part: &str) -> &'a str {
    let normalised = normalise(text);
    let start = normalised.text.find(part).expect("the part is in the normalised text");
    &text[normalised.original(&(start..start + part.len()))]
}

#[test]
fn variants_become_one_form() {
    assert_eq!(of("０６\u{2011}１２\u{a0}٣٤ ۵۶"), "06-12 34 56");
    assert_eq!(of("a\u{200b}b\u{ad}c\u{feff}"), "abc");
    assert_eq!(of("e\u{301}cole ﬁn №"), "école fin No");
    assert_eq!(of("it\u{2019}s 52°22\u{2032}12\u{2033}"), "it's 52°22'12\"");
    assert_eq!(of("𝟎𝟙𝟚"), "012");
}

#[test]
fn footnote_marks_are_no_digits() {
    assert_eq!(of("2019¹ cases²"), "2019¹ cases²");
}

#[test]
fn look_alikes_fold_in_codes_only() {
    assert_eq!(of("АВ12"), "AB12");
    assert_eq!(of("jоhn"), "john");
    assert_eq!(of("ВЕ71 2015г он"), "BE71 2015г он");
    assert_eq!(of("НОРА"), "НОРА");
    assert_eq!(of("А\u{200b}В1"), "AB1");
}

#[test]
fn ranges_lead_back_to_the_given_text() {
    assert_eq!(behind("tel ０６１２ x", "0612"), "０６１２");
    assert_eq!(behind("x 06\u{200b}12\u{200b} y", "0612"), "06\u{200b}12");
    assert_eq!(behind("\u{200b}\u{200b}ab", "ab"), "ab");
    assert_eq!(behind("cafe\u{301} x", "é"), "e\u{301}");
    assert_eq!(behind("e\u{200b}\u{301} x", "é"), "e\u{200b}\u{301}");
    assert_eq!(behind("№ 5 ﬁx", "fix"), "ﬁx");
    assert_eq!(behind("ﬁx", "i"), "ﬁ");
    assert_eq!(behind("a АВ\u{200b}12 b", "AB12"), "АВ\u{200b}12");
    assert_eq!(behind("naïve — straße", "straße"), "straße");
}

#[test]
fn every_range_of_a_mixed_text_leads_to_characters() {
    let text = "Zu\u{308}rich ﬃ АВ12\u{200b} ０６\u{301}\u{301}x \u{301}\u{301} ｶﾞ e\u{200d}\u{301}ßİ 각";
    let normalised = normalise(text);
    let ends: Vec<usize> = normalised.text.char_indices().map(|(at, _)| at).chain([normalised.text.len()]).collect();
    for (index, start) in ends.iter().enumerate() {
        for end in &ends[index..] {
            assert!(text.get(normalised.original(&(*start..*end))).is_some(), "{start}..{end}");
        }
    }
    assert_eq!(normalised.original(&(0..normalised.text.len())), 0..text.len());
}

#[test]
fn hostile_marks_stay_few_edits() {
    for unit in ["\u{301}", "a\u{301}\u{323}", "\u{200b}\u{301}", "ﷺ", "ﾞ"] {
        let text = unit.repeat(20_000);
        let normalised = normalise(&text);
        assert!(normalised.original(&(0..normalised.text.len())).end <= text.len());
        assert!(normalised.edits.len() <= 40_000);
    }
}
