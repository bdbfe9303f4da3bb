//! What the form of a word says of it: how surnames end, and what institutions are called in one word.

/// Endings of surnames that hardly any other word has, in small letters without accents.
const SURNAMES: &[&str] = &[
    // Ukrainian, Russian, Bulgarian, Serbian, Croatian, in both alphabets and in foreign spellings.
    "enko",
    "czenko",
    "tschenko",
    "chuk",
    "czuk",
    "ovic",
    "evic",
    "ovich",
    "evich",
    "ewicz",
    "owicz",
    "yshyn",
    "енко",
    "чук",
    "овић",
    "евић",
    "ович",
    "евич",
    "ишин",
    "овски",
    "овска",
    "евски",
    "евска",
    "ова",
    "ева",
    "ов",
    "ев",
    "ovski",
    "ovska",
    "owski",
    "owska",
    "ewski",
    "ewska",
    "inski",
    "inska",
    "ynski",
    "ynska",
    "ovsky",
    "ovskaya",
    "ovskyi",
    "czyk",
    "czak",
    // Romanian, Greek, Georgian, Armenian.
    "escu",
    "opoulos",
    "opoulou",
    "idis",
    "iadis",
    "akis",
    "akou",
    "οπουλοσ",
    "οπουλου",
    "ιδησ",
    "ιαδησ",
    "ακησ",
    "ιδου",
    "shvili",
    "adze",
    "idze",
    "iani",
    "швили",
    "адзе",
    "идзе",
    "yan",
    "ян",
    // The North and the Baltic.
    "sson",
    "sdottir",
    "auskas",
    "auskiene",
    "iene",
    "aite",
    "inskas",
    "evicius",
    "avicius",
    "onis",
    "aitis",
    "unas",
    "kainen",
    "lainen",
    "tinen",
    "kinen",
    "konen",
    "ponen",
    // Dutch, Iberian, Indian, Iranian.
    "sma",
    "stra",
    "huizen",
    "oglu",
    "zadeh",
    "zada",
    "zai",
    "ullah",
    "poulos",
];

/// Endings that are good enough beside a known given name or a word for a person.
const PERHAPS: &[&str] = &[
    "ova", "eva", "ov", "ev", "ic", "ski", "ska", "sky", "sen", "nen", "son", "ez", "ini", "elli", "etti", "ucci",
    "oglu", "ins", "oiu", "eanu", "aru", "escu", "ariu", "ek", "ak", "ik", "uk", "ko", "ин", "ина", "ко", "ски", "ска",
    "ић", "ов", "ев", "ова", "ева", "ису", "ου", "ησ", "yi",
];

/// Fewest letters of a word that is judged by its ending.
const LONG: usize = 6;

/// Whether a word has an ending that only surnames have.
pub(super) fn is_surname(plain: &str) -> bool {
    let long = |length: usize| plain.chars().nth(length - 1).is_some();
    long(LONG)
        && SURNAMES.iter().any(|ending| plain.ends_with(ending) && (ending.chars().count() > 3 || long(LONG + 1)))
        && !is_institution(plain)
}

/// Whether a word has an ending that surnames often have.
pub(super) fn may_be_surname(plain: &str) -> bool {
    plain.chars().nth(LONG - 2).is_some() && PERHAPS.iter().any(|ending| plain.ends_with(ending))
}

/// Whether a word is an institution written in one, such as `Siseministeerium` or `Socialstyrelsen`.
pub(crate) fn is_institution(plain: &str) -> bool {
    const PARTS: &[&str] = &[
        "minist",
        "virasto",
        "myndighet",
        "styrelse",
        "direktora",
        "verket",
        "behorde",
        "zentrum",
        "keskus",
        "hivatal",
        "igazgatosag",
        "szolgalat",
        "inspekt",
        "prokurat",
        "kohus",
        "tingsrett",
        "tingsratt",
        "domstol",
        "gericht",
        "amt",
        "universit",
        "institut",
        "departement",
        "department",
        "agentur",
        "agents",
        "kommission",
        "komission",
        "fondation",
        "foundation",
        "stiftung",
        "stichting",
        "fonden",
        "politi",
        "polizei",
        "policij",
        "policja",
        "poliisi",
        "raad",
        "hogskol",
        "sjukhus",
        "oikeus",
        "laitos",
        "liitto",
        "verbond",
        "verband",
        "forbund",
        "centrum",
        "министер",
        "дирекци",
        "агенци",
        "υπουργε",
        "υπηρεσ",
        "centrale",
        "dienst",
        "office",
        "bureau",
    ];
    plain.len() >= 7
        && PARTS.iter().any(|part| if *part == "amt" { plain.ends_with(part) } else { plain.contains(part) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_are_told_by_their_ending() {
        for name in
            ["lysenko", "tkaczenko", "papadopoulos", "ionescu", "jovanovic", "клатикрушев", "abashidze", "kazlauskas"]
        {
            assert!(is_surname(name), "{name}");
        }
        for word in ["transit", "esperanza", "verde", "direktyva", "korset", "maakohus", "trafic", "strasse"] {
            assert!(!is_surname(word), "{word}");
        }
    }

    #[test]
    fn institutions_in_one_word_are_told() {
        for word in ["siseministeerium", "maahanmuuttovirasto", "jamstalldhetsmyndigheten", "bundesverwaltungsamt"] {
            assert!(is_institution(word), "{word}");
        }
        assert!(!is_institution("kazlauskas"));
    }
}
