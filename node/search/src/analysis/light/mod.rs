//! Light stemmers for the languages that Snowball has none for. They take off the endings of cases, numbers, genders and
//! articles, and nothing that makes another word.
//!
//! They work on folded words, so a word written without its accents has the same stem. The way, one pass over a list of
//! endings and then a repair of the stem's end, is that of the light stemmers of L. Dolamic and J. Savoy («Indexing and
//! stemming approaches for the Czech language», Information Processing & Management 45, 2009; the same authors for
//! Bulgarian) and of K. Kreslins («A stemming algorithm for Latvian», 1996). For Bulgarian see also P. Nakov,
//! «BulStem» (2003). The lists are our own, from the grammars of the languages.

mod baltic;
mod cyrillic;
mod latin;

pub(super) use baltic::latvian;
pub(super) use cyrillic::{bulgarian, macedonian, ukrainian};
pub(super) use latin::{albanian, maltese, slovak, slovene};

/// Endings, each with the number of characters that must stay before it.
type Endings = [(&'static str, usize)];

/// Takes the longest ending off that leaves enough of the word. Whether there was one.
fn strip(word: &mut String, endings: &Endings) -> bool {
    let fits = |(ending, least): &&(&str, usize)| word.strip_suffix(ending).is_some_and(|stem| is_long(stem, *least));
    let Some((ending, _)) = endings.iter().filter(fits).max_by_key(|(ending, _)| ending.len()) else { return false };
    word.truncate(word.len() - ending.len());
    true
}

/// Puts `new` in place of the end `old` of a stem that has at least `least` characters before it. Whether it did.
pub(super) fn replace(word: &mut String, old: &str, new: &str, least: usize) -> bool {
    let fits = word.strip_suffix(old).is_some_and(|stem| is_long(stem, least));
    if fits {
        word.truncate(word.len() - old.len());
        word.push_str(new);
    }
    fits
}

fn is_long(stem: &str, least: usize) -> bool {
    stem.chars().take(least).count() == least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ending_is_taken_off_if_enough_of_the_word_stays() {
        let stripped = |word: &str| {
            let mut word = word.to_owned();
            strip(&mut word, &[("a", 3), ("ata", 3), ("ama", 6)]);
            word
        };
        assert_eq!(stripped("rabotata"), "rabot");
        assert_eq!(stripped("problemama"), "problem");
        assert_eq!(stripped("programama"), "program");
        assert_eq!(stripped("drama"), "dram");
        assert_eq!(stripped("ata"), "ata");
        assert_eq!(stripped("данa"), "дан");
    }

    #[test]
    fn end_of_a_stem_is_repaired_if_it_is_long_enough() {
        let mut word = "begunec".to_owned();
        assert!(replace(&mut word, "ec", "c", 4) && word == "begunc");
        assert!(!replace(&mut word, "c", "k", 6) && word == "begunc");
    }
}
