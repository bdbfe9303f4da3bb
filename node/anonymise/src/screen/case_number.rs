//! Numbers of cases and files of police, courts and asylum authorities: codes behind (rarely before) a word that names
//! them, and a few national forms that nothing else has.

use std::ops::Range;

use super::keywords::{self, Hits, Topic};
use super::page::{Page, Word};
use super::{Detector, Finding, Level};

/// Words between the naming word and the code at most.
const DISTANCE: usize = 6;
/// Parts and bytes of a code at most.
const PARTS: usize = 8;
const LENGTH: usize = 48;

/// Beginnings of words before a number of a law or publication, not of a case.
const LAW: &[&str] = &[
    "art",
    "čl",
    "član",
    "law",
    "act",
    "directive",
    "regulation",
    "wet",
    "*gesetz",
    "richtlij",
    "richtlin",
    "verordn",
    "verorden",
    "loi",
    "ley",
    "legge",
    "lei",
    "lege",
    "legii",
    "ustaw",
    "zákon",
    "zakon",
    "törvény",
    "törv",
    "direktiv",
    "directiv",
    "direttiv",
    "dyrektyw",
    "section",
    "chapter",
    "table",
    "figure",
    "page",
    "decree",
    "décret",
    "decret",
    "dekret",
    "lagen",
    "lag",
    "lov",
    "loven",
    "laki",
    "lain",
    "seadus",
    "likum",
    "įstatym",
    "liġi",
    "закон",
    "чл",
    "член",
    "ν",
    "νόμ",
    "νομ",
    "isbn",
    "issn",
    "doi",
    "eur",
    "usd",
    "year",
    "jahr",
    "jaar",
    "année",
    "año",
    "anno",
    "rok",
    "version",
    "ordonan",
    "oug",
    "hg",
    "hotăr",
    "vyhlášk",
    "nariaden",
    "nařízen",
    "rozporządz",
    "uredb",
    "rendelet",
    "määrus",
    "reglament",
    "förordn",
    "forordn",
    "asetu",
    "правил",
    "наредб",
    "постан",
    "regolament",
    "regulament",
    "règlement",
    "convention",
    "konven",
    "protocol",
    "treaty",
    "resolution",
    "recommend",
    "narodne",
    "dz",
    "sb",
    "coll",
    "stb",
    "bgbl",
    "boe",
    "dl",
    "nn",
    "фек",
    "φεκ",
    "gesetz",
    "circulaire",
    "circular",
    "tabel",
    "tabl",
    "deel",
    "hoofdstuk",
    "sfs",
    "prop",
    "sou",
    "lagrum",
    "§",
    "project",
    "projekt",
    "proje",
    "grant",
];

/// Money behind a number.
const MONEY: &[&str] = &[
    "eur", "usd", "лв", "kč", "zł", "ft", "lei", "kr", "pln", "dollar", "forint", "дол", "грн", "ευρώ", "евро", "євро",
];

pub(super) fn find(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    let all = 0..page.text().len();
    let mut next = 0;
    for hit in hits.within(&all) {
        let kind = if hit.is(Topic::CASE) {
            Naming::Strong
        } else if hit.is(Topic::CASE_WEAK) {
            Naming::Weak
        } else if hit.is(Topic::PHONE_WEAK) {
            Naming::Number
        } else {
            continue;
        };
        let named = hit.range().start..word_end(page, hit.range().end);
        if named.end < next {
            continue;
        }
        let code = behind(page, &named, kind)
            .filter(|code| kind != Naming::Number || hits.near(page, code, (14, 10), Topic::CASE_CONTEXT))
            .or_else(|| before(page, &named).filter(|_| kind == Naming::Strong));
        let Some(code) = code.filter(|code| !is_public(page, hits, code)) else { continue };
        next = next.max(code.end);
        let confidence = if kind == Naming::Strong { 92 } else { 80 };
        found.push(Finding { detector: Detector::CaseNumber, level: Level::Block, confidence, span: code, scheme: "" });
    }
    national(page, hits, found);
}

/// How surely a word names the number of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// `case number`.
    Strong,
    /// `case`.
    Weak,
    /// `number`.
    Number,
}

/// Whether a word, in small letters, begins with one of these.
fn begins_with_one_of(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| match stem.strip_prefix('*') {
        Some(end) => word.ends_with(end),
        None if stem.chars().count() <= 3 => word == *stem,
        None => word.starts_with(stem),
    })
}

fn word_end(page: &Page<'_>, at: usize) -> usize {
    page.word_at(at.saturating_sub(1)).map_or(at, |word| page.words()[word].end().max(at))
}

