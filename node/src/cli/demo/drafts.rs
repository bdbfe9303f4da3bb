//! The drafts that the demonstration publishes, compiled into the program.

use anyhow::bail;
use emn_protocol::disclosure::Policy;
use emn_protocol::draft::Draft;
use emn_protocol::record::Record;

/// The members, in the order in which they speak: code, language of its titles, name in that language and in English.
pub(super) const MEMBERS: [(&str, &str, &str, &str); 5] = [
    ("NL", "nl", "EMN Nederland", "EMN Netherlands"),
    ("NO", "nb", "EMN Norge", "EMN Norway"),
    ("DE", "de", "EMN Deutschland", "EMN Germany"),
    ("FR", "fr", "REM France", "EMN France"),
    ("PL", "pl", "ESM Polska", "EMN Poland"),
];

/// A draft and the tables beside it.
struct Embedded {
    member: &'static str,
    file: &'static str,
    text: &'static str,
    tables: &'static [(&'static str, &'static [u8])],
}

macro_rules! embedded {
    ($($member:literal $file:literal [$($table:literal),*];)*) => {
        &[$(Embedded {
            member: $member,
            file: concat!($member, "/", $file),
            text: include_str!(concat!("../../../demo/", $member, "/", $file)),
            tables: &[$(($table, include_bytes!(concat!("../../../demo/", $member, "/", $table)))),*],
        }),*]
    };
}

/// Every draft below `node/demo`: of each member first the reports, then the practice. The first report is what the
/// member opens with.
#[rustfmt::skip]
const EMBEDDED: &[Embedded] = embedded![
    "NL" "slachtoffers-mensenhandel.md" ["nl-victims-total.csv", "nl-victims-sex-age.csv", "nl-victims-exploitation.csv", "nl-victims-citizenship.csv"];
    "NL" "asiel-en-tijdelijke-bescherming.md" ["nl-asylum-applicants.csv", "nl-asylum-citizenship-age.csv", "nl-temporary-protection.csv", "nl-asylum-rate.csv"];
    "NL" "registraties-die-verschillen.md" ["nl-registered-victims-source.csv"];
    "NL" "herkennen-van-slachtoffers.md" [];
    "NO" "ofre-for-menneskehandel.md" ["no-victims-sex-age.csv", "no-victims-exploitation.csv", "no-victims-citizenship.csv"];
    "NO" "asyl-og-midlertidig-beskyttelse.md" ["no-asylum-applicants.csv", "no-asylum-citizenship-age.csv", "no-temporary-protection.csv"];
    "NO" "ulovlig-opphold-og-grense.md" ["no-illegally-present.csv", "no-illegally-present-reason.csv", "no-entry-refused.csv"];
    "NO" "identitetsfastsettelse.md" [];
    "DE" "opfer-von-menschenhandel.md" ["de-victims-sex-age.csv", "de-victims-exploitation.csv", "de-victims-citizenship.csv"];
    "DE" "asyl-und-voruebergehender-schutz.md" ["de-asylum-applicants.csv", "de-asylum-citizenship-age.csv", "de-temporary-protection.csv", "de-asylum-rate.csv"];
    "DE" "tatverdaechtige-menschenhandel.md" ["de-suspects-sex-age.csv", "de-legal-status.csv"];
    "DE" "erkennen-im-asylverfahren.md" [];
    "FR" "victimes-de-la-traite.md" ["fr-victims-sex-age.csv", "fr-victims-exploitation.csv", "fr-victims-exploitation-sex-age.csv", "fr-victims-citizenship.csv", "fr-legal-status.csv"];
    "FR" "asile-et-protection-temporaire.md" ["fr-asylum-applicants.csv", "fr-asylum-citizenship-age.csv", "fr-temporary-protection.csv"];
    "FR" "premiers-titres-de-sejour.md" ["fr-first-permits.csv", "fr-first-permits-rate.csv"];
    "FR" "mineurs-victimes.md" [];
    "PL" "ofiary-handlu-ludzmi.md" ["pl-victims-age.csv", "pl-victims-exploitation.csv", "pl-victims-citizenship.csv", "pl-legal-status.csv"];
    "PL" "azyl-i-ochrona-czasowa.md" ["pl-asylum-applicants.csv", "pl-asylum-citizenship-age.csv", "pl-temporary-protection.csv"];
    "PL" "nielegalny-pobyt-i-granica.md" ["pl-illegally-present.csv", "pl-illegally-present-reason.csv", "pl-entry-refused.csv"];
    "PL" "tozsamosc-przy-masowym-naplywie.md" [];
];

