//! The words that exports add themselves, in the languages of the interface.

mod de;
mod en;
mod fr;
mod nl;

/// The words of one language. Texts with `{}` take what their comment names, in that order.
#[derive(Debug)]
pub(crate) struct Words {
    /// Its tag (BCP 47).
    pub(crate) lang: &'static str,
    /// The decimal sign.
    pub(crate) point: char,
    /// A member of the network.
    pub(crate) member: &'static str,
    /// A topic, and many.
    pub(crate) topic: &'static str,
    /// Topics.
    pub(crate) topics: &'static str,
    /// Where figures come from.
    pub(crate) source: &'static str,
    /// Heading over them.
    pub(crate) sources: &'static str,
    /// No two sources disagree.
    pub(crate) undisputed: &'static str,
    /// The flag `o`.
    pub(crate) rounded: &'static str,
    /// The figure.
    pub(crate) value: &'static str,
    /// Heading over their meanings.
    pub(crate) flags_heading: &'static str,
    /// How cells without a figure are to be read.
    pub(crate) how_to_read: &'static str,
    /// Heading over notes.
    pub(crate) notes_heading: &'static str,
    /// Unit of the figures.
    pub(crate) unit: &'static str,
    /// The newest of the sources.
    pub(crate) updated: &'static str,
    /// Who made a record.
    pub(crate) organisation: &'static str,
    /// The register that figures come from.
    pub(crate) register: &'static str,
    /// The day on which it was read.
    pub(crate) reference_date: &'static str,
    /// A record, with its id.
    pub(crate) record: &'static str,
    /// A table.
    pub(crate) table: &'static str,
    /// A title.
    pub(crate) title: &'static str,
    /// Countries covered.
    pub(crate) countries: &'static str,
    /// What time a record speaks of.
    pub(crate) period: &'static str,
    /// Languages of a record.
    pub(crate) languages: &'static str,
    /// Who may read it.
    pub(crate) audience: &'static str,
    /// For members only.
    pub(crate) network_only: &'static str,
    /// For everybody.
    pub(crate) everybody: &'static str,
    /// Under which it may be used.
    pub(crate) licence: &'static str,
    /// What the publisher takes no responsibility for.
    pub(crate) disclaimer: &'static str,
    /// The common specification that it follows.
    pub(crate) specification: &'static str,
    /// Heading.
    pub(crate) summary: &'static str,
    /// Heading over the body.
    pub(crate) text: &'static str,
    /// Heading.
    pub(crate) context: &'static str,
    /// Heading.
    pub(crate) approach: &'static str,
    /// Heading.
    pub(crate) results: &'static str,
    /// Heading.
    pub(crate) conditions: &'static str,
    /// Heading.
    pub(crate) definitions: &'static str,
    /// Heading.
    pub(crate) attachments: &'static str,
    /// Heading over who signed.
    pub(crate) signature: &'static str,
    /// The member that signed.
    pub(crate) signed_by: &'static str,
    /// When, by the signer's clock.
    pub(crate) signed_on: &'static str,
    /// Fingerprint of the signing key.
    pub(crate) key: &'static str,
    /// Id of the entry.
    pub(crate) identifier: &'static str,
    /// Heading over earlier and later versions.
    pub(crate) versions: &'static str,
    /// A later version.
    pub(crate) superseded_by: &'static str,
    /// An earlier version.
    pub(crate) supersedes: &'static str,
    /// What it answers.
    pub(crate) answers: &'static str,
    /// No later version is known here.
    pub(crate) current: &'static str,
    /// Why it was corrected or withdrawn.
    pub(crate) reason: &'static str,
    /// Heading of a withdrawal.
    pub(crate) withdrawn: &'static str,
    /// What is withdrawn.
    pub(crate) withdraws: &'static str,
    /// Heading over how to cite.
    pub(crate) cite: &'static str,
    /// Further languages of a text.
    pub(crate) also_in: &'static str,
    /// An empty list.
    pub(crate) no_records: &'static str,
    /// Who made the file.
    pub(crate) generated: &'static str,
    /// A kind of record.
    pub(crate) report: &'static str,
    /// A kind of record.
    pub(crate) practice: &'static str,
    /// A kind of record.
    pub(crate) correction: &'static str,
    /// Sentences of notes.
    pub(crate) notes: Notes,
}

