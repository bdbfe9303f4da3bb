//! What belongs to an institution: domains, mailboxes and user names that are nobody's own.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold;

struct Institutions {
    domains: HashSet<&'static str>,
    labels: HashSet<&'static str>,
    free: HashSet<&'static str>,
    roles: HashSet<&'static str>,
    handles: Vec<&'static str>,
}

static INSTITUTIONS: LazyLock<Institutions> = LazyLock::new(|| {
    let entries = |kind: &str| -> Vec<&'static str> {
        let rows = include_str!("data/institutions.tsv").lines().filter_map(|line| line.split_once('\t'));
        rows.filter(|(of, _)| *of == kind).flat_map(|(_, entries)| entries.split('|')).collect()
    };
    let set = |kind: &str| entries(kind).into_iter().collect();
    Institutions {
        domains: set("domain"),
        labels: set("label"),
        free: set("free"),
        roles: set("role"),
        handles: entries("handle"),
    }
});

/// Whether a domain is an authority's or an international organisation's: on the shipped list, below one that is, or
/// with a label such as `gov` or `police` at its end.
pub(super) fn is_official_domain(domain: &str) -> bool {
    let domain = fold::fold(domain.trim_end_matches('.'));
    let mut rest = domain.as_str();
    loop {
        if INSTITUTIONS.domains.contains(rest) {
            return true;
        }
        match rest.split_once('.') {
            Some((_, parent)) => rest = parent,
            None => break,
        }
    }
    // The label next to the end, as in `police.be` or `gov.pl`; nobody but a registry gives out the last one.
    domain.rsplit('.').take(2).any(|label| INSTITUTIONS.labels.contains(label))
}

/// Whether everybody can have a mailbox in a domain.
pub(super) fn is_free_mail(domain: &str) -> bool {
    let domain = fold::fold(domain);
    domain.rsplit('.').skip(1).any(|label| INSTITUTIONS.free.contains(label))
}

/// How much the part of a mailbox before the @ names an office: all of it, a piece of it, or nothing.
pub(super) fn role(local: &str) -> Role {
    let local = fold::fold(local);
    if INSTITUTIONS.roles.contains(local.as_str()) {
        return Role::Whole;
    }
    let mut pieces = 0;
    let mut roles = 0;
    for piece in local.split(['.', '-', '_', '+']).filter(|piece| !piece.is_empty()) {
        pieces += 1;
        let word = piece.trim_end_matches(|c: char| c.is_ascii_digit());
        roles += usize::from(INSTITUTIONS.roles.contains(word));
        // The code of a country or language names no person.
        pieces -= usize::from(word.len() == 2 && !INSTITUTIONS.roles.contains(word));
    }
    match roles {
        0 => Role::None,
        _ if roles >= pieces => Role::Whole,
        _ => Role::Part,
    }
}

/// See [`role`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Whole,
    Part,
    None,
}

/// Whether a user name in a social network names an institution on the shipped list: as one of its pieces, or, for
/// names of six letters and more, anywhere in it.
pub(super) fn is_institutional_handle(handle: &str) -> bool {
    let handle = fold::fold(handle);
    let pieces = || handle.split(|c: char| !c.is_alphanumeric());
    let listed = |name: &&str| pieces().any(|piece| piece == *name) || (name.len() >= 6 && handle.contains(*name));
    INSTITUTIONS.handles.iter().any(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_of_authorities_are_official() {
        for domain in
            ["ec.europa.eu", "gov.pl", "www.mai.gov.ro", "interieur.gouv.fr", "police.be", "BKA.de", "iom.int"]
        {
            assert!(is_official_domain(domain), "{domain}");
        }
        for domain in ["gmail.com", "gov.example.com", "notpolice.be", "xeuropa.eu", "police.example.org", ""] {
            assert!(!is_official_domain(domain), "{domain}");
        }
    }

    #[test]
    fn roles_are_told_from_names() {
        assert_eq!(role("info"), Role::Whole);
        assert_eq!(role("Press.Office"), Role::Whole);
        assert_eq!(role("emn-nl"), Role::Whole);
        assert_eq!(role("info.utrecht"), Role::Part);
        assert_eq!(role("maria.k"), Role::None);
        assert_eq!(role("jo"), Role::None);
    }

    #[test]
    fn handles_of_institutions_are_told_from_persons() {
        assert!(is_institutional_handle("EU_Commission") && is_institutional_handle("PolizeiBerlin"));
        assert!(is_institutional_handle("emn_nl"));
        assert!(!is_institutional_handle("maria.eula") && !is_institutional_handle("unah"));
    }
}