/// The code behind a naming word.
fn behind(page: &Page<'_>, named: &Range<usize>, naming: Naming) -> Option<Range<usize>> {
    let words = page.after(named, DISTANCE);
    let distance = words.iter().position(Word::has_digit)?;
    let gap = &page.text()[named.end..words[distance].start()];
    let before = page.before(named, if naming == Naming::Number { 4 } else { 0 }).iter();
    if before.chain(&words[..distance]).any(|word| begins_with_one_of(page.folded(word), LAW)) {
        return None;
    }
    let first = page.word_at(words[distance].start())?;
    let code = code(page, first, named.end);
    // Little may stand between: `no.`, `: `, `(`.
    let lead = page.words_in(&(named.end..code.start)).len();
    let least = if naming == Naming::Strong { 2 } else { 1 };
    let close = lead <= least && gap.len() <= 20 || gap.contains(':') && lead <= 3;
    fits(page, &code, close, naming).then_some(code)
}

/// The code right before a naming word: `12 Js 345/21 (Aktenzeichen)`; in Hungarian always there.
fn before(page: &Page<'_>, named: &Range<usize>) -> Option<Range<usize>> {
    let last = page.before(named, 1).first()?;
    let gap = page.text()[last.end()..named.start].trim();
    let behind = matches!(gap, "(" | ",") || (page.lang() == Some("hu") && matches!(gap, "" | "."));
    let mut first = page.word_at(last.start())?;
    let joint = |first: usize| {
        let gap = &page.text()[page.words()[first - 1].end()..page.words()[first].start()];
        matches!(gap, "/" | "-" | "." | "_")
    };
    let mut digits = last.has_digit();
    while first > 0 && joint(first) && last.end() - page.words()[first - 1].start() < LENGTH {
        first -= 1;
        digits |= page.words()[first].has_digit();
    }
    if !behind || !digits {
        return None;
    }
    let code = code(page, first, 0);
    (code.end == last.end() && fits(page, &code, false, Naming::Strong)).then_some(code)
}

/// The code around a word with digits; it begins at `floor` at the earliest.
fn code(page: &Page<'_>, first: usize, floor: usize) -> Range<usize> {
    let words = page.words();
    let text = page.text();
    let gap = |index: usize| &text[words[index].end()..words[index + 1].start()];
    let (mut start, mut end, mut marked) = (first, first, false);
    let short = |word: &Word| word.is_all_capitals() && word.range().len() <= 5;
    while start > 0 && first - start < PARTS && words[start - 1].start() >= floor {
        let gap = gap(start - 1);
        let initial = gap == ". " && words[start - 1].is_capitalised() && words[start - 1].range().len() <= 3;
        let joined = is_joint(gap) || initial || (gap == " " && short(&words[start - 1]));
        if !joined {
            break;
        }
        start -= 1;
    }
    while end + 1 < words.len() && end - first < PARTS && words[end + 1].end() - words[start].start() <= LENGTH {
        let next = &words[end + 1];
        let marker = next.range().len() <= 4
            && next.is_capitalised()
            && words.get(end + 2).is_some_and(Word::has_digit)
            && gap(end + 1).len() <= 2;
        let slashed = text[words[start].start()..words[end].end()].contains('/');
        let digits = next.is_number() && (words[end].has_digit() || marked);
        marked = marker;
        let joined = is_joint(gap(end)) || (gap(end) == " " && !slashed && (marker || digits));
        if !joined {
            break;
        }
        end += 1;
    }
    words[start].start()..words[end].end()
}

fn is_joint(gap: &str) -> bool {
    matches!(gap, "/" | "-" | "." | "_" | ":" | "\\" | " / " | " - " | "(" | ")" | ")/" | "/(" | "--" | "#")
}

/// Whether a code can be the number of a case.
fn fits(page: &Page<'_>, code: &Range<usize>, close: bool, naming: Naming) -> bool {
    let text = &page.text()[code.clone()];
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().any(char::is_alphabetic);
    let yearly = text.rsplit('.').next().is_some_and(is_period) && text.contains('.');
    let divided = text.contains(['/', '-', '_']) || yearly;
    if is_period(text) || is_thousands(text) || is_amount(page, code) || is_decimal(page, code) {
        return false;
    }
    match (naming, close) {
        (Naming::Strong, true) => digits >= 4 || (digits >= 3 && (divided || letters)),
        (Naming::Strong, false) => digits >= 5 && (divided || letters || digits >= 7),
        (Naming::Weak, true) => digits >= 4 && divided || letters && digits >= 5 || digits >= 7,
        (Naming::Number, true) => digits >= 4 && divided || letters && digits >= 6,
        (Naming::Weak | Naming::Number, false) => false,
    }
}

