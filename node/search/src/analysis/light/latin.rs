//! Slovak, Slovene, Maltese and Albanian.

use super::{Endings, replace, strip};

/// Cases of Slovak nouns and adjectives.
const SLOVAK: &Endings = &[
    ("iami", 3),
    ("atami", 3),
    ("atach", 3),
    ("atam", 3),
    ("ieho", 3),
    ("iemu", 3),
    ("ovia", 3),
    ("iach", 3),
    ("iam", 3),
    ("iou", 3),
    ("ach", 3),
    ("ami", 3),
    ("eho", 3),
    ("emu", 3),
    ("ich", 3),
    ("imi", 3),
    ("och", 3),
    ("ovi", 3),
    ("ych", 3),
    ("ymi", 3),
    ("am", 3),
    ("ej", 3),
    ("em", 3),
    ("ia", 3),
    ("ie", 3),
    ("ii", 3),
    ("im", 3),
    ("iu", 3),
    ("mi", 3),
    ("om", 3),
    ("ou", 3),
    ("ov", 3),
    ("ym", 3),
    ("a", 3),
    ("e", 3),
    ("i", 3),
    ("o", 3),
    ("u", 3),
    ("y", 3),
];

pub(in super::super) fn slovak(word: &mut String) {
    strip(word, SLOVAK);
    // A vowel that only stands where no ending follows: utečenec, utečenca; služieb, služba.
    for (with, without) in [("ec", "c"), ("ek", "k"), ("ok", "k"), ("ieb", "b"), ("iev", "v"), ("iel", "l")] {
        if replace(word, with, without, 4) {
            break;
        }
    }
    // Pracovník, pracovníci.
    replace(word, "c", "k", 3);
}

/// Cases of Slovene nouns and adjectives, with the dual.
const SLOVENE: &Endings = &[
    ("ega", 3),
    ("emu", 3),
    ("ama", 3),
    ("ami", 3),
    ("ema", 3),
    ("ima", 3),
    ("imi", 3),
    ("oma", 3),
    ("ijo", 4),
    ("ah", 3),
    ("am", 3),
    ("eh", 3),
    ("em", 3),
    ("ev", 3),
    ("ih", 3),
    ("im", 3),
    ("mi", 4),
    ("om", 3),
    ("ov", 3),
    ("a", 3),
    ("e", 3),
    ("i", 3),
    ("o", 3),
    ("u", 3),
];

pub(in super::super) fn slovene(word: &mut String) {
    strip(word, SLOVENE);
    // Soglasje, migracij; združitve, združitev; begunec, begunca; otrok, otroci.
    replace(word, "j", "", 3);
    replace(word, "tv", "t", 2);
    replace(word, "ec", "c", 4);
    replace(word, "c", "k", 3);
}

/// Endings of Maltese plurals and genders, and the pronouns that hang on a word.
const MALTESE: &Endings =
    &[("ijiet", 3), ("jiet", 4), ("iet", 4), ("hom", 4), ("kom", 4), ("in", 5), ("a", 3), ("e", 3), ("i", 3), ("u", 4)];

pub(in super::super) fn maltese(word: &mut String) {
    strip(word, MALTESE);
}

/// Cases, articles and plurals of Albanian nouns and adjectives.
const ALBANIAN: &Endings = &[
    ("avet", 3),
    ("evet", 3),
    ("ave", 3),
    ("eve", 3),
    ("ive", 3),
    ("ve", 4),
    ("at", 4),
    ("es", 4),
    ("et", 4),
    ("in", 4),
    ("it", 4),
    ("ne", 4),
    ("se", 4),
    ("un", 4),
    ("ut", 4),
    ("a", 3),
    ("e", 3),
    ("i", 3),
    ("u", 3),
];

pub(in super::super) fn albanian(word: &mut String) {
    // Articles follow plurals (refugjat, refugjat-ë, refugjat-ë-t), and some words end like them: to the last.
    while strip(word, ALBANIAN) {}
}
