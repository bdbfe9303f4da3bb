//! The controlled vocabulary of topics: concepts, which is broader than which, and labels in many languages.
//!
//! The vocabulary is for those who write and search. It does not decide acceptance: a record with a topic that this
//! version does not know is taken, stored and shown by its id.

mod load;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde::Serialize;

pub use load::VocabularyProblem;

use crate::ids::Digest;
use crate::record::{Code, Lang};
use crate::suggest::{closest, fold};

/// The shipped data: `id,broader,eurovoc,lang,kind,label,source`, one label a line.
const SHIPPED: &str = include_str!("../../data/topics.csv");

/// How a label stands to its concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelKind {
    /// The label to show; one for each language.
    Pref,
    /// Another word for the same.
    Alt,
}

/// A word for a concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Its language.
    pub lang: Lang,
    /// Whether it is the one to show.
    pub kind: LabelKind,
    /// The word.
    pub text: String,
    /// Where it comes from, such as `eurovoc`.
    pub source: String,
}

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Concept {
    /// Its id, as records name it.
    pub id: Code,
    /// The next broader concept; none for a top concept.
    pub broader: Option<Code>,
    /// The EuroVoc concept that it equals, by its number or code there.
    pub eurovoc: Option<String>,
    /// Its labels.
    pub labels: Vec<Label>,
}

impl Concept {
    /// The label to show in exactly this language.
    pub fn pref(&self, lang: &str) -> Option<&str> {
        self.labels
            .iter()
            .find(|label| label.kind == LabelKind::Pref && label.lang.as_str() == lang)
            .map(|label| label.text.as_str())
    }

    /// The other labels in this language.
    pub fn alts(&self, lang: &str) -> impl Iterator<Item = &str> {
        self.labels
            .iter()
            .filter(move |label| label.kind == LabelKind::Alt && label.lang.as_str() == lang)
            .map(|label| label.text.as_str())
    }

    /// The label to show in the first of `wanted` that there is, else in English, else in any language, else the id.
    pub fn label(&self, wanted: &[&str]) -> &str {
        let any = || self.labels.iter().find(|label| label.kind == LabelKind::Pref).map(|label| label.text.as_str());
        wanted.iter().chain(&["en"]).find_map(|lang| self.pref(lang)).or_else(any).unwrap_or_else(|| self.id.as_str())
    }
}

/// All concepts.
#[derive(Debug)]
pub struct Vocabulary {
    concepts: BTreeMap<String, Concept>,
    narrower: BTreeMap<String, Vec<String>>,
    by_label: BTreeMap<String, BTreeSet<String>>,
    version: Digest,
}

