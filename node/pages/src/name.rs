//! Names with the language that they are in.

use emn_protocol::codelist::CodeLists;
use emn_protocol::topics::Vocabulary;

use crate::frame::Frame;
use crate::phrase::Phrase;

/// Something with a code and a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Its code, as addresses and filters take it.
    pub code: String,
    /// Its name.
    pub name: Phrase,
}

/// Languages by their own names, as the links to them show: who reads a language knows its name in it.
const LANGUAGES: [(&str, &str); 41] = [
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bs", "Bosanski"),
    ("cnr", "Crnogorski"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ka", "ქართული"),
    ("lb", "Lëtzebuergesch"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("mt", "Malti"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sr-Latn", "Srpski"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
];

/// A language by its own name; one that is not known by its tag.
pub fn language(tag: &str) -> Named {
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    let name = known.map_or_else(|| Phrase::new("", tag), |(tag, name)| Phrase::new(tag, name));
    Named { code: tag.to_owned(), name }
}

/// A country or institution by its code (ISO 3166-1 alpha-2, Eurostat's, or a member's): in the reader's language, else
/// in English, else the code.
pub fn country(frame: &Frame, code: &str) -> Named {
    let listed = CodeLists::shipped();
    let country = listed.country(code).or_else(|| listed.country_by_eurostat(code));
    let iso = country.map_or(code, |country| country.iso2.as_str());
    let own = frame.country(iso);
    let name = match country {
        _ if own != iso => Phrase::new(frame.lang(), &own),
        Some(country) => Phrase::new("en", &country.name_en),
        None => Phrase::new("", code),
    };
    Named { code: code.to_owned(), name }
}

/// A topic: its label in the reader's language, else in English; one that the vocabulary does not know by its id.
pub fn topic(frame: &Frame, id: &str) -> Named {
    let concept = Vocabulary::shipped().get(id);
    let label = |lang: &str| concept.and_then(|concept| concept.pref(lang)).map(|label| Phrase::new(lang, label));
    let name = label(frame.lang()).or_else(|| label("en")).unwrap_or_else(|| Phrase::new("", id));
    Named { code: id.to_owned(), name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Locale;

    fn frame(tag: &str) -> Frame {
        Frame { locale: Locale::of(tag).unwrap(), ..Frame::default() }
    }

    #[test]
    fn names_are_in_the_language_of_the_page() {
        assert_eq!(country(&frame("nl"), "DE").name, Phrase::new("nl", "Duitsland"));
        assert_eq!(country(&frame("fr"), "EL").name, Phrase::new("fr", "Grèce"));
        assert_eq!(country(&frame("de"), "NG").name, Phrase::new("en", "Nigeria"));
        assert_eq!(country(&frame("de"), "EU-COM").name, Phrase::new("", "EU-COM"));
        assert_eq!(topic(&frame("nl"), "trafficking-in-human-beings").name.text, "mensenhandel");
        assert_eq!(topic(&frame("nl"), "no-topic").name, Phrase::new("", "no-topic"));
    }

    #[test]
    fn languages_have_their_own_names_each_once() {
        assert!(LANGUAGES.is_sorted());
        assert_eq!(language("el").name.text, "Ελληνικά");
        assert_eq!(language("tlh").name, Phrase::new("", "tlh"));
    }
}
