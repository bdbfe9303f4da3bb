//! Words that registers use for columns and values.

use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::suggest::fold;

/// Words in names of columns, by shared dimension: English, Dutch, French, German.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("sex", &["sex", "gender", "geslacht", "sexe", "genre", "geschlecht"]),
    (
        "age",
        &[
            "age",
            "ages",
            "agegroup",
            "leeftijd",
            "âge",
            "alter",
            "altersgruppe",
            "majority",
            "birth",
            "birthyear",
            "geboortejaar",
            "geburtsjahr",
            "naissance",
        ],
    ),
    (
        "citizen",
        &[
            "citizen",
            "citizenship",
            "nationality",
            "nationaliteit",
            "staatsburgerschap",
            "nationalité",
            "nationalite",
            "staatsangehörigkeit",
        ],
    ),
    ("geo", &["geo", "country", "land", "pays"]),
    ("iccs", &["iccs", "exploitation", "exploit", "uitbuiting", "ausbeutung"]),
    (
        TIME_PERIOD,
        &[
            "period",
            "time",
            "date",
            "year",
            "month",
            "quarter",
            "datum",
            "jaar",
            "jahr",
            "année",
            "annee",
            "maand",
            "monat",
            "mois",
            "kwartaal",
            "quartal",
            "trimestre",
            "registered",
        ],
    ),
];

/// Values of codes, folded.
const VALUES: [(&str, &str, &[&str]); 7] = [
    ("sex", "UNK", &["u"]),
    (
        "sex",
        "F",
        &[
            "f", "v", "w", "female", "woman", "women", "girl", "vrouw", "meisje", "femme", "fille", "féminin",
            "weiblich", "frau", "mädchen",
        ],
    ),
    (
        "sex",
        "M",
        &["m", "h", "male", "man", "men", "boy", "jongen", "homme", "garçon", "masculin", "männlich", "mann", "junge"],
    ),
    (
        "age",
        "Y_LT18",
        &[
            "minor",
            "minors",
            "child",
            "children",
            "minderjarig",
            "minderjarige",
            "kind",
            "mineur",
            "mineure",
            "enfant",
            "minderjährig",
        ],
    ),
    (
        "age",
        "Y_GE18",
        &[
            "adult",
            "adults",
            "volwassen",
            "volwassene",
            "meerderjarig",
            "meerderjarige",
            "majeur",
            "majeure",
            "adulte",
            "erwachsen",
            "erwachsene",
            "volljährig",
        ],
    ),
    (
        "iccs",
        "ICCS02041",
        &["sexual", "sexual exploitation", "seksuele uitbuiting", "exploitation sexuelle", "sexuelle ausbeutung"],
    ),
    (
        "iccs",
        "ICCS02042",
        &[
            "labour",
            "labor",
            "forced labour",
            "forced labor",
            "labour exploitation",
            "arbeidsuitbuiting",
            "travail forcé",
            "zwangsarbeit",
        ],
    ),
];

/// Values that mean «not known», folded.
const UNKNOWN: [&str; 28] = [
    "unknown",
    "not known",
    "unk",
    "n/a",
    "na",
    "nan",
    "null",
    "missing",
    "not specified",
    "unspecified",
    "not stated",
    "?",
    "-",
    "--",
    ".",
    ":",
    "-9",
    "-99",
    "-999",
    "999",
    "onbekend",
    "niet bekend",
    "inconnu",
    "inconnue",
    "non précisé",
    "unbekannt",
    "keine angabe",
    "k.a.",
];

/// Whether a value usually means «not known».
pub(super) fn means_unknown(value: &str) -> bool {
    UNKNOWN.contains(&fold(value).as_str())
}

/// The code of a shared dimension that a value means: the code itself, its label in a language, or a usual word.
pub(super) fn code(dimension: &str, value: &str) -> Option<String> {
    let lists = CodeLists::shipped();
    let folded = fold(value);
    if let Some(list) = lists.list(dimension) {
        let means = |text: &str| fold(text) == folded;
        let found = list.codes.iter().find(|listed| means(&listed.code) || listed.label.iter().any(|(_, l)| means(l)));
        if let Some(listed) = found {
            return Some(listed.code.clone());
        }
    }
    let known = VALUES.iter().find(|(of, _, words)| *of == dimension && words.contains(&folded.as_str()));
    known.map(|(_, code, _)| (*code).to_owned())
}

/// How well a column's name fits a dimension; 0 for not at all.
pub(super) fn fit(dimension: &str, column: &str) -> u8 {
    let lists = CodeLists::shipped();
    let name = fold(column);
    let label = |text: &str| fold(text) == name;
    let labelled = lists.dimension(dimension).is_some_and(|list| list.label.iter().any(|(_, text)| label(text)));
    if fold(dimension) == name {
        return 4;
    }
    let words = COLUMNS.iter().find(|(id, _)| *id == dimension).map_or(&[][..], |(_, words)| words);
    if labelled || words.contains(&name.as_str()) {
        return 3;
    }
    if tokens(column).iter().any(|token| words.contains(&token.as_str())) { 2 } else { 0 }
}

/// The words in a name such as `yearOfRegistration` or `case_date`.
fn tokens(name: &str) -> Vec<String> {
    let mut tokens = vec![String::new()];
    let mut before_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && before_small) {
            tokens.push(String::new());
        }
        before_small = c.is_lowercase();
        if let Some(last) = tokens.last_mut().filter(|_| c.is_alphanumeric()) {
            last.extend(c.to_lowercase());
        }
    }
    tokens.retain(|token| !token.is_empty());
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_in_four_languages() {
        for (dimension, column) in [
            ("sex", "gender"),
            ("sex", "Geslacht"),
            ("age", "ageCategories"),
            ("age", "majorityStatus"),
            ("citizen", "Nationalité"),
            (TIME_PERIOD, "yearOfRegistration"),
            (TIME_PERIOD, "case_date"),
        ] {
            assert!(fit(dimension, column) > 0, "{column}");
        }
        assert!(fit("age", "agency") == 0 && fit("sex", "citizenship") == 0);
        assert!(fit("sex", "sex") > fit("sex", "gender"));
    }

    #[test]
    fn values_are_known_in_four_languages() {
        for (dimension, value, code) in [
            ("sex", "Female", "F"),
            ("sex", "v", "F"),
            ("sex", "homme", "M"),
            ("sex", "WEIBLICH", "F"),
            ("age", "Minor", "Y_LT18"),
            ("age", "under 18 years", "Y_LT18"),
            ("iccs", "Sexual Exploitation", "ICCS02041"),
        ] {
            assert_eq!(super::code(dimension, value).as_deref(), Some(code), "{value}");
        }
        assert_eq!(code("sex", "x"), None);
        assert!(means_unknown("-99") && means_unknown("Onbekend") && !means_unknown("0"));
    }
}
