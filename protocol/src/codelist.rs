//! Shared dimensions and their codes, as in Eurostat's tables, and countries.
//!
//! Like the [topics](crate::topics) these are for those who write and read; they do not decide acceptance.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::ids::Digest;
use crate::record::{Lang, MultiText};
use crate::suggest::{closest, fold};
use crate::time::Period;

const DIMENSIONS: &str = include_str!("../data/dimensions.csv");
const CODES: &str = include_str!("../data/codelists.csv");
const COUNTRIES: &str = include_str!("../data/countries.csv");

/// The dimension whose codes are periods.
pub const TIME_PERIOD: &str = "TIME_PERIOD";

/// Dimensions whose codes are countries too, in Eurostat's spelling (EL, UK).
const COUNTRY_DIMENSIONS: [&str; 2] = ["geo", "citizen"];

/// Codes of these lists describe cells or measures; no table has them as an axis.
const ATTRIBUTES: [&str; 3] = ["OBS_FLAG", "CONF_STATUS", "unit"];

/// A code of a shared dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedCode {
    /// The code.
    pub code: String,
    /// The code that it is a part of.
    pub parent: Option<String>,
    /// Its label.
    pub label: MultiText,
}

/// A shared dimension or attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeList {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: MultiText,
    /// Its codes, in their usual order. Periods and countries are not listed here; see [`CodeLists::knows`].
    pub codes: Vec<ListedCode>,
}

impl CodeList {
    /// A listed code.
    pub fn get(&self, code: &str) -> Option<&ListedCode> {
        self.codes.iter().find(|listed| listed.code == code)
    }
}

/// A country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code.
    pub iso2: String,
    /// Eurostat's code: the same, but EL for GR and UK for GB.
    pub eurostat: String,
    /// Its name in English.
    pub name_en: String,
    /// Its name in its own languages, where known.
    pub name_own: Option<String>,
    /// Its official languages, where known.
    pub languages: Vec<Lang>,
}

/// All shared dimensions and countries.
#[derive(Debug)]
pub struct CodeLists {
    lists: BTreeMap<String, CodeList>,
    countries: BTreeMap<String, Country>,
    version: Digest,
}

#[derive(Deserialize)]
struct DimensionRow {
    dimension: String,
    label_en: String,
    label_nl: String,
    label_fr: String,
    label_de: String,
}

#[derive(Deserialize)]
struct CodeRow {
    dimension: String,
    code: String,
    parent: String,
    label_en: String,
    label_nl: String,
    label_fr: String,
    label_de: String,
}

#[derive(Deserialize)]
struct CountryRow {
    iso2: String,
    eurostat_code: String,
    name_en: String,
    name_own: String,
    languages: String,
}

fn rows<T: serde::de::DeserializeOwned>(csv: &str) -> Result<Vec<T>, String> {
    csv::Reader::from_reader(csv.as_bytes()).deserialize().collect::<Result<_, _>>().map_err(|error| error.to_string())
}

fn labels(texts: [(&str, String); 4]) -> Result<MultiText, String> {
    let filled = texts.into_iter().filter(|(_, text)| !text.is_empty());
    filled.map(|(lang, text)| Ok((lang.parse::<Lang>().map_err(|error| error.to_string())?, text))).collect()
}

