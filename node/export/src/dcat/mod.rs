//! The records that are public as a catalogue by DCAT-AP 3.0.1, which harvesters of open-data portals read.
//!
//! A record is a `dcat:Dataset` with a `dcat:Distribution` for itself and for each table in the formats of figures. The
//! services by which they are asked for are `dcat:DataService`s. Whatever is named by the Publications Office (languages,
//! countries, file types) is described in the catalogue too, so that it can be checked without asking anybody. Pages of a
//! long catalogue lead to each other by `hydra:next`.

mod authority;

use emn_protocol::codelist::CodeLists;
use emn_protocol::ids::EntryId;
use emn_protocol::record::{Audience, Code, MultiText};
use emn_protocol::time::{Period, Timestamp};
use emn_protocol::topics::Vocabulary;

use self::authority::{JUSTICE, Named, SOCIETY};
use crate::rdf::{Form, Node, Object, Prefixes, write as write_rdf};
use crate::skos;

const PREFIXES: Prefixes<'static> = &[
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("hydra", "http://www.w3.org/ns/hydra/core#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Topics whose records also belong to the theme of justice.
const OF_JUSTICE: &str = "trafficking-in-human-beings";

/// One page of a catalogue.
#[derive(Debug, Clone)]
pub struct Catalogue<'a> {
    /// Where the node is asked, such as `https://emn.example`: an origin without a slash at the end.
    pub origin: &'a str,
    /// Who hands the catalogue out.
    pub publisher: &'a str,
    /// When the newest of its records was signed.
    pub updated: Timestamp,
    /// The records of this page.
    pub records: &'a [CatalogueRecord],
    /// Path and question of this page and of the next one.
    pub own: &'a str,
    /// Of the next page, if there is one.
    pub next: Option<&'a str>,
}

/// A record that is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueRecord {
    /// Id of its entry.
    pub id: EntryId,
    /// Who may read it. Only what is public is written.
    pub audience: Audience,
    /// The member that signed it.
    pub member: String,
    /// The organisation that made it.
    pub organisation: String,
    /// When it was signed.
    pub time: Timestamp,
    /// Title by language.
    pub title: MultiText,
    /// The beginning of the summary by language.
    pub summary: MultiText,
    /// Topics.
    pub topics: Vec<Code>,
    /// Countries covered (ISO 3166-1 alpha-2).
    pub countries: Vec<Code>,
    /// What time it speaks of.
    pub period: Option<Period>,
    /// Its licence, an SPDX identifier where there is one.
    pub licence: Option<String>,
    /// Ids of its tables.
    pub tables: Vec<Code>,
}

/// A page of a catalogue in a form of RDF. Records that are not public are left out, whoever hands them in.
pub fn write(catalogue: &Catalogue<'_>, form: Form) -> Vec<u8> {
    write_rdf(&nodes(catalogue), PREFIXES, form)
}

fn nodes(catalogue: &Catalogue<'_>) -> Vec<Node> {
    let mut named = Named::default();
    let origin = catalogue.origin;
    let publisher = agent(&mut named, origin, catalogue.publisher);
    let records: Vec<&CatalogueRecord> =
        catalogue.records.iter().filter(|record| record.audience == Audience::Public).collect();
    let mut said = vec![
        ("dct:title", Object::labelled("Public records of the EMN knowledge network", "en")),
        (
            "dct:description",
            Object::labelled(
                "Trend reports with figures, and best practices, that members of the European Migration Network \
                 published for everybody.",
                "en",
            ),
        ),
        ("dct:publisher", publisher),
        ("dct:modified", Object::typed(catalogue.updated.to_string(), "xsd:dateTime")),
        ("dcat:themeTaxonomy", named.themes()),
        ("dcat:service", Object::Iri(service_iri(origin, SERVICES[0].0))),
        ("dcat:service", Object::Iri(service_iri(origin, SERVICES[1].0))),
    ];
    said.extend(named.language("en").map(|language| ("dct:language", language)));
    said.extend(records.iter().map(|record| ("dcat:dataset", Object::Iri(dataset_iri(origin, record)))));
    let mut nodes = vec![Node { iri: format!("{origin}/dcat#catalogue"), classes: vec!["dcat:Catalog"], said }];
    nodes.push(page(catalogue));
    for record in &records {
        nodes.extend(dataset(&mut named, origin, record));
    }
    for service in SERVICES {
        nodes.push(data_service(&mut named, origin, service, &records));
    }
    nodes.extend(named.into_nodes());
    nodes
}