/// A share or sum behind a number, also at the end of a span.
fn is_amount(page: &Page<'_>, code: &Range<usize>) -> bool {
    let behind = page.text()[code.end..].trim_start();
    behind.starts_with(['%', '€', '$', '£'])
        || page.after(code, 2).iter().any(|word| MONEY.iter().any(|money| page.folded(word).starts_with(money)))
}

/// A comma and more digits behind it, or a comma before it.
fn is_decimal(page: &Page<'_>, code: &Range<usize>) -> bool {
    let text = page.text();
    let digit = |c: char| c.is_ascii_digit();
    text[code.end..].strip_prefix(',').is_some_and(|rest| rest.starts_with(digit))
        || text[..code.start].strip_suffix(',').is_some_and(|rest| rest.ends_with(digit))
        || text[..code.start].ends_with(['€', '$', '£'])
}

/// Years, spans of years, days.
fn is_period(code: &str) -> bool {
    let parts: Vec<&str> = code.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let number = |part: &&str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    let Some(numbers) = parts.iter().map(number).collect::<Option<Vec<u32>>>() else { return false };
    let year = |year: u32| (1900..2100).contains(&year);
    match *numbers {
        [only] => year(only) && code.len() == 4,
        // A span of ages or pages.
        [from, to] if code.contains('-') && from < to && parts.iter().all(|part| part.len() <= 3) => true,
        [from, to] => year(from) && (year(to) || (to < 100 && parts[1].len() == 2)) || (from <= 12 && year(to)),
        [a, b, c] => (a <= 31 && b <= 12 && (year(c) || parts[2].len() == 2)) || (year(a) && b <= 12 && c <= 31),
        _ => numbers.iter().all(|number| year(*number)),
    }
}

/// Groups of three digits with points or spaces.
fn is_thousands(code: &str) -> bool {
    let parts: Vec<&str> = code.split(['.', ' ']).collect();
    let number = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    parts.len() >= 2
        && parts.iter().all(number)
        && parts[0].len() <= 3
        && !parts[0].starts_with('0')
        && parts[1..].iter().all(|part| part.len() == 3)
}

/// Numbers of judgments that were published: C-123/20 of the Court of Justice; 12345/09 of the Court of Human Rights, or
/// with the names of parties; any beside the name of a supreme court.
fn is_public(page: &Page<'_>, hits: &Hits, code: &Range<usize>) -> bool {
    let text = &page.text()[code.clone()];
    let union = text.strip_prefix(['C', 'T', 'F']).and_then(|rest| rest.strip_prefix('-'));
    let numbers = union.unwrap_or(text);
    let judgment = numbers.split_once('/').is_some_and(|(number, year)| {
        (1..=5).contains(&number.len())
            && year.len() == 2
            && number.bytes().chain(year.bytes()).all(|b| b.is_ascii_digit())
    });
    let parties = || {
        hits.any(&keywords::before(page, code, 12), Topic::VERSUS) && hits.near(page, code, (14, 14), Topic::ARTICLE)
    };
    hits.near(page, code, (16, 12), Topic::COURT) || judgment && (union.is_some() || parties())
}

/// Registers in the middle of a German file number (Aktenordnung), as in 12 Js 345/21.
const GERMAN: &[&str] =
    &["Js", "UJs", "Ls", "Ds", "Cs", "KLs", "Kls", "Ks", "Gs", "OJs", "BJs", "Ns", "StR", "Ss", "Bs"];

/// Forms that need no word beside them.
fn national(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>) {
    let text = page.text();
    let words = page.words();
    for four in words.windows(4) {
        let [a, b, c, d] = four else { continue };
        if !d.is_number() {
            continue;
        }
        let gaps = [&text[a.end()..b.start()], &text[b.end()..c.start()], &text[c.end()..d.start()]];
        let german = gaps == [" ", " ", "/"]
            && a.is_number()
            && GERMAN.contains(&page.word(b))
            && c.is_number()
            && matches!(d.range().len(), 2 | 4);
        let roman = |word: &Word| page.word(word).bytes().all(|b| b"IVX".contains(&b));
        let polish = gaps == [" ", " ", "/"]
            && page.lang().is_none_or(|lang| lang == "pl")
            && roman(a)
            && b.is_capitalised()
            && b.range().len() <= 3
            && !b.has_digit()
            && c.is_number()
            && matches!(d.range().len(), 2 | 4);
        if german || polish {
            push(page, hits, found, a.start()..d.end(), if german { "de" } else { "pl" });
        }
    }
    for two in words.windows(2) {
        let [a, b] = two else { continue };
        let report = a.range().len() == 6
            && page.word(a).strip_prefix("PL").is_some_and(|unit| unit.bytes().all(|b| b.is_ascii_digit()))
            && b.is_number()
            && (8..=12).contains(&b.range().len())
            && &text[a.end()..b.start()] == "-";
        if report {
            push(page, hits, found, a.start()..b.end(), "nl");
        }
    }
    for three in words.windows(3) {
        let [a, b, c] = three else { continue };
        if !c.is_number() || !b.is_number() || !a.has_digit() {
            continue;
        }
        let lengths = [a, b, c].map(|word| word.range().len());
        let parket = lengths == [2, 6, 2]
            && a.is_number()
            && matches!(&text[a.end()..b.start()], "/" | "-" | ".")
            && &text[b.end()..c.start()] == "-";
        if parket {
            push(page, hits, found, a.start()..c.end(), "nl");
        }
    }
}

