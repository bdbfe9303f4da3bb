//! Where Snowball leaves forms of one word apart that texts on migration often have: a repair of the end of its stem.

use super::light::replace;

/// An end of a folded stem, what takes its place, and the number of characters that must stand before it.
type Repair = (&'static str, &'static str, usize);

/// The repairs of a language; the first that fits is made.
fn repairs(lang: &str) -> &'static [Repair] {
    match lang {
        // Εμπορία, εμπορίας.
        "el" => &[("ι", "", 4)],
        // British and American: labour, organise, programme, defence.
        "en" => &[("our", "or", 3), ("iz", "is", 3), ("yz", "ys", 3), ("amm", "am", 4), ("enc", "ens", 3)],
        // Kaubandus, kaubanduse; kuritegevus, kuritegevuse.
        "et" => &[("duse", "", 4), ("use", "", 4), ("us", "", 4)],
        // Pakolainen, pakolaiset, pakolaisten; laiton keeps its stem.
        "fi" => &[("aist", "", 4), ("ais", "", 4), ("ain", "", 4), ("ist", "", 4), ("is", "", 4), ("in", "", 4)],
        // Gáinneáil, gáinneála.
        "ga" => &[("ala", "", 4)],
        // The t of menekült is no case.
        "hu" => &[("t", "", 5)],
        // Handel, handlu; cudzoziemiec, cudzoziemca; przypadek, przypadku.
        "pl" => &[("iec", "c", 4), ("ec", "c", 4), ("el", "l", 4), ("ek", "k", 4)],
        // Permis, permise.
        "ro" => &[("is", "", 4)],
        // Handel, handeln; faktor, faktorn.
        "sv" => &[("eln", "el", 3), ("ern", "er", 3), ("orn", "or", 3)],
        _ => &[],
    }
}

/// Repairs a folded stem of this language.
pub(super) fn repair(lang: &str, stem: &mut String) {
    for (old, new, least) in repairs(lang) {
        if replace(stem, old, new, *least) {
            return;
        }
    }
}

/// Repairs a word in small letters before it is stemmed: the Portuguese plurals of -al and -vel (`sexuais`,
/// `responsáveis`), which Snowball reads as forms of a verb.
pub(super) fn prepare(lang: &str, word: &mut String) {
    if lang == "pt" && !replace(word, "ais", "al", 3) {
        replace(word, "veis", "vel", 3);
    }
}
