use std::collections::BTreeMap;

use emn_protocol::topics::Vocabulary;
use proptest::prelude::*;

use super::*;

/// A language, a label, and forms in which people write it, on each line.
const INFLECTIONS: &str = include_str!("tests/inflections.txt");

fn lines() -> impl Iterator<Item = (&'static str, &'static str, Vec<&'static str>)> {
    INFLECTIONS.lines().map(|line| {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        (parts[0], parts[1], parts[2].split(';').map(str::trim).collect())
    })
}

fn stems_of(analyzer: &mut Analyzer, lang: &str, text: &str) -> Vec<String> {
    analyzer.tokens(lang, text).into_iter().map(|token| token.stem).collect()
}

#[test]
fn inflected_label_names_its_concept_in_every_language() {
    let (recogniser, mut analyzer) = (Recogniser::shipped(), Analyzer::new());
    let mut missed = Vec::new();
    let mut forms_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (lang, label, forms) in lines() {
        let concepts = |id: &str, found: &[(u16, Range<usize>)]| {
            found.iter().any(|(place, _)| recogniser.concept(*place).as_str() == id)
        };
        let labelled = Vocabulary::shipped().by_label(label).map(|concept| concept.id.as_str());
        let ids: Vec<&str> = labelled.collect();
        if ids.is_empty() {
            missed.push(format!("{lang}: {label} is no label"));
        }
        *forms_of.entry(lang).or_default() += forms.len();
        for form in forms {
            let stems = stems_of(&mut analyzer, lang, form);
            let found = recogniser.mentions(lang, &stems.iter().map(String::as_str).collect::<Vec<&str>>());
            let words: Vec<&str> = form.split_whitespace().collect();
            let in_query = recogniser.recognise(&mut analyzer, &words);
            let known = |id: &&str| {
                let query = in_query.iter().any(|known| {
                    known.concepts.iter().any(|concept| concept.as_str() == *id)
                        && known.languages.iter().any(|l| l == lang)
                });
                concepts(id, &found) && query
            };
            if !ids.iter().any(known) {
                missed
                    .push(format!("{lang}: {form} {stems:?}, but {label} {:?}", stems_of(&mut analyzer, lang, label)));
            }
        }
    }
    assert!(missed.is_empty(), "{} missed\n{}", missed.len(), missed.join("\n"));
    for lang in LANGUAGES {
        assert!(forms_of.get(lang).is_some_and(|forms| *forms >= 8), "{lang} {:?}", forms_of.get(lang));
    }
}

#[test]
fn languages_are_in_order_and_found_by_the_primary_subtag() {
    assert!(LANGUAGES.is_sorted());
    for (place, lang) in LANGUAGES.iter().enumerate() {
        assert_eq!(stem::language(lang), Some(place));
    }
    assert_eq!(stem::language("sr-Latn"), stem::language("sr"));
    assert_eq!(stem::language("nn-NO"), stem::language("nb"));
    assert_eq!(stem::language("ar"), None);
}

#[test]
fn tokens_stand_where_the_words_stand() {
    let mut analyzer = Analyzer::new();
    let text = "De  «mensenhandel» van 2022: A-12/3, ICCS0204.";
    let tokens = analyzer.tokens("nl", text);
    let words: Vec<&str> = tokens.iter().map(|token| &text[token.from..token.to]).collect();
    assert_eq!(words, ["De", "mensenhandel", "van", "2022", "A", "12", "3", "ICCS0204"]);
    assert_eq!(tokens[3].stem, "2022");
    assert_eq!(tokens[7].stem, "iccs0204");
    assert_eq!(stems_of(&mut analyzer, "ar", "Straßen Ärzte"), ["strassen", "arzte"]);
    assert_eq!(stems_of(&mut analyzer, "en", "refugees Refugees refugee"), ["refuge", "refuge", "refuge"]);
}