fn page(catalogue: &Catalogue<'_>) -> Node {
    let iri = |path: &str| Object::Iri(format!("{}{path}", catalogue.origin));
    let mut said = vec![("hydra:first", iri("/dcat"))];
    said.extend(catalogue.next.map(|next| ("hydra:next", iri(next))));
    Node { iri: format!("{}{}", catalogue.origin, catalogue.own), classes: vec!["hydra:PartialCollectionView"], said }
}

/// Name, title, path and path of the description of each service.
const SERVICES: [(&str, &str, &str, &str); 2] = [
    ("api", "Records, searches and figures as JSON", "/api/v1", "/api/v1/openapi.json"),
    ("sdmx", "Figures by SDMX REST 2.1", "/sdmx/2.1", "/sdmx/2.1/dataflow/EMN/all/latest"),
];

fn service_iri(origin: &str, name: &str) -> String {
    format!("{origin}/dcat#service-{name}")
}

fn data_service(
    named: &mut Named,
    origin: &str,
    (name, title, path, description): (&str, &str, &str, &str),
    records: &[&CatalogueRecord],
) -> Node {
    let mut said = vec![
        ("dct:title", Object::labelled(title, "en")),
        ("dcat:endpointURL", Object::Iri(format!("{origin}{path}"))),
        ("dcat:endpointDescription", Object::Iri(format!("{origin}{description}"))),
        ("dct:accessRights", named.public_access()),
    ];
    // Only figures are asked for by SDMX.
    let served = records.iter().filter(|record| name == "api" || !record.tables.is_empty());
    said.extend(served.map(|record| ("dcat:servesDataset", Object::Iri(dataset_iri(origin, record)))));
    Node { iri: service_iri(origin, name), classes: vec!["dcat:DataService"], said }
}

fn agent(named: &mut Named, origin: &str, name: &str) -> Object {
    let key = &emn_protocol::ids::Digest::of(name.as_bytes()).to_hex()[..16];
    let said = vec![("foaf:name", Object::plain(if name.trim().is_empty() { "EMN" } else { name }))];
    named.thing(format!("{origin}/dcat#agent-{key}"), vec!["foaf:Agent"], said)
}

fn record_path(record: &CatalogueRecord) -> String {
    format!("/api/v1/records/{}", record.id)
}

fn dataset_iri(origin: &str, record: &CatalogueRecord) -> String {
    format!("{origin}{}#dataset", record_path(record))
}

fn texts<'a>(property: &'static str, texts: &'a MultiText) -> impl Iterator<Item = (&'static str, Object)> + 'a {
    texts.iter().map(move |(lang, text)| (property, Object::labelled(text, lang.as_str())))
}

