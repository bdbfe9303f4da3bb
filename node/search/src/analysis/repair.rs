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
        // Gáinneáil, gáinneála; cannabas, cannabais.
        "ga" => &[("ala", "", 4), ("ais", "as", 4)],
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

/// What is put right before Snowball sees a word: the Portuguese plurals of -al and -vel (`sexuais`, `responsáveis`),
/// which it reads as forms of a verb, and endings written without their accents, which it does not know (`exploracao`,
/// `identite`, `migrantow`). Texts and queries get the same, so a word that really ends so keeps one stem, too.
fn preparations(lang: &str) -> &'static [Repair] {
    match lang {
        "fr" => &[
            ("ees", "ées", 3),
            ("ee", "ée", 3),
            ("ieres", "ières", 3),
            ("iere", "ière", 3),
            ("ites", "ités", 4),
            ("ite", "ité", 4),
        ],
        "hu" => &[("cio", "ció", 3)],
        "pl" => {
            &[("ow", "ów", 4), ("jaca", "jąca", 3), ("jacy", "jący", 3), ("jacych", "jących", 3), ("jace", "jące", 3)]
        }
        "pt" => &[
            ("ais", "al", 3),
            ("veis", "vel", 3),
            ("cao", "ção", 3),
            ("coes", "ções", 3),
            ("encia", "ência", 3),
            ("encias", "ências", 3),
        ],
        // Identificare, identificării.
        "ro" => &[("ării", "are", 3), ("tiei", "ției", 3), ("tie", "ție", 4), ("tia", "ția", 4), ("tii", "ții", 4)],
        _ => &[],
    }
}

/// Prepares a word in small letters for the stemmer of this language.
pub(super) fn prepare(lang: &str, word: &mut String) {
    for (old, new, least) in preparations(lang) {
        if replace(word, old, new, *least) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Analyzer;

    #[test]
    fn word_without_its_accents_has_the_same_stem() {
        let mut analyzer = Analyzer::new();
        for (lang, accented, plain) in [
            ("fr", "identité", "identite"),
            ("fr", "données", "donnees"),
            ("fr", "frontières", "frontieres"),
            ("hu", "migráció", "migracio"),
            ("pl", "migrantów", "migrantow"),
            ("pl", "ubiegających", "ubiegajacych"),
            ("pt", "verificações", "verificacoes"),
            ("pt", "residência", "residencia"),
            ("ro", "migrației", "migratiei"),
            ("lv", "tirdzniecībā", "tirdznieciba"),
            ("de", "Flüchtlinge", "fluchtlinge"),
        ] {
            let mut stem = |word| analyzer.tokens(lang, word).remove(0).stem;
            assert_eq!(stem(accented), stem(plain), "{lang}");
        }
    }

    #[test]
    fn british_and_american_spellings_have_the_same_stem() {
        let mut analyzer = Analyzer::new();
        let mut stem = |word| analyzer.tokens("en", word).remove(0).stem;
        for (british, american) in
            [("labour", "labor"), ("organised", "organized"), ("programmes", "programs"), ("defence", "defense")]
        {
            assert_eq!(stem(british), stem(american));
        }
        assert_ne!(stem("hour"), stem("horn"));
    }
}
