//! Names in another case than the first: Kowalskiej, Annának, Virtasen.

use std::sync::LazyLock;

use super::lexicon::Languages;

/// Endings with what stands there in the first case; the longest first. Without marks, since words are compared so.
const ENDINGS: &[(&str, &[(&str, &str)])] = &[
    (
        "pl cs sk sl hr",
        &[
            ("iego", "i"),
            ("iemu", "i"),
            ("ego", "y"),
            ("emu", "y"),
            ("owej", "owa"),
            ("iej", "ia"),
            ("iej", "a"),
            ("owi", ""),
            ("ovi", ""),
            ("ove", "ova"),
            ("ovou", "ova"),
            ("ovu", "ova"),
            ("ova", ""),
            ("iem", ""),
            ("kiem", "ek"),
            ("em", ""),
            ("om", ""),
            ("im", "i"),
            ("ym", "y"),
            ("ou", "a"),
            ("ej", "a"),
            ("oj", "a"),
            ("ii", "ia"),
            ("ji", "ja"),
            ("ju", "j"),
            ("ka", "ek"),
            ("ca", "ec"),
            ("a", ""),
            ("u", "a"),
            ("u", ""),
            ("y", "a"),
            ("i", "a"),
            ("e", "a"),
            ("o", "a"),
            ("e", ""),
            ("i", ""),
            ("ie", "a"),
            ("m", ""),
            ("n", ""),
            ("in", "a"),
            ("ov", ""),
        ],
    ),
    (
        "bg mk sr uk ru",
        &[
            ("ского", "ский"),
            ("скому", "ский"),
            ("ской", "ская"),
            ("ського", "ськии"),
            ("ові", ""),
            ("еві", ""),
            ("ому", ""),
            ("ого", ""),
            ("ою", "а"),
            ("ею", "я"),
            ("ом", ""),
            ("ем", ""),
            ("ем", "ь"),
            ("ои", "а"),
            ("ым", ""),
            ("им", ""),
            ("ии", "ия"),
            ("іі", "ія"),
            ("у", "а"),
            ("у", ""),
            ("у", "о"),
            ("ю", "я"),
            ("ю", "и"),
            ("ю", "ь"),
            ("ы", "а"),
            ("и", "а"),
            ("и", "я"),
            ("і", "а"),
            ("е", "а"),
            ("е", ""),
            ("а", ""),
            ("а", "о"),
            ("я", "и"),
            ("я", "ь"),
            ("я", ""),
            ("є", ""),
            ("та", "т"),
        ],
    ),
    (
        "el",
        &[
            ("ου", "οσ"),
            ("ουσ", "οσ"),
            ("ο", "οσ"),
            ("ασ", "α"),
            ("ησ", "η"),
            ("η", "ησ"),
            ("α", "ασ"),
            ("ε", "οσ"),
            ("οσ", ""),
        ],
    ),
    (
        "hu",
        &[
            ("kent", ""),
            ("nak", ""),
            ("nek", ""),
            ("val", ""),
            ("vel", ""),
            ("bol", ""),
            ("tol", ""),
            ("rol", ""),
            ("hoz", ""),
            ("hez", ""),
            ("ert", ""),
            ("ot", ""),
            ("et", ""),
            ("at", ""),
            ("al", ""),
            ("el", ""),
            ("t", ""),
            ("ek", ""),
            ("ne", ""),
            ("e", ""),
            ("a", ""),
        ],
    ),
    (
        "fi et",
        &[
            ("selle", "nen"),
            ("sella", "nen"),
            ("selta", "nen"),
            ("seen", "nen"),
            ("sen", "nen"),
            ("sta", "nen"),
            ("lle", ""),
            ("lla", ""),
            ("lta", ""),
            ("sta", ""),
            ("lla", ""),
            ("ille", ""),
            ("illa", ""),
            ("ilta", ""),
            ("in", ""),
            ("en", ""),
            ("n", ""),
            ("ta", ""),
            ("a", ""),
            ("le", ""),
            ("lt", ""),
            ("ga", ""),
            ("ile", ""),
            ("iga", ""),
            ("ilt", ""),
            ("i", ""),
            ("u", ""),
            ("e", ""),
            ("l", ""),
            ("t", ""),
        ],
    ),
    (
        "lv lt",
        &[
            ("iaus", "ius"),
            ("iene", "as"),
            ("aite", "as"),
            ("aites", "as"),
            ("ienes", "as"),
            ("iui", "is"),
            ("iui", "ius"),
            ("ui", "as"),
            ("am", "s"),
            ("im", "is"),
            ("um", "us"),
            ("io", "is"),
            ("iu", "is"),
            ("ies", "is"),
            ("cio", "tis"),
            ("aus", "us"),
            ("as", "a"),
            ("es", "e"),
            ("ei", "e"),
            ("ai", "a"),
            ("em", "a"),
            ("os", "a"),
            ("o", "as"),
            ("a", "as"),
            ("a", "s"),
            ("a", "is"),
            ("i", "ie"),
            ("u", "s"),
            ("u", "a"),
            ("u", "is"),
            ("i", "is"),
            ("i", "e"),
            ("e", "as"),
            ("us", "as"),
            ("us", ""),
            ("as", ""),
            ("is", ""),
            ("is", "ie"),
            ("ijs", "y"),
            ("ys", ""),
            ("s", ""),
        ],
    ),
    ("ro", &[("ului", ""), ("ului", "u"), ("ei", "a"), ("iei", "ia"), ("i", "a"), ("ul", "")]),
    ("sq", &[("it", ""), ("in", ""), ("es", "a"), ("en", "a"), ("ut", ""), ("i", ""), ("u", ""), ("s", "")]),
    ("de sv da no is en nl", &[("s", ""), ("ar", "a"), ("u", "a")]),
];

static GROUPS: LazyLock<Vec<Languages>> =
    LazyLock::new(|| ENDINGS.iter().map(|(tags, _)| Languages::listed(tags)).collect());

/// Fewest letters that a name keeps when its ending is cut.
const SHORTEST: usize = 3;

/// Calls for each word that this one may be a case of, until one is what is looked for.
pub(super) fn first_case(plain: &str, languages: Languages, mut is: impl FnMut(&str) -> bool) -> bool {
    let mut word = String::with_capacity(plain.len() + 4);
    for ((_, endings), group) in ENDINGS.iter().zip(GROUPS.iter()) {
        if !languages.meets(*group) {
            continue;
        }
        for (ending, first) in *endings {
            let Some(stem) = plain.strip_suffix(ending) else { continue };
            if stem.chars().nth(SHORTEST - 1).is_none() {
                continue;
            }
            word.clear();
            word.push_str(stem);
            word.push_str(first);
            if is(&word) {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_other_cases_lead_to_the_first() {
        for (word, language, expected) in [
            ("kowalskiego", "pl", "kowalski"),
            ("anny", "pl", "anna"),
            ("marii", "pl", "maria"),
            ("novakovi", "cs", "novak"),
            ("annanak", "hu", "anna"),
            ("virtasen", "fi", "virtanen"),
            ("jonaicio", "lt", "jonaitis"),
            ("ivanova", "cs", "ivan"),
            ("παπαδοπουλου", "el", "παπαδοπουλοσ"),
            ("иваном", "ru", "иван"),
        ] {
            let found = first_case(word, Languages::of(language), |first| first == expected);
            assert_eq!(found, !expected.is_empty(), "{word}");
        }
    }

    #[test]
    fn short_words_are_no_cases() {
        assert!(!first_case("ana", Languages::ALL, |_| true));
    }
}