impl Vocabulary {
    /// The vocabulary that this version ships with.
    pub fn shipped() -> &'static Self {
        static SHIPPED_VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        SHIPPED_VOCABULARY.get_or_init(|| {
            Self::parse(SHIPPED).expect("the shipped vocabulary is valid, as a test of this crate proves")
        })
    }

    /// Reads a vocabulary in the form of the shipped one.
    ///
    /// # Errors
    /// Every problem, with its line.
    pub fn parse(csv: &str) -> Result<Self, Vec<VocabularyProblem>> {
        let concepts = load::concepts(csv)?;
        let mut narrower: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut by_label: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (id, concept) in &concepts {
            if let Some(broader) = &concept.broader {
                narrower.entry(broader.to_string()).or_default().push(id.clone());
            }
            for label in &concept.labels {
                by_label.entry(fold(&label.text)).or_default().insert(id.clone());
            }
        }
        Ok(Self { concepts, narrower, by_label, version: Digest::of(csv.as_bytes()) })
    }

    /// SHA-256 of the data: two nodes with the same version know the same topics.
    pub fn version(&self) -> Digest {
        self.version
    }

    /// All concepts, in the order of their ids.
    pub fn concepts(&self) -> impl Iterator<Item = &Concept> {
        self.concepts.values()
    }

    /// The concepts that have none above them.
    pub fn top(&self) -> impl Iterator<Item = &Concept> {
        self.concepts().filter(|concept| concept.broader.is_none())
    }

    /// The concept with this id.
    pub fn get(&self, id: &str) -> Option<&Concept> {
        self.concepts.get(id)
    }

    /// The concepts that have this word as a label in any language, without regard to case.
    pub fn by_label(&self, text: &str) -> impl Iterator<Item = &Concept> {
        self.by_label.get(&fold(text)).into_iter().flatten().filter_map(|id| self.get(id))
    }

    /// The concepts right below this one.
    pub fn narrower(&self, id: &str) -> impl Iterator<Item = &Concept> {
        self.narrower.get(id).into_iter().flatten().filter_map(|id| self.get(id))
    }

    /// This concept and all below it: what a search for it should find. Empty for an unknown id.
    pub fn with_narrower(&self, id: &str) -> Vec<&Concept> {
        let mut found: Vec<&Concept> = self.get(id).into_iter().collect();
        let mut next = 0;
        while let Some(concept) = found.get(next) {
            next += 1;
            found.extend(self.narrower(concept.id.as_str()));
        }
        found
    }

    /// The concepts above this one, nearest first.
    pub fn broader(&self, id: &str) -> Vec<&Concept> {
        let above = |concept: &&Concept| concept.broader.as_ref().and_then(|id| self.get(id.as_str()));
        let first = self.get(id);
        std::iter::successors(first, above).skip(1).collect()
    }

    /// The concept that somebody may have meant: by one of its labels, else by an id or label that is nearly the same.
    pub fn closest(&self, text: &str) -> Option<&Concept> {
        let by_label = self.by_label(text).next();
        by_label.or_else(|| self.get(closest(text, self.concepts.keys().map(String::as_str))?)).or_else(|| {
            let label = closest(text, self.by_label.keys().map(String::as_str))?;
            self.by_label(label).next()
        })
    }

    /// A label to show for a topic of a record, by the rule of [`Concept::label`]; an unknown topic shows its id.
    pub fn label<'a>(&'a self, id: &'a str, wanted: &[&str]) -> &'a str {
        self.get(id).map_or(id, |concept| concept.label(wanted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_vocabulary_has_no_problem() {
        assert_eq!(load::check_vocabulary(SHIPPED), []);
        let vocabulary = Vocabulary::shipped();
        assert!(vocabulary.concepts().count() >= 70);
        assert!(vocabulary.top().count() >= 1);
        assert_eq!(vocabulary.version(), Digest::of(SHIPPED.as_bytes()));
    }

    #[test]
    fn every_concept_has_a_label_in_every_language_of_the_union_norwegian_and_ukrainian() {
        let languages = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nb nl pl pt ro sk sl sv uk";
        for concept in Vocabulary::shipped().concepts() {
            for lang in languages.split(' ') {
                assert!(concept.pref(lang).is_some(), "{} has no label in {lang}", concept.id);
            }
        }
    }

    #[test]
    fn label_names_one_concept_within_a_language() {
        let mut named: BTreeMap<(String, String), &Code> = BTreeMap::new();
        for concept in Vocabulary::shipped().concepts() {
            for label in &concept.labels {
                let key = (label.lang.to_string(), fold(&label.text));
                let other = named.insert(key, &concept.id).filter(|other| **other != concept.id);
                assert_eq!(other, None, "«{}» ({}) also names {}", label.text, label.lang, concept.id);
            }
        }
    }

    #[test]
    fn concept_is_found_by_id_and_by_label_in_any_case() {
        let vocabulary = Vocabulary::shipped();
        let id = "trafficking-in-human-beings";
        assert_eq!(vocabulary.get(id).map(|c| c.label(&["nl"])), Some("mensenhandel"));
        assert!(vocabulary.by_label("MENSENHANDEL").any(|concept| concept.id.as_str() == id));
        assert_eq!(vocabulary.get("mensenhandel"), None);
    }

    #[test]
    fn closest_concept_for_a_typing_error_or_a_word() {
        let vocabulary = Vocabulary::shipped();
        let closest = |text| vocabulary.closest(text).map(|concept| concept.id.as_str());
        assert_eq!(closest("trafficing-in-human-beings"), Some("trafficking-in-human-beings"));
        assert_eq!(closest("Mensenhandel"), Some("trafficking-in-human-beings"));
        assert_eq!(closest("mensenhandl"), Some("trafficking-in-human-beings"));
        assert_eq!(closest("quantum chromodynamics"), None);
    }

    #[test]
    fn narrower_concepts_are_transitive() {
        let vocabulary = Vocabulary::shipped();
        let below: Vec<&str> =
            vocabulary.with_narrower("trafficking-in-human-beings").iter().map(|c| c.id.as_str()).collect();
        assert!(below.contains(&"trafficking-in-human-beings") && below.contains(&"debt-bondage"));
        let above: Vec<&str> = vocabulary.broader("debt-bondage").iter().map(|c| c.id.as_str()).collect();
        assert_eq!(above, ["labour-exploitation", "trafficking-in-human-beings"]);
        assert!(vocabulary.with_narrower("nothing").is_empty());
    }

    #[test]
    fn label_falls_back_to_english_then_any_then_the_id() {
        let csv = "id,broader,eurovoc,lang,kind,label,source\n\
                   a,,,en,pref,alpha,own\na,,,nl,pref,alfa,own\nb,,,en,pref,beta,own\n";
        let vocabulary = Vocabulary::parse(csv).unwrap();
        assert_eq!(vocabulary.label("a", &["fr", "nl"]), "alfa");
        assert_eq!(vocabulary.label("b", &["nl"]), "beta");
        assert_eq!(vocabulary.label("c", &["nl"]), "c");
    }
}