#[test]
fn stems_of_a_word_begin_with_its_folded_form() {
    let mut analyzer = Analyzer::new();
    let stems = analyzer.stems("Slachtoffers");
    assert_eq!(stems[0].0, "slachtoffers");
    let dutch = stems.iter().find(|(_, languages)| languages.contains(&"nl")).unwrap();
    assert_eq!(dutch.0, "slachtoffer");
    let all: usize = stems.iter().map(|(_, languages)| languages.len()).sum();
    assert!(all >= LANGUAGES.len(), "each language makes a stem");
    assert_eq!(analyzer.stems("l'exploitation")[0].0, "exploitation");
    assert!(analyzer.stems(" – ").is_empty());
}

#[test]
fn longest_label_counts_and_each_concept_once() {
    let (recogniser, mut analyzer) = (Recogniser::shipped(), Analyzer::new());
    let text = "Trafficking in human beings, migration policy, migration and trafficking of human beings";
    let stems = stems_of(&mut analyzer, "en", text);
    let found = recogniser.mentions("en", &stems.iter().map(String::as_str).collect::<Vec<&str>>());
    let ids: Vec<(&str, Range<usize>)> =
        found.iter().map(|(place, at)| (recogniser.concept(*place).as_str(), at.clone())).collect();
    assert_eq!(ids, [("trafficking-in-human-beings", 0..4), ("migration-policy", 4..6), ("migration", 6..7),]);
    for (place, _) in found {
        assert_eq!(recogniser.place(recogniser.concept(place).as_str()), Some(place));
    }
    assert!(recogniser.mentions("nl", &["traffick", "human", "be"]).is_empty(), "labels of the text's language only");
}

#[test]
fn query_of_unknown_language_is_recognised_word_by_word() {
    let (recogniser, mut analyzer) = (Recogniser::shipped(), Analyzer::new());
    let found = recogniser.recognise(&mut analyzer, &["2022", "mensenhandel", "trafficking", "in", "human", "beings"]);
    let spans: Vec<(Range<usize>, &str)> =
        found.iter().map(|known| (known.words.clone(), known.concepts[0].as_str())).collect();
    assert_eq!(spans, [(1..2, "trafficking-in-human-beings"), (2..6, "trafficking-in-human-beings")]);
    assert!(found[0].languages.contains(&"nl".to_owned()));
    assert_eq!(found[1].languages, ["en"]);
    let migration = recogniser.recognise(&mut analyzer, &["Migration"]);
    assert!(["da", "de", "en", "fr", "sv"].iter().all(|lang| migration[0].languages.iter().any(|l| l == lang)));
    assert!(recogniser.recognise(&mut analyzer, &["the", "of"]).is_empty());
}

#[test]
fn label_is_found_in_one_word_with_a_hyphen_and_in_two() {
    let csv = "id,broader,eurovoc,lang,kind,label,source\n\
               a,,,en,pref,non-refoulement,own\na,,,nl,pref,mensenhandel,own\na,,,fr,pref,évaluation de l’âge,own\n";
    let recogniser = Recogniser::of(&Vocabulary::parse(csv).unwrap());
    let mut analyzer = Analyzer::new();
    for form in [
        "non-refoulement",
        "nonrefoulement",
        "non refoulement",
        "non‑refoulement",
        "mensen-handel",
        "mensen handel",
        "évaluation de l'âge",
        "evaluation de l’age",
    ] {
        let words: Vec<&str> = form.split(' ').collect();
        assert_eq!(recogniser.recognise(&mut analyzer, &words).len(), 1, "{form}");
    }
    assert!(recogniser.recognise(&mut analyzer, &["handel", "mensen"]).is_empty());
}

proptest! {
    #[test]
    fn tokens_of_any_text_lie_in_it_and_are_the_same_when_cached(
        text in "(\\PC|['’ -]|[a-zA-Zäčøłµßšžά-ώΑ-Ωа-яієїА-Я]){0,40}",
        lang in prop::sample::select(LANGUAGES.to_vec()),
    ) {
        let mut analyzer = Analyzer::new();
        let tokens = analyzer.tokens(lang, &text);
        for token in &tokens {
            prop_assert!(!token.stem.is_empty() && text.get(token.from..token.to).is_some());
        }
        prop_assert!(tokens.windows(2).all(|pair| pair[0].to <= pair[1].from));
        prop_assert_eq!(tokens, analyzer.tokens(lang, &text));
        analyzer.stems(&text);
        Recogniser::shipped().recognise(&mut analyzer, &[&text]);
    }
}