/// Sentences of notes. Each comment names what stands for `{}`.
#[derive(Debug)]
pub(crate) struct Notes {
    /// Countries.
    pub(crate) definitions_differ: &'static str,
    /// How many.
    pub(crate) sources_disagree: &'static str,
    /// Rows.
    pub(crate) suppressed_parts: &'static str,
    /// Rows.
    pub(crate) missing_parts: &'static str,
    /// Sums.
    pub(crate) coverage_differs: &'static str,
    /// Countries.
    pub(crate) periods_not_added: &'static str,
    /// Countries.
    pub(crate) no_population: &'static str,
    /// Tables.
    pub(crate) left_out: &'static str,
    /// Tables, dimension.
    pub(crate) left_out_for: &'static str,
    /// Countries.
    pub(crate) break_in_series: &'static str,
    /// The largest count that is unsafe.
    pub(crate) small_counts: &'static str,
    /// The base.
    pub(crate) rounded_to: &'static str,
    /// Nothing.
    pub(crate) noise: &'static str,
    /// The text.
    pub(crate) definitions: &'static str,
}

impl Words {
    /// The words of the first language of `wanted` that there is (by its first part, so `nl` for `nl-BE`), else English.
    pub(crate) fn of(wanted: &[&str]) -> &'static Self {
        let find = |lang: &&str| {
            let language = lang.split('-').next().unwrap_or_default();
            [&en::WORDS, &nl::WORDS, &fr::WORDS, &de::WORDS].into_iter().find(|words| words.lang == language)
        };
        wanted.iter().find_map(find).unwrap_or(&en::WORDS)
    }
}

/// `text` with the first `{}` replaced by the first of `values`, and so on. What is filled in is never looked at again.
pub(crate) fn filled(text: &str, values: &[&str]) -> String {
    let mut parts = text.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        out.push_str(values.get(index).copied().unwrap_or_default());
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_is_found_by_its_first_part() {
        assert_eq!(Words::of(&["nl-BE"]).lang, "nl");
        assert_eq!(Words::of(&["el", "fr"]).lang, "fr");
        assert_eq!(Words::of(&[]).lang, "en");
    }

    #[test]
    fn filled_text_is_not_filled_again() {
        assert_eq!(filled("a {} b {}", &["{}", "x"]), "a {} b x");
        assert_eq!(filled("none", &["x"]), "none");
    }

    #[test]
    fn every_language_has_as_many_places_as_english() {
        let places = |text: &str| text.matches("{}").count();
        for lang in ["nl", "fr", "de"] {
            let (here, there) = (&Words::of(&[lang]).notes, &en::WORDS.notes);
            let pairs = [
                (here.definitions_differ, there.definitions_differ),
                (here.sources_disagree, there.sources_disagree),
                (here.suppressed_parts, there.suppressed_parts),
                (here.missing_parts, there.missing_parts),
                (here.coverage_differs, there.coverage_differs),
                (here.periods_not_added, there.periods_not_added),
                (here.no_population, there.no_population),
                (here.left_out, there.left_out),
                (here.left_out_for, there.left_out_for),
                (here.break_in_series, there.break_in_series),
                (here.small_counts, there.small_counts),
                (here.rounded_to, there.rounded_to),
                (here.noise, there.noise),
                (here.definitions, there.definitions),
            ];
            for (here, there) in pairs {
                assert_eq!(places(here), places(there), "{lang}: {here}");
            }
        }
    }
}
