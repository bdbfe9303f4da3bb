//! Reads the vocabulary and finds what is wrong with it.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::{Concept, Label, LabelKind};
use crate::record::{Code, Lang};
use crate::suggest::fold;

/// What is wrong with a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyProblem {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong, for people.
    pub problem: String,
}

impl fmt::Display for VocabularyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

#[derive(Deserialize)]
struct Row {
    id: String,
    broader: String,
    eurovoc: String,
    lang: String,
    kind: String,
    label: String,
    source: String,
}

#[derive(Default)]
struct Loader {
    concepts: BTreeMap<String, Concept>,
    /// Line on which a concept stands first.
    lines: BTreeMap<String, u64>,
    /// (language, folded preferred label) to the concept that has it.
    prefs: BTreeMap<(String, String), String>,
    problems: Vec<VocabularyProblem>,
}

/// The concepts of a vocabulary by id.
pub(super) fn concepts(csv: &str) -> Result<BTreeMap<String, Concept>, Vec<VocabularyProblem>> {
    let loader = load(csv);
    if loader.problems.is_empty() { Ok(loader.concepts) } else { Err(loader.problems) }
}

/// What is wrong with a vocabulary; empty when nothing is.
#[cfg(test)]
pub(super) fn check_vocabulary(csv: &str) -> Vec<VocabularyProblem> {
    load(csv).problems
}

fn load(csv: &str) -> Loader {
    let mut loader = Loader::default();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                match record.deserialize::<Row>(Some(&headers)) {
                    Ok(row) => loader.row(line, row),
                    Err(error) => loader.add(line, error.to_string()),
                }
            }
            Err(error) => loader.add(error.position().map_or(0, csv::Position::line), error.to_string()),
        }
    }
    loader.whole();
    loader
}

impl Loader {
    fn add(&mut self, line: u64, problem: impl Into<String>) {
        self.problems.push(VocabularyProblem { line, problem: problem.into() });
    }

    fn row(&mut self, line: u64, row: Row) {
        let (id, broader) = (row.id.parse::<Code>(), optional(&row.broader).map(str::parse::<Code>).transpose());
        let (id, broader) = match (id, broader) {
            (Ok(id), Ok(broader)) => (id, broader),
            (Err(error), _) | (_, Err(error)) => return self.add(line, error.to_string()),
        };
        let lang = match row.lang.parse::<Lang>() {
            Ok(lang) => lang,
            Err(error) => return self.add(line, error.to_string()),
        };
        let kind = match row.kind.as_str() {
            "pref" => LabelKind::Pref,
            "alt" => LabelKind::Alt,
            other => return self.add(line, format!("the kind `{other}` is neither pref nor alt")),
        };
        if row.label.trim().is_empty() {
            return self.add(line, format!("the label of {id} in {lang} is empty"));
        }
        if kind == LabelKind::Pref {
            self.preferred(line, &id, &lang, &row.label);
        }
        let eurovoc = optional(&row.eurovoc).map(str::to_owned);
        self.lines.entry(row.id.clone()).or_insert(line);
        let new = Concept { id, broader, eurovoc, labels: Vec::new() };
        let concept = self.concepts.entry(row.id.clone()).or_insert_with(|| new.clone());
        concept.labels.push(Label { lang, kind, text: row.label, source: row.source });
        if (&concept.broader, &concept.eurovoc) != (&new.broader, &new.eurovoc) {
            self.add(line, format!("{} has another broader or EuroVoc concept here than in an earlier line", row.id));
        }
    }

    /// A language has one preferred label for a concept, and a preferred label names one concept.
    fn preferred(&mut self, line: u64, id: &Code, lang: &Lang, label: &str) {
        let known = self.concepts.get(id.as_str());
        if known.is_some_and(|concept| concept.pref(lang.as_str()).is_some()) {
            self.add(line, format!("{id} has two preferred labels in {lang}"));
        }
        let other = self.prefs.insert((lang.to_string(), fold(label)), id.to_string());
        if let Some(other) = other.filter(|other| other != id.as_str()) {
            self.add(line, format!("`{label}` is the preferred label of {id} and of {other} in {lang}"));
        }
    }

    /// What only the whole shows: unknown broader concepts, cycles, no English label.
    fn whole(&mut self) {
        if self.concepts.is_empty() {
            self.add(1, "there is no concept");
        }
        let mut found = Vec::new();
        for (id, concept) in &self.concepts {
            if concept.pref("en").is_none() {
                found.push((id, format!("{id} has no preferred label in English")));
            }
            if let Some(broader) = &concept.broader
                && !self.concepts.contains_key(broader.as_str())
            {
                found.push((id, format!("{id} has the broader concept {broader}, which does not exist")));
            }
            if self.is_above_itself(concept) {
                found.push((id, format!("{id} is, over some path, broader than itself")));
            }
        }
        let found: Vec<_> =
            found.into_iter().map(|(id, text)| (self.lines.get(id).copied().unwrap_or(0), text)).collect();
        for (line, problem) in found {
            self.add(line, problem);
        }
    }

    fn is_above_itself(&self, concept: &Concept) -> bool {
        let above = |c: &&Concept| c.broader.as_ref().and_then(|id| self.concepts.get(id.as_str()));
        // No path is longer than there are concepts, so a cycle elsewhere ends this too.
        std::iter::successors(Some(concept), above).skip(1).take(self.concepts.len()).any(|c| c.id == concept.id)
    }
}

fn optional(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Problems of a vocabulary with these lines after the header and `a`.
    fn problems(lines: &str) -> Vec<String> {
        let csv = format!("id,broader,eurovoc,lang,kind,label,source\na,,,en,pref,alpha,own\n{lines}");
        check_vocabulary(&csv).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_problem_is_found_with_its_line() {
        assert_eq!(problems("b,a,,en,pref,beta,own\n"), Vec::<String>::new());
        assert_eq!(problems("b,x,,en,pref,beta,own\n"), ["line 3: b has the broader concept x, which does not exist"]);
        assert_eq!(problems("a,,,en,pref,other,own\n"), ["line 3: a has two preferred labels in en"]);
        assert_eq!(problems("b,,,en,pref,Alpha,own\n"), ["line 3: `Alpha` is the preferred label of b and of a in en"]);
        assert_eq!(problems("a,,,nl,pref, ,own\n"), ["line 3: the label of a in nl is empty"]);
        assert_eq!(problems("b,,,nl,pref,beta,own\n"), ["line 3: b has no preferred label in English"]);
        assert_eq!(problems("a,,,nl,pre,alfa,own\n"), ["line 3: the kind `pre` is neither pref nor alt"]);
        assert_eq!(
            problems("a,,17,nl,pref,alfa,own\n"),
            ["line 3: a has another broader or EuroVoc concept here than in an earlier line"]
        );
        assert!(problems("a b,,,nl,pref,alfa,own\n")[0].starts_with("line 3: `a b` is not an identifier"));
        assert!(problems("a,,,NL,pref,alfa,own\n")[0].starts_with("line 3: `NL` is not a language tag"));
        assert!(problems("a,,nl,pref,alfa,own\n")[0].contains("found record with 6 fields"));
        assert_eq!(check_vocabulary("").len(), 1);
    }

    #[test]
    fn cycle_is_found_at_every_concept_on_it_and_ends() {
        let found = problems("b,c,,en,pref,beta,own\nc,b,,en,pref,gamma,own\nd,b,,en,pref,delta,own\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], "line 3: b is, over some path, broader than itself");
        assert_eq!(found[1], "line 4: c is, over some path, broader than itself");
    }
}
