//! Drafts to begin with, one for each kind of record.

use crate::record::Kind;

/// A draft that has no problem, and explains itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// A name for the file.
    pub file_name: &'static str,
    /// The draft.
    pub text: &'static str,
    /// Its CSV files: name and content.
    pub tables: &'static [(&'static str, &'static str)],
}

impl Example {
    /// The content of one of its CSV files, as [`Draft::parse`](super::Draft::parse) asks for it.
    ///
    /// # Errors
    /// When the example has no such file.
    pub fn table(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = self.tables.iter().find(|(known, _)| *known == name);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "the example has no such file".to_owned())
    }
}

/// The example for a kind.
pub fn example(kind: Kind) -> Example {
    match kind {
        Kind::Report => Example {
            file_name: "report.md",
            text: include_str!("example/report.md"),
            tables: &[("victims-sex-age.csv", include_str!("example/victims-sex-age.csv"))],
        },
        Kind::Practice => Example { file_name: "practice.md", text: include_str!("example/practice.md"), tables: &[] },
        Kind::Correction => Example {
            file_name: "correction.md",
            text: include_str!("example/correction.md"),
            tables: &[("victims-total.csv", include_str!("example/victims-total.csv"))],
        },
        Kind::Withdrawal => {
            Example { file_name: "withdrawal.md", text: include_str!("example/withdrawal.md"), tables: &[] }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Draft;
    use super::*;
    use crate::disclosure::Policy;

    #[test]
    fn every_example_is_of_its_kind_and_has_neither_problem_nor_doubt() {
        for kind in [Kind::Report, Kind::Practice, Kind::Correction, Kind::Withdrawal] {
            let example = example(kind);
            let draft = Draft::parse(example.file_name, example.text, |name| example.table(name)).unwrap();
            assert_eq!(draft.record.kind(), kind);
            assert_eq!(draft.warnings, []);
            assert_eq!(draft.check(&Policy { min_frequency: 5, noise_allowed: false }), []);
            let named: Vec<&str> = example.tables.iter().map(|(name, _)| *name).collect();
            assert_eq!(draft.record.tables().len(), named.len());
        }
    }
}