fn push(page: &Page<'_>, hits: &Hits, found: &mut Vec<Finding>, span: Range<usize>, scheme: &'static str) {
    let attached = page.text()[..span.start].ends_with(['-', '/', '.']);
    let longer = page.text()[span.end..].starts_with(['-', '/']);
    if attached || longer || is_public(page, hits, &span) {
        return;
    }
    let named = hits.any(&keywords::before(page, &span, DISTANCE), Topic::CASE);
    let level = if named { Level::Block } else { Level::Warn };
    found.push(Finding { detector: Detector::CaseNumber, level, confidence: 80, span, scheme });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::testing::findings;

    fn cases(text: &str) -> Vec<String> {
        let found = findings(text, Detector::CaseNumber);
        found.into_iter().filter(|(_, level)| *level == Level::Block).map(|(text, _)| text).collect()
    }

    #[test]
    fn numbers_behind_their_word_are_blocked() {
        for (text, number) in [
            ("case number 2023/12345", "2023/12345"),
            ("The case no. is AB-2021-0042.", "AB-2021-0042"),
            ("V-nummer: 2801234567", "2801234567"),
            ("v-nummer 280.123.4567", "280.123.4567"),
            ("parketnummer 13/123456-21", "13/123456-21"),
            ("proces-verbaal PL1300-2021123456", "PL1300-2021123456"),
            ("Aktenzeichen 123 Js 4567/21", "123 Js 4567/21"),
            ("Az.: 5 K 1234/20.A", "5 K 1234/20.A"),
            ("numéro de dossier : 21/04567", "21/04567"),
            ("Dossier n° 2021-12345", "2021-12345"),
            ("expediente nº 28/2021/00345", "28/2021/00345"),
            ("sygn. akt II K 123/21", "II K 123/21"),
            ("spisová značka 12 T 45/2021", "12 T 45/2021"),
            ("dosar nr. 1234/P/2021", "1234/P/2021"),
            ("дело № 1234/2021", "1234/2021"),
            ("преписка вх. № 12345/2021", "12345/2021"),
            ("diarienummer 2021-12345", "2021-12345"),
            ("sagsnr. 2021-123-4567", "2021-123-4567"),
            ("ügyszám: 01000/1234/2021.bü", "01000/1234/2021.bü"),
            ("кримінальне провадження № 12021100000001234", "12021100000001234"),
            ("Police report reference: 5021/123456/22", "5021/123456/22"),
            ("V-nummer ２８０１２３４５６７", "２８０１２３４５６７"),
            ("Aktenzeichen 12\u{200b}3 Js 45/21", "12\u{200b}3 Js 45/21"),
        ] {
            assert_eq!(cases(text), [number], "{text}");
        }
    }

    #[test]
    fn national_forms_without_a_word_are_a_warning() {
        assert_eq!(
            findings("Es geht um 123 Js 4567/21.", Detector::CaseNumber),
            [("123 Js 4567/21".to_owned(), Level::Warn)]
        );
    }

    #[test]
    fn other_figures_beside_these_words_are_nothing() {
        for text in [
            "In 2021 there were 12345 case files",
            "Case C-123/20 and joined cases C-181/19",
            "the dossier of 2019-2021 covers 12.345 persons",
            "the ECtHR in application no. 25965/04 held",
            "the case of 01.02.2021",
            "reference period 2019/20",
            "case study 4 in 27 Member States",
            "reference year 2022",
            "file on Directive 2011/36/EU",
            "case law: article 1234",
            "procesy 1 234 567 EUR",
            "In case 1 234 persons",
        ] {
            assert_eq!(cases(text), Vec::<String>::new(), "{text}");
        }
    }
}
