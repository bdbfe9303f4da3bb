//! Names of countries, languages and topics in the reader's language.

use emn_protocol::codelist::CodeLists;
use emn_protocol::time::{Date, Timestamp};
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
pub fn language(tag: &str) -> Phrase {
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map_or_else(|| Phrase::new("", tag), |(tag, name)| Phrase::new(tag, name))
}

/// A country by its code (ISO 3166-1 alpha-2, or Eurostat's); one that is not known by its code.
pub fn country(frame: &Frame, code: &str) -> Phrase {
    let lists = CodeLists::shipped();
    let Some(country) = lists.country(code).or_else(|| lists.country_by_eurostat(code)) else {
        return Phrase::new("", code);
    };
    let own = frame.t(&format!("country-{}", country.iso2.to_ascii_lowercase()));
    // A text that is in no file shows its id in brackets.
    if own.starts_with('⟨') { Phrase::new("en", &country.name_en) } else { Phrase::new(frame.lang(), &own) }
}

/// The day of a moment.
pub fn day(frame: &Frame, time: Timestamp) -> String {
    time.date().parse().map_or_else(|_| frame.time(time), |date: Date| frame.date(date))
}

/// A member: most are countries, and an institution has its code.
pub fn member(frame: &Frame, code: &str) -> Phrase {
    country(frame, code)
}

/// A topic: its label in the reader's language, else in English; one that the vocabulary does not know by its id.
pub fn topic(frame: &Frame, id: &str) -> Phrase {
    let concept = Vocabulary::shipped().get(id);
    let label = |lang: &str| concept.and_then(|concept| concept.pref(lang)).map(|label| Phrase::new(lang, label));
    label(frame.lang()).or_else(|| label("en")).unwrap_or_else(|| Phrase::new("", id))
}

/// [`topic`] with its id.
pub fn named_topic(frame: &Frame, id: &str) -> Named {
    Named { code: id.to_owned(), name: topic(frame, id) }
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
        assert_eq!(country(&frame("nl"), "DE"), Phrase::new("nl", "Duitsland"));
        assert_eq!(country(&frame("fr"), "EL"), Phrase::new("fr", "Grèce"));
        assert_eq!(country(&frame("de"), "NG"), Phrase::new("en", "Nigeria"));
        assert_eq!(country(&frame("de"), "EU-COM"), Phrase::new("", "EU-COM"));
        assert_eq!(topic(&frame("nl"), "trafficking-in-human-beings").text, "mensenhandel");
        assert_eq!(topic(&frame("nl"), "no-topic"), Phrase::new("", "no-topic"));
    }

    #[test]
    fn languages_have_their_own_names_each_once() {
        assert!(LANGUAGES.is_sorted());
        assert_eq!(language("el").text, "Ελληνικά");
        assert_eq!(language("tlh"), Phrase::new("", "tlh"));
    }
}
