use super::*;

fn finding(detector: Detector, level: Level, span: std::ops::Range<usize>) -> Finding {
    Finding { detector, level, confidence: 90, span, scheme: "" }
}

fn sentence(text: &str, labels: Vec<Label>) -> Sentence {
    let kind = if labels.is_empty() { Kind::Clean } else { Kind::Leak };
    Sentence { lang: "en".to_owned(), text: text.to_owned(), labels, kind }
}

fn two() -> Vec<Sentence> {
    let name = Label { start: 0, end: 3, detector: Detector::Person };
    let phone = Label { start: 9, end: 13, detector: Detector::Phone };
    vec![sentence("Ann rang 1234.", vec![name, phone]), sentence("In 2022, 12 500 persons.", vec![])]
}

#[test]
fn detectors_by_name_are_those_of_serde() {
    for (detector, name) in DETECTORS {
        assert_eq!(serde_json::to_string(&detector).unwrap(), format!("\"{name}\""));
    }
    let known: std::collections::HashSet<_> = DETECTORS.iter().map(|(detector, _)| *detector).collect();
    assert_eq!(known.len(), Detector::Hidden as usize + 1);
}

#[test]
fn finding_of_another_type_counts_as_found_but_not_as_such() {
    let (score, mistakes) = score(&two(), |text, lang| {
        assert_eq!(lang, Some("en"));
        if text.starts_with("Ann") { vec![finding(Detector::CaseNumber, Level::Block, 12..14)] } else { vec![] }
    });
    let phone = score.of(Detector::Phone).unwrap();
    assert_eq!((phone.spans, phone.found, phone.found_as_such, phone.blocked), (1, 1, 0, 1));
    assert_eq!(score.of(Detector::CaseNumber).unwrap().precision(), Some(1.0));
    assert_eq!(score.of(Detector::Person).unwrap().recall(), Some(0.0));
    assert_eq!(mistakes.len(), 1);
    assert_eq!(show_mistakes(&two(), &mistakes), "missed PERSON  en: [Ann] rang 1234.\n");
}

#[test]
fn vignette_over_the_sentence_does_not_count_for_the_name_in_it() {
    let (score, _) = score(&two()[..1], |_, _| vec![finding(Detector::Quasi, Level::Block, 0..14)]);
    assert_eq!(score.of(Detector::Person).unwrap().found, 0);
    assert_eq!(score.of(Detector::Person).unwrap().blocked, 0);
    assert_eq!(score.of(Detector::Quasi).unwrap().right, 1);
}

#[test]
fn finding_that_only_informs_counts_nowhere() {
    let (score, mistakes) = score(&two(), |text, _| vec![finding(Detector::Phone, Level::Info, 0..text.len())]);
    assert_eq!((score.overall.found, score.overall.clean_warned), (0, 0));
    assert_eq!(mistakes.len(), 2);
}

#[test]
fn finding_in_a_clean_sentence_is_a_false_alarm_once_a_sentence() {
    let alarms = |_: &str, _: Option<&str>| {
        vec![finding(Detector::Phone, Level::Warn, 9..15), finding(Detector::Iban, Level::Block, 9..15)]
    };
    let (score, mistakes) = score(&two()[1..], alarms);
    assert_eq!(score.languages["en"].warned(), Some(1.0));
    assert_eq!(score.overall.clean_blocked, 1);
    assert_eq!(score.of(Detector::Phone).unwrap().precision(), Some(0.0));
    assert_eq!(mistakes.len(), 2);
    assert!(score.table().contains("PHONE             0      0      -        0     0         1      0       0.0"));
}

#[test]
fn neighbouring_finding_does_not_meet_the_label() {
    let (score, _) = score(&two()[..1], |_, _| vec![finding(Detector::Person, Level::Block, 3..9)]);
    assert_eq!(score.overall.found, 0);
}

#[test]
fn broken_lines_are_refused_with_their_number() {
    let good = r#"{"lang":"en","text":"x","spans":[],"kind":"clean"}"#;
    let read = |line: &str| read_corpus(&format!("{good}\n{line}\n")).unwrap_err();
    assert_eq!(read("{"), CorpusError::Line(2));
    let unknown = r#"{"lang":"en","text":"x","spans":[{"start":0,"end":1,"type":"SHOE"}],"kind":"leak"}"#;
    assert_eq!(read(unknown), CorpusError::Label(2));
    let beyond = r#"{"lang":"en","text":"x","spans":[{"start":0,"end":9,"type":"PHONE"}],"kind":"leak"}"#;
    assert_eq!(read(beyond), CorpusError::Label(2));
    let backwards = r#"{"lang":"en","text":"xy","spans":[{"start":2,"end":1,"type":"PHONE"}],"kind":"leak"}"#;
    assert_eq!(read(backwards), CorpusError::Label(2));
    let cut = r#"{"lang":"el","text":"Ω","spans":[{"start":1,"end":2,"type":"PHONE"}],"kind":"leak"}"#;
    assert_eq!(read(cut), CorpusError::Label(2));
    assert_eq!(read(&good.replace("clean", "leak")), CorpusError::Label(2));
}

#[test]
fn shipped_corpus_has_every_language_and_enough_of_every_type() {
    let sentences = read_corpus(CORPUS).unwrap();
    let (score, _) = score(&sentences, |_, _| Vec::new());
    for (lang, language) in &score.languages {
        assert!(language.clean >= 40 && language.spans >= 80, "{lang}: {language:?}");
    }
    assert_eq!(score.languages.len(), LANGUAGES);
    for of_type in score.types.iter().filter(|of_type| of_type.detector != Detector::Hidden) {
        assert!(of_type.spans >= LANGUAGES, "{:?}", of_type.detector);
    }
    assert!(CORPUS.len() < 900_000);
}

/// The 24 official languages of the Union, Norwegian and Ukrainian.
const LANGUAGES: usize = 26;
/// The promises of the design: recall by type, and how often a clean sentence may be held up.
#[test]
fn corpus_recall_holds_the_promises() {
    use Detector as D;
    const RECALL: [(Detector, f64); 15] = [
        (D::NationalId, 0.99),
        (D::Iban, 0.99),
        (D::Card, 0.99),
        (D::Mrz, 0.99),
        (D::Email, 0.99),
        (D::Social, 0.99),
        (D::Device, 0.99),
        (D::Passport, 0.99),
        (D::Coordinates, 0.99),
        (D::Phone, 0.95),
        (D::Dob, 0.95),
        (D::CaseNumber, 0.95),
        (D::Plate, 0.95),
        (D::Address, 0.85),
        (D::Person, 0.80),
    ];
    let sentences = read_corpus(CORPUS).unwrap();
    let (score, mistakes) = score(&sentences, crate::screen::screen);
    let shown = || format!("{}\n{}", score.table(), show_mistakes(&sentences, &mistakes));
    for (detector, least) in RECALL {
        let recall = score.of(detector).and_then(TypeScore::recall).unwrap();
        assert!(recall >= least, "{detector:?} {recall:.3} < {least}\n{}", shown());
    }
    assert!(score.overall.warned().unwrap() <= 0.03, "{}", shown());
    assert!(score.overall.blocked().unwrap() <= 0.005, "{}", shown());
}