fn optional(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

impl CodeLists {
    /// The lists that this version ships with.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<CodeLists> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            Self::parse(DIMENSIONS, CODES, COUNTRIES)
                .expect("the shipped code lists are valid, as a test of this crate proves")
        })
    }

    fn parse(dimensions: &str, codes: &str, countries: &str) -> Result<Self, String> {
        let mut lists = BTreeMap::new();
        for row in rows::<DimensionRow>(dimensions)? {
            let texts = [("en", row.label_en), ("nl", row.label_nl), ("fr", row.label_fr), ("de", row.label_de)];
            let list = CodeList { id: row.dimension.clone(), label: labels(texts)?, codes: Vec::new() };
            if lists.insert(row.dimension.clone(), list).is_some() {
                return Err(format!("dimension {} stands there twice", row.dimension));
            }
        }
        for row in rows::<CodeRow>(codes)? {
            let list = lists.get_mut(&row.dimension).ok_or_else(|| format!("no dimension {}", row.dimension))?;
            let texts = [("en", row.label_en), ("nl", row.label_nl), ("fr", row.label_fr), ("de", row.label_de)];
            let code = ListedCode { code: row.code, parent: optional(row.parent), label: labels(texts)? };
            // A parent stands above its parts, so there is no cycle.
            if list.get(&code.code).is_some() || code.parent.as_deref().is_some_and(|parent| list.get(parent).is_none())
            {
                return Err(format!("{}/{} is there twice, or its parent is not above it", list.id, code.code));
            }
            list.codes.push(code);
        }
        let countries_csv = countries;
        let countries = Self::parse_countries(countries_csv)?;
        let all = [dimensions, codes, countries_csv].concat();
        Ok(Self { lists, countries, version: Digest::of(all.as_bytes()) })
    }

    fn parse_countries(csv: &str) -> Result<BTreeMap<String, Country>, String> {
        let mut countries = BTreeMap::new();
        for row in rows::<CountryRow>(csv)? {
            let languages = row.languages.split_whitespace().map(str::parse::<Lang>).collect::<Result<_, _>>();
            let country = Country {
                iso2: row.iso2.clone(),
                eurostat: row.eurostat_code,
                name_en: row.name_en,
                name_own: optional(row.name_own),
                languages: languages.map_err(|error| error.to_string())?,
            };
            if countries.insert(row.iso2.clone(), country).is_some() {
                return Err(format!("country {} stands there twice", row.iso2));
            }
        }
        Ok(countries)
    }

    /// SHA-256 of the data.
    pub fn version(&self) -> Digest {
        self.version
    }

    /// The dimensions that a table may have as an axis.
    pub fn dimensions(&self) -> impl Iterator<Item = &CodeList> {
        self.lists.values().filter(|list| !ATTRIBUTES.contains(&list.id.as_str()))
    }

    /// The shared dimension with this id.
    pub fn dimension(&self, id: &str) -> Option<&CodeList> {
        self.list(id).filter(|list| !ATTRIBUTES.contains(&list.id.as_str()))
    }

    /// The list with this id: a dimension, or an attribute such as `unit` or `OBS_FLAG`.
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.get(id)
    }

    /// Whether `code` belongs to the shared dimension `dimension`.
    pub fn knows(&self, dimension: &str, code: &str) -> bool {
        if dimension == TIME_PERIOD {
            return code.parse::<Period>().is_ok();
        }
        self.list(dimension).is_some_and(|list| list.get(code).is_some())
            || (COUNTRY_DIMENSIONS.contains(&dimension) && self.country_by_eurostat(code).is_some())
    }

    /// The shared code that `code` is a part of.
    pub fn parent(&self, dimension: &str, code: &str) -> Option<&str> {
        self.list(dimension)?.get(code)?.parent.as_deref()
    }

    /// A label for a code in the first of `wanted` that there is, else in English. Countries in other languages than
    /// their own show their English name. `None` for codes that are in no list, and for periods.
    pub fn label(&self, dimension: &str, code: &str, wanted: &[&str]) -> Option<&str> {
        if let Some(listed) = self.list(dimension).and_then(|list| list.get(code)) {
            return listed.label.best(wanted).map(|(_, text)| text);
        }
        let country = self.country_by_eurostat(code).filter(|_| COUNTRY_DIMENSIONS.contains(&dimension))?;
        Some(country.name(wanted))
    }

    /// The dimension that somebody may have meant, by its id or its name in any language.
    pub fn suggest_dimension(&self, text: &str) -> Option<&str> {
        let by_id = closest(text, self.dimensions().map(|list| list.id.as_str()));
        let named = |list: &&CodeList| list.label.iter().any(|(_, label)| fold(label) == fold(text));
        by_id.or_else(|| self.dimensions().find(named).map(|list| list.id.as_str()))
    }

    /// The code that somebody may have meant, by the code or its label in any language.
    pub fn suggest_code(&self, dimension: &str, text: &str) -> Option<&str> {
        if COUNTRY_DIMENSIONS.contains(&dimension)
            && let Some(country) = self.find_country(text)
        {
            return Some(&country.eurostat);
        }
        let list = self.list(dimension)?;
        let named = |code: &&ListedCode| code.label.iter().any(|(_, label)| fold(label) == fold(text));
        let by_label = list.codes.iter().find(named).map(|listed| listed.code.as_str());
        by_label.or_else(|| closest(text, list.codes.iter().map(|listed| listed.code.as_str())))
    }

    /// All countries, in the order of their ISO codes.
    pub fn countries(&self) -> impl Iterator<Item = &Country> {
        self.countries.values()
    }

    /// The country with this ISO 3166-1 alpha-2 code.
    pub fn country(&self, iso2: &str) -> Option<&Country> {
        self.countries.get(iso2)
    }

    /// The country with this code of Eurostat (EL, UK).
    pub fn country_by_eurostat(&self, code: &str) -> Option<&Country> {
        self.country(code)
            .filter(|country| country.eurostat == code)
            .or_else(|| self.countries().find(|country| country.eurostat == code))
    }

    /// A country by either code or by name, in any case.
    pub fn find_country(&self, text: &str) -> Option<&Country> {
        let upper = text.trim().to_ascii_uppercase();
        let name = fold(text);
        let named = |country: &&Country| {
            fold(&country.name_en) == name
                || country.name_own.as_deref().is_some_and(|own| own.split(" / ").any(|own| fold(own) == name))
        };
        self.country(&upper).or_else(|| self.country_by_eurostat(&upper)).or_else(|| self.countries().find(named))
    }
}

