//! The vocabulary, and a page for each topic.

use askama::Template;
use emn_protocol::topics::{Concept, Vocabulary};

use crate::card::Card;
use crate::figures::Figures;
use crate::frame::Frame;
use crate::name::{self, Named};
use crate::parts::Link;
use crate::phrase::Phrase;

/// A topic with the number of its records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The topic.
    pub topic: Named,
    /// Records on it or on a narrower one.
    pub records: u64,
}

/// A line of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The topic.
    pub counted: Counted,
    /// Narrower topics follow.
    pub opens: bool,
    /// So many lists end after it.
    pub closes: usize,
}

/// All topics.
#[derive(Debug, Template)]
#[template(path = "topics.html")]
pub struct TopicsPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// The tree, line by line.
    pub branches: Vec<Branch>,
    /// The vocabulary for programs: name of the form and address.
    pub files: Vec<(&'static str, String)>,
}

/// A topic.
#[derive(Debug, Template)]
#[template(path = "topic.html")]
pub struct TopicPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// The topic.
    pub topic: Named,
    /// What it means, in the language of the page.
    pub definition: String,
    /// Other words for it, in the language of the page.
    pub other_words: Vec<String>,
    /// Its label in the other languages.
    pub labels: Vec<(Named, Phrase)>,
    /// The number of the EuroVoc concept that it equals.
    pub eurovoc: Option<String>,
    /// The topics above it, from the top.
    pub broader: Vec<Named>,
    /// The topics right below it.
    pub narrower: Vec<Counted>,
    /// Topics that records on this one have too, or that stand beside it.
    pub related: Vec<Counted>,
    /// Reports on it.
    pub reports: u64,
    /// Practices on it.
    pub practices: u64,
    /// Key figures.
    pub figures: Vec<Figures>,
    /// The newest reports.
    pub newest_reports: Vec<Card>,
    /// The newest practices.
    pub newest_practices: Vec<Card>,
    /// The vocabulary for programs: name of the form and address.
    pub files: Vec<(&'static str, String)>,
}

impl TopicPage<'_> {
    /// The way to it.
    fn crumbs(&self) -> Vec<Link> {
        let above = self.broader.iter().map(|topic| Link {
            href: format!("/topics/{}", topic.code),
            label: topic.name.text.clone(),
            lang: topic.name.lang.clone(),
        });
        [Link::new("/topics", self.frame.t("topics-title"))].into_iter().chain(above).collect()
    }
}

/// The page for a topic that there is not.
#[derive(Debug, Template)]
#[template(path = "topic_missing.html")]
pub struct TopicMissingPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// What was asked for.
    pub wanted: String,
    /// What may have been meant.
    pub near: Option<Named>,
}

/// The vocabulary as a tree in the reader's language; `count` says how many records there are on a topic.
pub fn tree(frame: &Frame, count: &dyn Fn(&str) -> u64) -> Vec<Branch> {
    let mut branches = Vec::new();
    grow(frame, count, Vocabulary::shipped().top(), &mut branches);
    branches
}

fn grow<'a>(
    frame: &Frame,
    count: &dyn Fn(&str) -> u64,
    concepts: impl Iterator<Item = &'a Concept>,
    branches: &mut Vec<Branch>,
) {
    let mut named: Vec<Named> = concepts.map(|concept| name::topic(frame, concept.id.as_str())).collect();
    named.sort_by_key(|named| named.name.text.to_lowercase());
    for topic in named {
        let below: Vec<&Concept> = Vocabulary::shipped().narrower(&topic.code).collect();
        let records = count(&topic.code);
        let place = branches.len();
        branches.push(Branch { counted: Counted { topic, records }, opens: false, closes: 0 });
        grow(frame, count, below.into_iter(), branches);
        if branches.len() > place + 1 {
            branches[place].opens = true;
            if let Some(last) = branches.last_mut() {
                last.closes += 1;
            }
        }
    }
}

