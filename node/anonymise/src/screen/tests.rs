use super::*;

fn finding(detector: Detector, level: Level, span: Range<usize>) -> Finding {
    Finding { detector, level, confidence: 90, span, scheme: "" }
}

#[test]
fn overlaps_leave_the_highest_level_then_the_longest() {
    let found = vec![
        finding(Detector::Phone, Level::Warn, 0..20),
        finding(Detector::Email, Level::Block, 4..10),
        finding(Detector::Social, Level::Block, 4..9),
        finding(Detector::Plate, Level::Info, 10..12),
        finding(Detector::Device, Level::Block, 12..20),
    ];
    let kept = without_overlaps(found);
    let spans: Vec<_> = kept.iter().map(|finding| (finding.detector, finding.span.clone())).collect();
    assert_eq!(spans, [(Detector::Email, 4..10), (Detector::Plate, 10..12), (Detector::Device, 12..20)]);
}

#[test]
fn long_texts_are_cut_between_words_and_their_spans_stay_right() {
    let line = "The number of victims rose in that year, said the report.\n\n";
    let mail = "maria.kovacs@gmail.com ";
    let text = format!("{}{mail}{}{mail}", line.repeat(30_000), line.repeat(10_000));
    let found = screen(&text, Some("en"));
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|finding| text[finding.span.clone()] == *mail.trim()));
}

#[test]
fn official_texts_have_nothing_above_information() {
    for text in [
        "Directive 2011/36/EU of 5 April 2011 (OJ L 101, 15.4.2011, p. 1) and COM(2022) 732 final, SWD(2022) 425.",
        "See ECLI:EU:C:2014:317, Case C-131/12, CELEX 62012CJ0131 and doi:10.2908/MIGR_ASYDCFSTA.",
        "EMN query 2023.45 on NUTS DE212, ISCED 3-4; grant agreement No 101035812.",
        "In 2021, 7 155 victims (+10 %) were registered; 1.234.567,89 EUR; 12 345 persons; pages 12-345.",
        "Helpline 116 006, emergency 112; info@emn.nl; https://home-affairs.ec.europa.eu/emn_en?id=20231234567",
        "ISBN 978-92-76-12345-6, ISSN 2443-8219, Regulation (EU) No 604/2013, Stb. 2013, 444, BGBl. I S. 1234.",
        "+31 % in 2020, 0.05 < p, 10.1234/5678, 3:2, 2019/20, 12.03.2019, 50 000-60 000.",
    ] {
        let above: Vec<_> = screen(text, Some("en")).into_iter().filter(|f| f.level > Level::Info).collect();
        assert_eq!(above, [], "{text}");
    }
}

#[test]
fn hostile_texts_end_with_spans_on_characters() {
    let units = [
        "1",
        "1 ",
        "+1",
        "@",
        "a@",
        "@a",
        "\u{301}",
        "a\u{301}",
        "+",
        "00 ",
        "facebook.com/",
        "t.me/",
        ".",
        ". ",
        "\n",
        "\u{200b}",
        "°",
        "1°1'",
        "::",
        "ff:",
        "1.",
        "1.1",
        "case 1/",
        "car A1 ",
        "http://",
        "A-",
        "ﷺ",
        "///",
        "(at)",
        "ё1",
        "az",
        "isbn 1",
        "/eu",
        "0x",
        "'",
        "phone 1 ",
    ];
    for unit in units {
        let text = unit.repeat(100_000 / unit.len());
        for finding in screen(&text, Some("en")) {
            assert!(text.get(finding.span.clone()).is_some(), "{unit}");
        }
    }
}

#[test]
fn screening_twice_gives_the_same() {
    let text = "Tel. +31 6 12345678, maria.k@gmail.com, case number 2021/12345, car AB-123-CD, @maria on Instagram";
    assert_eq!(screen(text, None), screen(text, None));
    assert_eq!(screen(text, None).len(), 5);
}

/// The types of data that the detectors beside this file look for by their form, and the least recall of each in
/// hundredths.
const BY_FORM: [(Detector, usize); 7] = [
    (Detector::Email, 99),
    (Detector::Social, 99),
    (Detector::Device, 99),
    (Detector::Coordinates, 99),
    (Detector::Phone, 95),
    (Detector::CaseNumber, 95),
    (Detector::Plate, 95),
];

#[test]
fn labelled_corpus_is_found_by_form() {
    let corpus = score::read_corpus(score::CORPUS).expect("the shipped corpus is well-formed");
    let (score, _) = score::score(&corpus, screen);
    for (detector, least) in BY_FORM {
        let of = score.of(detector).expect("every detector has a score");
        assert!(of.found * 100 >= of.spans * least && of.spans > 50, "{detector:?}: {of:?}");
    }
}

#[test]
fn clean_sentences_of_the_corpus_stay_clean() {
    let corpus = score::read_corpus(score::CORPUS).expect("the shipped corpus is well-formed");
    let clean: Vec<_> = corpus.iter().filter(|sentence| sentence.kind == score::Kind::Clean).collect();
    let with = |level: Level| {
        let alarm = |sentence: &&&score::Sentence| {
            let found = screen(&sentence.text, Some(&sentence.lang));
            found.iter().any(|finding| finding.level >= level && BY_FORM.iter().any(|(by, _)| *by == finding.detector))
        };
        clean.iter().filter(alarm).count()
    };
    assert!(with(Level::Warn) * 100 <= clean.len() * 2, "{} of {}", with(Level::Warn), clean.len());
    assert!(with(Level::Block) * 1000 <= clean.len() * 5, "{} of {}", with(Level::Block), clean.len());
}
