//! Bulgarian, Macedonian and Ukrainian.

use super::{Endings, replace, strip};

/// Articles, genders and plurals of Bulgarian; the article together with what stands before it, so that `работа`, which
/// ends like an article, keeps its stem.
const BULGARIAN: &Endings = &[
    ("овете", 3),
    ("евете", 3),
    ("иите", 3),
    ("ията", 3),
    ("ието", 3),
    ("иета", 3),
    ("ове", 3),
    ("еве", 3),
    ("ият", 3),
    ("ата", 3),
    ("ята", 3),
    ("ото", 3),
    ("ето", 3),
    ("ите", 3),
    ("ът", 3),
    ("ят", 3),
    ("ия", 3),
    ("ие", 3),
    ("ии", 3),
    ("а", 3),
    ("я", 3),
    ("е", 3),
    ("и", 3),
    ("о", 3),
];

pub(in super::super) fn bulgarian(word: &mut String) {
    // Самоличността, помощта.
    if !replace(word, "стта", "ст", 2) && !replace(word, "щта", "щ", 2) {
        strip(word, BULGARIAN);
    }
    repair(word, "ен", "ец");
}

/// Articles (of three kinds), genders and plurals of Macedonian.
const MACEDONIAN: &Endings = &[
    ("овите", 3),
    ("ијата", 3),
    ("иите", 3),
    ("ови", 3),
    ("иот", 3),
    ("ија", 3),
    ("ата", 3),
    ("ото", 3),
    ("ето", 3),
    ("ите", 3),
    ("ии", 3),
    ("от", 3),
    ("а", 3),
    ("е", 3),
    ("и", 3),
    ("о", 3),
];

pub(in super::super) fn macedonian(word: &mut String) {
    strip(word, MACEDONIAN);
    repair(word, "ен", "ец");
}

/// A vowel that only stands where no ending follows (граничен, гранична; бежанец, бежанци), and к before и
/// (работник, работници).
fn repair(word: &mut String, adjective: &str, noun: &str) {
    replace(word, adjective, "н", 4);
    replace(word, noun, "ц", 4);
    replace(word, "ц", "к", 3);
}

/// Cases of Ukrainian nouns and adjectives.
const UKRAINIAN: &Endings = &[
    ("іями", 3),
    ("ьому", 3),
    ("ього", 3),
    ("ьої", 3),
    ("ьою", 3),
    ("ьми", 3),
    ("ією", 3),
    ("іям", 3),
    ("іях", 3),
    ("ами", 3),
    ("ями", 3),
    ("еві", 3),
    ("єві", 3),
    ("ові", 3),
    ("ими", 3),
    ("іми", 3),
    ("ого", 3),
    ("ому", 3),
    ("ою", 3),
    ("ею", 3),
    ("єю", 3),
    ("ам", 3),
    ("ям", 3),
    ("ах", 3),
    ("ях", 3),
    ("ем", 3),
    ("єм", 3),
    ("ом", 3),
    ("им", 3),
    ("ім", 3),
    ("их", 3),
    ("іх", 3),
    ("ий", 3),
    ("ій", 3),
    ("ей", 3),
    ("ої", 3),
    ("ів", 3),
    ("їв", 3),
    ("ія", 3),
    ("ії", 3),
    ("ію", 3),
    ("а", 3),
    ("я", 3),
    ("о", 3),
    ("е", 3),
    ("є", 3),
    ("и", 3),
    ("і", 3),
    ("ї", 3),
    ("у", 3),
    ("ю", 3),
    ("ь", 3),
    ("й", 3),
];

pub(in super::super) fn ukrainian(word: &mut String) {
    strip(word, UKRAINIAN);
    // Виявлення, виявлень; біженець, біженця; притулок, притулку.
    replace(word, "нн", "н", 2);
    if !replace(word, "ец", "ц", 4) {
        replace(word, "ок", "к", 4);
    }
    open(word);
}

/// In a last syllable that ends in a consonant і often stands for the о of other forms: дозвіл, дозволу; осіб, особа.
fn open(word: &mut String) {
    let mut ends = word.char_indices().rev();
    let (Some((consonant, last)), Some((vowel, 'і'))) = (ends.next(), ends.next()) else { return };
    if vowel > 0 && !"аеєиіїоуюя".contains(last) {
        let end = word.split_off(consonant);
        word.truncate(vowel);
        word.push('о');
        word.push_str(&end);
    }
}
