//! Names that the Publications Office of the European Union gives to languages, countries, file types and so on, and what
//! a reader must know of each to check a catalogue without asking anybody.

use std::collections::BTreeMap;

use crate::rdf::{Node, Object};

const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";

/// What was named in a catalogue: each is described once at its end, so that its class is known offline.
#[derive(Default)]
pub(super) struct Named(BTreeMap<String, Node>);

impl Named {
    /// A concept of a list of the Publications Office; also of this class.
    fn authority(&mut self, list: &str, code: &str, class: &'static str, label: &str) -> Object {
        let (iri, scheme) = (format!("{AUTHORITY}{list}/{code}"), format!("{AUTHORITY}{list}"));
        self.0.entry(iri.clone()).or_insert_with(|| Node {
            iri: iri.clone(),
            classes: vec!["skos:Concept", class],
            said: vec![
                ("skos:inScheme", Object::Iri(scheme.clone())),
                ("skos:prefLabel", Object::labelled(label, "en")),
            ],
        });
        self.0.entry(scheme.clone()).or_insert_with(|| Node {
            iri: scheme,
            classes: vec!["skos:ConceptScheme"],
            said: vec![("dct:title", Object::labelled(&list.replace('-', " "), "en"))],
        });
        Object::Iri(iri)
    }

