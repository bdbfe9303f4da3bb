//! Which codes are totals, which make up a total, and which overlap.

use emn_protocol::codelist::{CodeList, CodeLists};

/// What SDMX calls a total where a code list of its own has none.
const TOTAL_NAMES: [&str; 2] = ["TOTAL", "_T"];

/// A category that may be empty, and then is often not published.
const NOT_KNOWN: &str = "UNK";

/// Its groupings by nationality and by union overlap with each other and with single countries.
const CITIZEN: &str = "citizen";

/// The code of a shared list that all others are parts of.
pub(super) fn listed_top(dimension: &str) -> Option<&'static str> {
    let list = CodeLists::shipped().dimension(dimension)?;
    let mut roots = list.codes.iter().filter(|code| code.parent.is_none());
    let (root, more) = (roots.next()?, roots.next());
    (more.is_none() && list.codes.len() > 1).then_some(root.code.as_str())
}

/// Codes that stand for everything.
pub(super) fn total_names(dimension: &str) -> impl Iterator<Item = &'static str> {
    listed_top(dimension).into_iter().chain(TOTAL_NAMES)
}

/// Whether the code stands for everything.
pub(super) fn is_total(dimension: &str, code: &str) -> bool {
    total_names(dimension).any(|total| total == code)
}

/// Positions of codes that add up to `wanted`: its own, or those of its parts, every one of them. `None` where the
/// shared list does not say so, or a part is not published. The category «not known» may be absent.
///
/// `position` finds a code among `codes`. Codes that the list does not have may overlap with anything, so then there is
/// no answer but the code itself.
pub(super) fn cover(
    dimension: &str,
    wanted: &str,
    codes: &[&str],
    position: &dyn Fn(&str) -> Option<u32>,
) -> Option<Vec<u32>> {
    if let Some(own) = position(wanted) {
        return Some(vec![own]);
    }
    let list = CodeLists::shipped().dimension(dimension).filter(|_| dimension != CITIZEN)?;
    if codes.iter().any(|code| list.get(code).is_none()) {
        return None;
    }
    parts(list, wanted, position)
}

fn parts(list: &CodeList, wanted: &str, position: &dyn Fn(&str) -> Option<u32>) -> Option<Vec<u32>> {
    let mut found = Vec::new();
    for child in list.codes.iter().filter(|code| code.parent.as_deref() == Some(wanted)) {
        match position(&child.code).map(|own| vec![own]).or_else(|| parts(list, &child.code, position)) {
            Some(more) => found.extend(more),
            None if child.code == NOT_KNOWN => {}
            None => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Whether two different codes may count the same persons, as far as the shared lists tell.
pub(super) fn overlap(dimension: &str, one: &str, other: &str) -> bool {
    let ancestor = |above: &str, below: &str| {
        let parent = |code: &&str| CodeLists::shipped().parent(dimension, code);
        std::iter::successors(Some(below), parent).any(|code| code == above)
    };
    is_total(dimension, one)
        || is_total(dimension, other)
        || ancestor(one, other)
        || ancestor(other, one)
        || (dimension == CITIZEN && citizens_overlap(one, other))
        // The only places that are no countries are groups of them.
        || (dimension == "geo" && [one, other].iter().any(|code| super::names::country_code(code).is_none()))
}

/// Groups of citizenships, and those pairs of them that do not overlap.
const CITIZEN_GROUPS: [&str; 6] = ["NAT", "FOR", "EU27_2020_FOR", "NEU27_2020_FOR", "EU27_2020", "EXT_EU27_2020"];
const CITIZEN_DISJOINT: [(&str, &str); 5] = [
    ("NAT", "FOR"),
    ("NAT", "EU27_2020_FOR"),
    ("NAT", "NEU27_2020_FOR"),
    ("EU27_2020_FOR", "NEU27_2020_FOR"),
    ("EU27_2020", "EXT_EU27_2020"),
];

/// Whether two citizenships overlap: single ones do not, a group does with all but some.
fn citizens_overlap(one: &str, other: &str) -> bool {
    let group = CITIZEN_GROUPS.contains(&one) || CITIZEN_GROUPS.contains(&other);
    let known_apart = |pair: &(&str, &str)| *pair == (one, other) || *pair == (other, one);
    group && ![one, other].contains(&NOT_KNOWN) && !CITIZEN_DISJOINT.iter().any(known_apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covering(dimension: &str, wanted: &str, codes: &[&str]) -> Option<Vec<u32>> {
        let position = |code: &str| (0..).zip(codes).find(|(_, own)| **own == code).map(|(position, _)| position);
        cover(dimension, wanted, codes, &position)
    }

    #[test]
    fn total_of_a_list_is_the_code_above_all_others() {
        assert_eq!(listed_top("sex"), Some("T"));
        assert_eq!(listed_top("iccs"), Some("ICCS0204"));
        assert_eq!(listed_top("leg_stat"), None);
        assert_eq!(listed_top("form"), None);
        assert!(is_total("form", "TOTAL") && is_total("sex", "T") && !is_total("form", "T"));
    }

    #[test]
    fn cover_counts_nobody_twice_and_leaves_nobody_out() {
        assert_eq!(covering("sex", "T", &["F", "M"]), Some(vec![0, 1]));
        assert_eq!(covering("sex", "T", &["F", "M", "T"]), Some(vec![2]));
        assert_eq!(covering("sex", "T", &["F"]), None);
        assert_eq!(covering("sex", "T", &["F", "M", "X"]), None);
        let nested = ["Y_LT18", "Y_LT14", "Y14-17", "Y18-34", "Y35-64", "Y_GE65", "UNK"];
        assert_eq!(covering("age", "TOTAL", &nested), Some(vec![0, 3, 4, 5, 6]));
        assert_eq!(covering("age", "Y_GE18", &nested), Some(vec![3, 4, 5]));
        assert_eq!(covering("age", "TOTAL", &["Y_LT14", "Y_GE18"]), None);
        assert_eq!(covering("citizen", "TOTAL", &["NAT", "FOR"]), None);
        assert_eq!(covering("leg_stat", "TOTAL", &["PER_VICT", "PER_SUSP"]), None);
    }

    #[test]
    fn overlap_sees_ancestors_and_groups() {
        for (dimension, one, other) in [
            ("age", "Y_LT18", "Y14-17"),
            ("sex", "F", "T"),
            ("citizen", "NAT", "NL"),
            ("citizen", "EU27_2020", "NAT"),
            ("geo", "EU27_2020", "NL"),
            ("form", "_T", "a"),
        ] {
            assert!(overlap(dimension, one, other) && overlap(dimension, other, one), "{one} {other}");
        }
        for (dimension, one, other) in [
            ("age", "Y_LT14", "Y_GE18"),
            ("sex", "F", "M"),
            ("citizen", "NG", "RO"),
            ("citizen", "NAT", "FOR"),
            ("citizen", "FOR", "UNK"),
            ("geo", "BE", "EL"),
            ("form", "a", "b"),
        ] {
            assert!(!overlap(dimension, one, other) && !overlap(dimension, other, one), "{one} {other}");
        }
    }
}