impl Country {
    /// Its own name if its first official language is the first that is wanted, else its English name.
    pub fn name(&self, wanted: &[&str]) -> &str {
        let own = wanted.first().zip(self.languages.first()).is_some_and(|(wanted, own)| *wanted == own.as_str());
        // Names in several languages stand in the order of the languages.
        let first_own = self.name_own.as_deref().and_then(|name| name.split(" / ").next());
        first_own.filter(|_| own).unwrap_or(&self.name_en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists() -> &'static CodeLists {
        CodeLists::shipped()
    }

    #[test]
    fn shipped_lists_are_valid_and_codes_fit_records() {
        for list in lists().lists.values() {
            assert!(list.id.parse::<crate::record::Code>().is_ok(), "{}", list.id);
            for listed in &list.codes {
                assert!(listed.code.parse::<crate::record::Code>().is_ok(), "{}", listed.code);
                assert!(listed.label.get("en").is_some(), "{}", listed.code);
            }
        }
        assert!(lists().countries().count() > 200);
        let eurostat: std::collections::BTreeSet<_> = lists().countries().map(|country| &country.eurostat).collect();
        assert_eq!(eurostat.len(), lists().countries().count());
    }

    #[test]
    fn flags_of_the_list_are_flags_of_records() {
        for listed in &lists().list("OBS_FLAG").unwrap().codes {
            assert!(listed.code.parse::<crate::record::Flags>().is_ok(), "{}", listed.code);
        }
    }

    #[test]
    fn greece_and_britain_have_two_codes() {
        assert_eq!(lists().country("GR").map(|c| c.eurostat.as_str()), Some("EL"));
        assert_eq!(lists().country_by_eurostat("UK").map(|c| c.iso2.as_str()), Some("GB"));
        assert_eq!(lists().country("EL"), None);
        assert_eq!(lists().country_by_eurostat("GB"), None);
        assert!(lists().knows("geo", "EL") && !lists().knows("geo", "GR") && lists().knows("citizen", "NL"));
    }

    #[test]
    fn codes_are_known_by_dimension() {
        assert!(lists().knows("sex", "F") && !lists().knows("sex", "NL") && !lists().knows("nothing", "F"));
        assert!(lists().knows(TIME_PERIOD, "2022-Q3") && !lists().knows(TIME_PERIOD, "Q3 2022"));
        assert_eq!(lists().parent("age", "Y14-17"), Some("Y_LT18"));
        assert_eq!(lists().dimension("unit"), None);
        assert!(lists().list("unit").is_some());
    }

    #[test]
    fn labels_fall_back_to_english() {
        assert_eq!(lists().label("sex", "F", &["nl"]), Some("vrouw"));
        assert_eq!(lists().label("sex", "F", &["lv"]), Some("female"));
        assert_eq!(lists().label("geo", "NL", &["nl"]), Some("Nederland"));
        assert_eq!(lists().label("geo", "EL", &["nl"]), Some("Greece"));
        assert_eq!(lists().label("geo", "EU27_2020", &["en"]).map(|l| l.starts_with("European Union")), Some(true));
        assert_eq!(lists().label("sex", "X", &["nl"]), None);
    }

    #[test]
    fn suggestions_come_from_codes_and_names() {
        assert_eq!(lists().suggest_dimension("Sex"), Some("sex"));
        assert_eq!(lists().suggest_dimension("geslacht"), Some("sex"));
        assert_eq!(lists().suggest_dimension("citizenship"), Some("citizen"));
        assert_eq!(lists().suggest_code("sex", "vrouw"), Some("F"));
        assert_eq!(lists().suggest_code("age", "Y_LT8"), Some("Y_LT18"));
        assert_eq!(lists().suggest_code("geo", "GR"), Some("EL"));
        assert_eq!(lists().suggest_code("geo", "Nederland"), Some("NL"));
        assert_eq!(lists().suggest_code("sex", "quarterly"), None);
    }

    #[test]
    fn broken_lists_are_refused() {
        let head = "dimension,label_en,label_nl,label_fr,label_de\nsex,sex,,,\n";
        let codes = |lines: &str| format!("dimension,code,parent,label_en,label_nl,label_fr,label_de\n{lines}");
        assert!(CodeLists::parse(head, &codes("sex,T,,total,,,\nsex,F,T,female,,,\n"), COUNTRIES).is_ok());
        for bad in ["age,T,,total,,,\n", "sex,T,,total,,,\nsex,T,,total,,,\n", "sex,F,T,female,,,\n"] {
            assert!(CodeLists::parse(head, &codes(bad), COUNTRIES).is_err(), "{bad}");
        }
    }
}
