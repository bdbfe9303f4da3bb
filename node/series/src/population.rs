//! Population on 1 January by country and year, to turn counts into rates.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use emn_protocol::codelist::CodeLists;
use emn_protocol::record::Flags;
use serde::Deserialize;

use crate::error::SeriesError;

const TABLE: &str = include_str!("../data/population.csv");

/// Named under every rate.
const SOURCE: &str =
    "Eurostat, DEMO_GIND, population on 1 January, last updated 27 March 2025 (© European Union, CC BY 4.0)";

/// How many inhabitants a country has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    rows: BTreeMap<(String, i64), (u64, Flags)>,
    source: String,
}

#[derive(Deserialize)]
struct Row {
    country: String,
    year: i64,
    population: u64,
    flags: Flags,
}

impl Population {
    /// The table that this version ships with.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Population> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            Self::read(TABLE, SOURCE).expect("the shipped population table is valid, as a test of this crate proves")
        })
    }

    /// Reads a table `country,year,population,flags` (see `data/SOURCES.md`).
    ///
    /// # Errors
    /// [`SeriesError::Population`] names the line that cannot be read, has no inhabitants, or stands there twice.
    pub fn read(csv: &str, source: &str) -> Result<Self, SeriesError> {
        let mut rows = BTreeMap::new();
        for (line, row) in (2..).zip(csv::Reader::from_reader(csv.as_bytes()).deserialize::<Row>()) {
            let wrong = |problem: String| SeriesError::Population { line, problem };
            let row = row.map_err(|error| wrong(error.to_string()))?;
            if row.population == 0 {
                return Err(wrong("a country has inhabitants".to_owned()));
            }
            let key = (row.country, row.year);
            if rows.insert(key.clone(), (row.population, row.flags)).is_some() {
                return Err(wrong(format!("{} {} stands there twice", key.0, key.1)));
            }
        }
        Ok(Self { rows, source: source.to_owned() })
    }

    /// Inhabitants on 1 January, with flags (`b`, `e`, `p`). The country as in records (GR, GB), or as Eurostat spells
    /// it (EL, UK); also `EU27_2020`.
    pub fn of(&self, country: &str, year: i64) -> Option<(u64, Flags)> {
        let find = |code: &str| self.rows.get(&(code.to_owned(), year)).copied();
        find(country).or_else(|| find(&CodeLists::shipped().country_by_eurostat(country)?.iso2))
    }

    /// Where the numbers come from, to be named under a rate.
    pub fn source(&self) -> &str {
        &self.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EU27: [&str; 27] = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    #[test]
    fn shipped_table_of_the_union_is_the_sum_of_its_countries() {
        let shipped = Population::shipped();
        for year in 2003..=2024 {
            let sum: u64 = EU27.iter().map(|country| shipped.of(country, year).unwrap().0).sum();
            assert_eq!(Some(sum), shipped.of("EU27_2020", year).map(|(population, _)| population), "{year}");
        }
        assert!(shipped.source().contains("Eurostat"));
    }

    #[test]
    fn country_of_either_spelling_is_found_with_its_flags() {
        let shipped = Population::shipped();
        assert_eq!(shipped.of("GR", 2020), shipped.of("EL", 2020));
        assert_eq!(shipped.of("UK", 2020), shipped.of("GB", 2020));
        assert_eq!(shipped.of("NL", 2003), Some((16_192_572, Flags::default())));
        assert_eq!(shipped.of("MD", 2024).map(|(_, flags)| flags.to_string()), Some("ep".to_owned()));
        assert_eq!(shipped.of("GB", 2024), None);
        assert_eq!(shipped.of("XX", 2020), None);
    }

    #[test]
    fn broken_table_is_refused_with_its_line() {
        let read = |rows: &str| Population::read(&format!("country,year,population,flags\n{rows}"), "test");
        assert!(read("NL,2020,5,ep\n").is_ok());
        for bad in ["NL,2020,0,\n", "NL,2020,5,pe\n", "NL,2020,-5,\n", "NL,x,5,\n"] {
            assert!(matches!(read(bad), Err(SeriesError::Population { line: 2, .. })), "{bad}");
        }
        assert!(matches!(read("NL,2020,5,\nNL,2020,6,\n"), Err(SeriesError::Population { line: 3, .. })));
    }
}
