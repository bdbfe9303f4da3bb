//! Latvian.

use super::{Endings, replace, strip};

/// Declensions 1 to 6 and the definite adjectives.
const LATVIAN: &Endings = &[
    ("ajiem", 3),
    ("ajai", 3),
    ("ajam", 3),
    ("ajas", 3),
    ("ajos", 3),
    ("aja", 4),
    ("ajo", 4),
    ("iem", 3),
    ("ais", 3),
    ("ies", 3),
    ("ai", 3),
    ("am", 3),
    ("as", 3),
    ("ei", 3),
    ("em", 3),
    ("es", 3),
    ("ie", 3),
    ("im", 3),
    ("is", 3),
    ("os", 3),
    ("um", 3),
    ("us", 3),
    ("a", 3),
    ("e", 3),
    ("i", 3),
    ("o", 3),
    ("s", 3),
    ("u", 3),
];

pub(in super::super) fn latvian(word: &mut String) {
    strip(word, LATVIAN);
    // Lips soften before an old j: kaļķupe, kaļķupju.
    for (soft, hard) in [("bj", "b"), ("mj", "m"), ("pj", "p"), ("vj", "v")] {
        if replace(word, soft, hard, 1) {
            return;
        }
    }
}