    /// Something else by its name, of this class.
    pub(super) fn thing(
        &mut self,
        iri: String,
        classes: Vec<&'static str>,
        said: Vec<(&'static str, Object)>,
    ) -> Object {
        self.0.entry(iri.clone()).or_insert_with(|| Node { iri: iri.clone(), classes, said });
        Object::Iri(iri)
    }

    pub(super) fn language(&mut self, tag: &str) -> Option<Object> {
        let short = tag.split('-').next().unwrap_or(tag);
        let (_, code, label) = LANGUAGES.into_iter().find(|(known, ..)| *known == short)?;
        Some(self.authority("language", code, "dct:LinguisticSystem", label))
    }

    /// A country by its ISO code of two letters.
    pub(super) fn country(&mut self, iso2: &str, name: &str) -> Option<Object> {
        let (_, code) = COUNTRIES.into_iter().find(|(known, _)| *known == iso2)?;
        Some(self.authority("country", code, "dct:Location", name))
    }

    pub(super) fn theme(&mut self, code: &str, label: &str) -> Object {
        self.authority("data-theme", code, "skos:Concept", label)
    }

    pub(super) fn file_type(&mut self, code: &str) -> Object {
        self.authority("file-type", code, "dct:MediaTypeOrExtent", &code.replace('_', " "))
    }

    pub(super) fn public_access(&mut self) -> Object {
        self.authority("access-right", "PUBLIC", "dct:RightsStatement", "public")
    }

    /// The scheme of themes.
    pub(super) fn themes(&mut self) -> Object {
        self.theme(SOCIETY.0, SOCIETY.1);
        Object::Iri(format!("{AUTHORITY}data-theme"))
    }

    /// A media type without its parameters.
    pub(super) fn media_type(&mut self, media_type: &str) -> Object {
        let name = media_type.split(';').next().unwrap_or(media_type).trim();
        let iri = format!("https://www.iana.org/assignments/media-types/{name}");
        self.thing(iri, vec!["dct:MediaType"], vec![("dct:title", Object::plain(name))])
    }

    /// A licence by its SPDX identifier, or as its text says.
    pub(super) fn licence(&mut self, text: &str, own: impl FnOnce() -> String) -> Object {
        match LICENCES.into_iter().find(|(spdx, _)| spdx.eq_ignore_ascii_case(text)) {
            Some((spdx, code)) => self.authority("licence", code, "dct:LicenseDocument", spdx),
            None => self.thing(own(), vec!["dct:LicenseDocument"], vec![("dct:title", Object::plain(text))]),
        }
    }

    /// What was named, in the order of the names. Classes that stand twice stand once.
    pub(super) fn into_nodes(self) -> impl Iterator<Item = Node> {
        self.0.into_values().map(|mut node| {
            node.classes.dedup();
            node
        })
    }
}

/// The theme of all records here.
pub(super) const SOCIETY: (&str, &str) = ("SOCI", "Population and society");
/// The theme of records on crime and its victims.
pub(super) const JUSTICE: (&str, &str) = ("JUST", "Justice, legal system and public safety");

const LICENCES: [(&str, &str); 6] = [
    ("CC-BY-4.0", "CC_BY_4_0"),
    ("CC-BY-SA-4.0", "CC_BYSA_4_0"),
    ("CC0-1.0", "CC0"),
    ("EUPL-1.2", "EUPL_1_2"),
    ("ODbL-1.0", "ODC_BL"),
    ("ODC-By-1.0", "ODC_BY"),
];

/// Tag, code and name.
const LANGUAGES: [(&str, &str, &str); 37] = [
    ("bg", "BUL", "Bulgarian"),
    ("bs", "BOS", "Bosnian"),
    ("ca", "CAT", "Catalan"),
    ("cs", "CES", "Czech"),
    ("da", "DAN", "Danish"),
    ("de", "DEU", "German"),
    ("el", "ELL", "Greek"),
    ("en", "ENG", "English"),
    ("es", "SPA", "Spanish"),
    ("et", "EST", "Estonian"),
    ("fi", "FIN", "Finnish"),
    ("fr", "FRA", "French"),
    ("ga", "GLE", "Irish"),
    ("hr", "HRV", "Croatian"),
    ("hu", "HUN", "Hungarian"),
    ("hy", "HYE", "Armenian"),
    ("is", "ISL", "Icelandic"),
    ("it", "ITA", "Italian"),
    ("ka", "KAT", "Georgian"),
    ("lb", "LTZ", "Luxembourgish"),
    ("lt", "LIT", "Lithuanian"),
    ("lv", "LAV", "Latvian"),
    ("mk", "MKD", "Macedonian"),
    ("mt", "MLT", "Maltese"),
    ("nb", "NOB", "Norwegian Bokmål"),
    ("nl", "NLD", "Dutch"),
    ("no", "NOR", "Norwegian"),
    ("pl", "POL", "Polish"),
    ("pt", "POR", "Portuguese"),
    ("ro", "RON", "Romanian"),
    ("ru", "RUS", "Russian"),
    ("sk", "SLK", "Slovak"),
    ("sl", "SLV", "Slovenian"),
    ("sq", "SQI", "Albanian"),
    ("sr", "SRP", "Serbian"),
    ("sv", "SWE", "Swedish"),
    ("uk", "UKR", "Ukrainian"),
];

/// ISO 3166-1 codes of two and three letters, of the countries that records of this network cover most.
const COUNTRIES: [(&str, &str); 47] = [
    ("AD", "AND"),
    ("AL", "ALB"),
    ("AM", "ARM"),
    ("AT", "AUT"),
    ("AZ", "AZE"),
    ("BA", "BIH"),
    ("BE", "BEL"),
    ("BG", "BGR"),
    ("BY", "BLR"),
    ("CH", "CHE"),
    ("CY", "CYP"),
    ("CZ", "CZE"),
    ("DE", "DEU"),
    ("DK", "DNK"),
    ("EE", "EST"),
    ("ES", "ESP"),
    ("FI", "FIN"),
    ("FR", "FRA"),
    ("GB", "GBR"),
    ("GE", "GEO"),
    ("GR", "GRC"),
    ("HR", "HRV"),
    ("HU", "HUN"),
    ("IE", "IRL"),
    ("IS", "ISL"),
    ("IT", "ITA"),
    ("LI", "LIE"),
    ("LT", "LTU"),
    ("LU", "LUX"),
    ("LV", "LVA"),
    ("MC", "MCO"),
    ("MD", "MDA"),
    ("ME", "MNE"),
    ("MK", "MKD"),
    ("MT", "MLT"),
    ("NL", "NLD"),
    ("NO", "NOR"),
    ("PL", "POL"),
    ("PT", "PRT"),
    ("RO", "ROU"),
    ("RS", "SRB"),
    ("SE", "SWE"),
    ("SI", "SVN"),
    ("SK", "SVK"),
    ("SM", "SMR"),
    ("TR", "TUR"),
    ("UA", "UKR"),
];
