use emn_protocol::testing::{at, code, english};
use serde_json::Value;

use super::*;
use crate::samples::{HOSTILE, texts};

fn record(name: &str, audience: Audience) -> CatalogueRecord {
    CatalogueRecord {
        id: EntryId::of(name.as_bytes()),
        audience,
        member: "NL".to_owned(),
        organisation: "Nationaal Rapporteur".to_owned(),
        time: at(5),
        title: texts(&[("en", name), ("nl", name)]),
        summary: english("About it."),
        topics: vec![code("trafficking-in-human-beings")],
        countries: vec![code("NL"), code("GR")],
        period: Some("2019/2022".parse().unwrap()),
        licence: Some("CC-BY-4.0".to_owned()),
        tables: vec![code("victims")],
    }
}

fn graph(records: &[CatalogueRecord]) -> Vec<Value> {
    let text = write(&catalogue(records), Form::JsonLd);
    let mut json: Value = serde_json::from_slice(&text).unwrap();
    json["@graph"].as_array_mut().map(std::mem::take).unwrap()
}

fn catalogue(records: &[CatalogueRecord]) -> Catalogue<'_> {
    Catalogue {
        origin: "https://emn.example",
        publisher: "EMN NL",
        updated: at(9),
        records,
        own: "/dcat",
        next: Some("/dcat?cursor=x"),
    }
}

fn of_class<'a>(graph: &'a [Value], class: &str) -> Vec<&'a Value> {
    let is = |node: &&Value| match &node["@type"] {
        Value::Array(classes) => classes.iter().any(|known| known == class),
        one => one == class,
    };
    graph.iter().filter(is).collect()
}

#[test]
fn every_class_has_what_the_profile_asks_for() {
    let graph = graph(&[record("One", Audience::Public)]);
    for (class, properties) in [
        ("dcat:Catalog", &["dct:title", "dct:description", "dct:publisher", "dcat:dataset"][..]),
        ("dcat:Dataset", &["dct:title", "dct:description", "dcat:distribution", "dcat:theme", "dct:spatial"]),
        ("dcat:Distribution", &["dcat:accessURL", "dct:license", "dct:format", "dcat:mediaType"]),
        ("dcat:DataService", &["dct:title", "dcat:endpointURL", "dcat:servesDataset"]),
        ("foaf:Agent", &["foaf:name"]),
        ("dct:PeriodOfTime", &["dcat:startDate", "dcat:endDate"]),
    ] {
        let found = of_class(&graph, class);
        assert!(!found.is_empty(), "{class}");
        for (node, property) in found.iter().flat_map(|node| properties.iter().map(move |name| (node, name))) {
            assert!(node[property].is_array(), "{class} without {property}: {node}");
        }
    }
    assert_eq!(of_class(&graph, "dcat:Distribution").len(), 2 + OF_TABLES.len());
}

/// Whatever is pointed at within the catalogue or at the Publications Office is described in it.
#[test]
fn every_name_is_described_so_that_it_can_be_checked_offline() {
    let graph = graph(&[record("One", Audience::Public)]);
    let described: Vec<&str> = graph.iter().filter_map(|node| node["@id"].as_str()).collect();
    let elsewhere = ["dcat:accessURL", "dcat:endpointURL", "dcat:endpointDescription", "hydra:first", "hydra:next"];
    for node in &graph {
        for (property, values) in node.as_object().unwrap().iter().filter(|(name, _)| name.contains(':')) {
            let iris = values.as_array().unwrap().iter().filter_map(|value| value["@id"].as_str());
            for iri in iris.filter(|_| !elsewhere.contains(&property.as_str())) {
                assert!(described.contains(&iri), "{property} {iri}");
            }
        }
    }
}

#[test]
fn record_for_the_network_is_in_no_catalogue() {
    let graph = graph(&[record("Open", Audience::Public), record("Secret", Audience::Network)]);
    assert_eq!(of_class(&graph, "dcat:Dataset").len(), 1);
    assert!(!format!("{graph:?}").contains("Secret"));
}

#[test]
fn hostile_texts_stay_texts_in_turtle() {
    let hostile = CatalogueRecord {
        organisation: HOSTILE.to_owned(),
        licence: Some(HOSTILE.to_owned()),
        ..record(HOSTILE, Audience::Public)
    };
    let turtle = String::from_utf8(write(&catalogue(std::slice::from_ref(&hostile)), Form::Turtle)).unwrap();
    let plain = String::from_utf8(write(&catalogue(&[record("One", Audience::Public)]), Form::Turtle)).unwrap();
    // A licence that the Publications Office knows is described together with its list.
    assert_eq!(turtle.matches(" .\n").count() + 1, plain.matches(" .\n").count(), "{turtle}");
    assert!(!turtle.contains('\u{0}'));
}
