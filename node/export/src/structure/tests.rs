use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::samples;

/// Names of all elements, after checking that the document is well-formed.
fn elements(data: &Dataset) -> Vec<String> {
    let xml = String::from_utf8(dataset(data).unwrap()).unwrap();
    let mut reader = Reader::from_str(&xml);
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return names,
            Event::Start(start) | Event::Empty(start) => {
                assert!(start.attributes().all(|attribute| attribute.is_ok()));
                names.push(start.name().as_ref().to_owned());
            }
            _ => {}
        }
    }
}

#[test]
fn structure_has_every_part_once() {
    let elements = elements(&samples::table());
    let count = |name: &str| elements.iter().filter(|element| *element == name).count();
    assert_eq!(count("str:Dimension"), 2);
    assert_eq!(count("str:TimeDimension"), 1);
    assert_eq!(count("str:Attribute"), ATTRIBUTES.len());
    assert_eq!(count("str:Codelist"), 4);
    assert_eq!(count("str:Concept"), 3 + 1 + ATTRIBUTES.len());
}

#[test]
fn hostile_texts_stay_texts() {
    let xml = String::from_utf8(dataset(&samples::hostile()).unwrap()).unwrap();
    assert!(!xml.contains("<script") && !xml.contains('\u{0}') && !xml.contains("]]>"), "{xml}");
    assert!(elements(&samples::hostile()).iter().all(|name| name == "Ref" || name.contains(':')));
}

#[test]
fn flow_has_lists_of_its_own_and_says_what_there_is() {
    let xml = String::from_utf8(of_flow(&samples::table(), Parts::ALL).unwrap()).unwrap();
    assert!(xml.contains("CL_victims-by-sex_sex") && !xml.contains("\"CL_sex\""), "{xml}");
    let range = "<com:StartPeriod isInclusive=\"true\">2021</com:StartPeriod><com:EndPeriod isInclusive=\"true\">2022<";
    assert!(xml.contains(range), "{xml}");
    let only = String::from_utf8(of_flow(&samples::table(), Parts { dataflow: true, ..Parts::NONE }).unwrap()).unwrap();
    assert!(only.contains("str:Dataflow ") && !only.contains("str:Codelist") && !only.contains("str:Constraint"));
}