fn dataset(named: &mut Named, origin: &str, record: &CatalogueRecord) -> Vec<Node> {
    let iri = dataset_iri(origin, record);
    let mut said = vec![("dct:identifier", Object::plain(record.id.to_string()))];
    said.extend(texts("dct:title", &record.title));
    // A description is asked for; where a record has no summary, its title is what there is.
    let summary = if record.summary.is_empty() { &record.title } else { &record.summary };
    said.extend(texts("dct:description", summary));
    said.push(("dct:publisher", agent(named, origin, &record.organisation)));
    said.push(("dct:issued", Object::typed(record.time.to_string(), "xsd:dateTime")));
    said.push(("dct:accessRights", named.public_access()));
    said.push(("dcat:theme", named.theme(SOCIETY.0, SOCIETY.1)));
    let is_narrower =
        |topic: &Code| Vocabulary::shipped().with_narrower(OF_JUSTICE).iter().any(|concept| concept.id == *topic);
    if record.topics.iter().any(is_narrower) {
        said.push(("dcat:theme", named.theme(JUSTICE.0, JUSTICE.1)));
    }
    let mut languages: Vec<&str> = record.title.iter().map(|(lang, _)| lang.as_str()).collect();
    languages.sort_unstable();
    languages.dedup();
    said.extend(languages.iter().filter_map(|tag| Some(("dct:language", named.language(tag)?))));
    for topic in &record.topics {
        said.extend(subject(named, topic));
        said.extend(languages.iter().filter_map(|lang| {
            let label = Vocabulary::shipped().get(topic.as_str())?.pref(lang)?;
            Some(("dcat:keyword", Object::labelled(label, lang)))
        }));
    }
    for country in &record.countries {
        let name = CodeLists::shipped().country(country.as_str()).map_or(country.as_str(), |known| &known.name_en);
        said.extend(named.country(country.as_str(), name).map(|place| ("dct:spatial", place)));
    }
    let mut nodes = Vec::new();
    if let Some(period) = record.period {
        let temporal = format!("{iri}-period");
        said.push(("dct:temporal", Object::Iri(temporal.clone())));
        let year = |year: i64, day: &str| Object::typed(format!("{year:04}-{day}"), "xsd:date");
        let ends = vec![
            ("dcat:startDate", year(period.first_year(), "01-01")),
            ("dcat:endDate", year(period.last_year(), "12-31")),
        ];
        nodes.push(Node { iri: temporal, classes: vec!["dct:PeriodOfTime"], said: ends });
    }
    let distributions = distributions(named, origin, record);
    said.extend(distributions.iter().map(|file| ("dcat:distribution", Object::Iri(file.iri.clone()))));
    nodes.extend(distributions);
    nodes.insert(0, Node { iri, classes: vec!["dcat:Dataset"], said });
    nodes
}

/// The same concept in EuroVoc.
fn subject(named: &mut Named, topic: &Code) -> Option<(&'static str, Object)> {
    let concept = Vocabulary::shipped().get(topic.as_str())?;
    let iri = skos::eurovoc(concept.eurovoc.as_deref()?)?;
    let label = concept.pref("en").unwrap_or(topic.as_str());
    Some((
        "dct:subject",
        named.thing(iri, vec!["skos:Concept"], vec![("skos:prefLabel", Object::labelled(label, "en"))]),
    ))
}

/// Format in questions, type of file, and media type.
const OF_TABLES: [(&str, &str, &str); 3] = [
    ("csv", "CSV", "text/csv"),
    ("json-stat", "JSON", "application/json"),
    ("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

fn distributions(named: &mut Named, origin: &str, record: &CatalogueRecord) -> Vec<Node> {
    let path = record_path(record);
    let mut files = vec![(path.clone(), "Record".to_owned(), "JSON", "application/json", "record".to_owned())];
    let page = format!("{path}/export?format=html");
    files.push((page, "Record as a page".to_owned(), "HTML", "text/html", "page".to_owned()));
    for table in &record.tables {
        files.extend(OF_TABLES.map(|(format, kind, media_type)| {
            let address = format!("{path}/export?format={format}&table={table}");
            (address, format!("{table} as {format}"), kind, media_type, format!("{table}-{format}"))
        }));
    }
    let node = |(address, title, kind, media_type, name): (String, String, &str, &str, String)| {
        let mut said = vec![
            ("dct:title", Object::labelled(&title, "en")),
            ("dcat:accessURL", Object::Iri(format!("{origin}{address}"))),
            ("dct:format", named.file_type(kind)),
            ("dcat:mediaType", named.media_type(media_type)),
            ("dcat:accessService", Object::Iri(service_iri(origin, SERVICES[0].0))),
        ];
        if let Some(licence) = &record.licence {
            let own = || {
                let key = &emn_protocol::ids::Digest::of(licence.as_bytes()).to_hex()[..16];
                format!("{origin}/dcat#licence-{key}")
            };
            said.push(("dct:license", named.licence(licence, own)));
        }
        Node { iri: format!("{origin}{path}#{name}"), classes: vec!["dcat:Distribution"], said }
    };
    files.into_iter().map(node).collect()
}

#[cfg(test)]
mod tests;