impl Embedded {
    fn read(&self, policy: &Policy) -> anyhow::Result<Record> {
        let tables = |name: &str| {
            let found = self.tables.iter().find(|(known, _)| *known == name);
            found.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| "it is not part of the program".to_owned())
        };
        let problems = match Draft::parse(self.file, self.text, tables) {
            Ok(draft) => {
                let problems = draft.check(policy);
                if problems.is_empty() {
                    return Ok(draft.record);
                }
                problems
            }
            Err(problems) => problems,
        };
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        bail!("a draft of the demonstration may not be signed:\n{}", lines.join("\n"))
    }
}

/// What one member has to say.
#[derive(Debug, Clone)]
pub(super) struct Pile {
    /// What it opens with.
    pub(super) opening: Record,
    /// What works in its country.
    pub(super) practice: Record,
    /// Further reports.
    pub(super) more: Vec<Record>,
}

/// The records of every member, in the order of [`MEMBERS`], read from their drafts and checked as `emn check` does.
///
/// # Errors
/// When a draft breaks a rule: every problem with file and line.
pub(super) fn piles(policy: &Policy) -> anyhow::Result<Vec<Pile>> {
    MEMBERS.iter().map(|(member, ..)| pile(member, policy)).collect()
}

fn pile(member: &str, policy: &Policy) -> anyhow::Result<Pile> {
    let own = EMBEDDED.iter().filter(|embedded| embedded.member == member);
    let records = own.map(|embedded| embedded.read(policy)).collect::<anyhow::Result<Vec<_>>>()?;
    let (practices, reports): (Vec<_>, Vec<_>) =
        records.into_iter().partition(|record| matches!(record, Record::Practice(_)));
    let mut reports = reports.into_iter();
    match (reports.next(), practices.into_iter().next()) {
        (Some(opening), Some(practice)) => Ok(Pile { opening, practice, more: reports.collect() }),
        _ => bail!("the program has no report or no practice of {member}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    const POLICY: Policy = Policy { min_frequency: 5, noise_allowed: false };

    #[test]
    fn every_embedded_draft_may_be_signed() {
        for embedded in EMBEDDED {
            let record = embedded.read(&POLICY);
            assert!(record.is_ok(), "{}: {record:?}", embedded.file);
        }
    }

    #[test]
    fn every_member_has_an_opening_a_practice_and_more() {
        let piles = piles(&POLICY).unwrap();
        assert_eq!(piles.len(), MEMBERS.len());
        for (pile, (member, lang, ..)) in piles.iter().zip(MEMBERS) {
            assert!(matches!(pile.practice, Record::Practice(_)) && pile.more.len() >= 2, "{member}");
            for record in pile.more.iter().chain([&pile.opening, &pile.practice]) {
                let title = &record.about().unwrap().title;
                assert!(title.get(lang).is_some() && title.get("en").is_some(), "{member}: {title:?}");
            }
        }
    }

    #[test]
    fn every_file_of_the_demonstration_is_in_the_program() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo");
        let names = |path: &Path| -> Vec<String> {
            fs::read_dir(path).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap()).collect()
        };
        let mut there = BTreeSet::new();
        for (member, ..) in MEMBERS {
            there.extend(names(&folder.join(member)).into_iter().map(|name| format!("{member}/{name}")));
        }
        let tables = EMBEDDED.iter().flat_map(|e| e.tables.iter().map(|(name, _)| format!("{}/{name}", e.member)));
        let here: BTreeSet<String> = EMBEDDED.iter().map(|e| e.file.to_owned()).chain(tables).collect();
        assert_eq!(there, here);
    }

    #[test]
    fn draft_that_breaks_a_rule_is_named_with_its_line() {
        let broken = Embedded { text: "+++\nkind = \"report\"\n", ..EMBEDDED[0] };
        let error = broken.read(&POLICY).unwrap_err().to_string();
        assert!(error.contains("NL/slachtoffers-mensenhandel.md:1"), "{error}");
    }
}