/// What the vocabulary says of a topic: definition, other words, labels, and the topics above it.
#[derive(Debug, Clone, Default)]
pub struct Described {
    /// See [`TopicPage::definition`].
    pub definition: String,
    /// See [`TopicPage::other_words`].
    pub other_words: Vec<String>,
    /// See [`TopicPage::labels`].
    pub labels: Vec<(Named, Phrase)>,
    /// See [`TopicPage::broader`].
    pub broader: Vec<Named>,
}

/// Describes a topic of the vocabulary.
pub fn describe(frame: &Frame, concept: &Concept) -> Described {
    let id = concept.id.as_str();
    let mut labels: Vec<(Named, Phrase)> = Vec::new();
    for label in &concept.labels {
        let tag = label.lang.as_str();
        if tag != frame.lang() && concept.pref(tag) == Some(label.text.as_str()) {
            labels.push((name::language(tag), Phrase::new(tag, &label.text)));
        }
    }
    labels.sort_by(|a, b| a.0.code.cmp(&b.0.code));
    labels.dedup_by(|a, b| a.0.code == b.0.code);
    let above = Vocabulary::shipped().broader(id);
    Described {
        definition: frame.locale.known(&format!("topic-means-{id}")).unwrap_or_default(),
        other_words: concept.alts(frame.lang()).map(str::to_owned).collect(),
        labels,
        broader: above.iter().rev().map(|concept| name::topic(frame, concept.id.as_str())).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, HOSTILE, assert_sound};

    #[test]
    fn pages_of_topics_are_sound_in_every_language() {
        for frame in sample::frames() {
            let files = || vec![("Turtle", "/api/v1/topics?format=turtle".to_owned())];
            let page = TopicsPage { frame: &frame, branches: tree(&frame, &|_| 3), files: files() };
            assert_sound(&page.render().unwrap());
            let missing = TopicMissingPage { frame: &frame, wanted: HOSTILE.to_owned(), near: None };
            assert_sound(&missing.render().unwrap());
            for concept in Vocabulary::shipped().concepts() {
                let described = describe(&frame, concept);
                assert!(!described.definition.is_empty(), "{} has no definition", concept.id);
                let counted = |text| vec![Counted { topic: sample::named("return", text), records: 4 }];
                let page = TopicPage {
                    frame: &frame,
                    topic: name::topic(&frame, concept.id.as_str()),
                    definition: described.definition,
                    other_words: described.other_words,
                    labels: described.labels,
                    eurovoc: concept.eurovoc.clone(),
                    broader: described.broader,
                    narrower: counted("narrower"),
                    related: counted("related"),
                    reports: 1,
                    practices: 0,
                    figures: vec![sample::figures(HOSTILE)],
                    newest_reports: vec![sample::card(HOSTILE)],
                    newest_practices: Vec::new(),
                    files: files(),
                };
                assert_sound(&page.render().unwrap());
            }
        }
    }

    #[test]
    fn tree_holds_every_topic_and_closes_what_it_opens() {
        let frame = Frame::default();
        let branches = tree(&frame, &|id| id.len() as u64);
        assert_eq!(branches.len(), Vocabulary::shipped().concepts().count());
        let opened = branches.iter().filter(|branch| branch.opens).count();
        assert_eq!(branches.iter().map(|branch| branch.closes).sum::<usize>(), opened);
        let mut depth = 0;
        for branch in &branches {
            depth = depth + usize::from(branch.opens) - branch.closes;
        }
        assert_eq!(depth, 0);
    }

    #[test]
    fn described_topic_has_its_label_in_all_other_languages() {
        let concept = Vocabulary::shipped().get("debt-bondage").unwrap();
        let described = describe(&Frame::default(), concept);
        assert!(described.labels.len() >= 25, "{}", described.labels.len());
        assert!(described.labels.iter().all(|(language, _)| language.code != "en"));
        let above: Vec<&str> = described.broader.iter().map(|topic| topic.code.as_str()).collect();
        assert_eq!(above, ["trafficking-in-human-beings", "labour-exploitation"]);
    }
}
