//! The structure of a dataset as SDMX-ML 2.1: dataflow, code lists, concepts and data structure definition. With it,
//! programs such as `sdmx1` read our [CSV](crate::csv) with types and labels.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::dataset::{Dataset, Role, flag_meaning};
use crate::error::ExportError;
use crate::format::Format;
use crate::sdmx::{ATTRIBUTES, MEASURE, SdmxIds, VERSION};
use crate::text;

const MESSAGE: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message";
const STRUCTURES: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure";
const BASE: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common";

/// The structure of a dataset as SDMX-ML 2.1, with labels in the dataset's language.
///
/// # Errors
/// [`ExportError::Library`], which writing to memory does not bring about.
pub fn dataset(dataset: &Dataset) -> Result<Vec<u8>, ExportError> {
    let dataset = dataset.with_unique_keys();
    let mut page = Page { out: Writer::new(Vec::new()), ids: SdmxIds::of(&dataset), dataset: &dataset };
    page.write().map_err(|error| ExportError::library(Format::Structure)(&error))?;
    Ok(page.out.into_inner())
}

struct Page<'a> {
    out: Writer<Vec<u8>>,
    ids: SdmxIds,
    dataset: &'a Dataset,
}

type Written = std::io::Result<()>;
type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Page<'_> {
    fn open(&mut self, name: &str, attributes: Attributes<'_>) -> Written {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.out.write_event(Event::Start(start))
    }

    fn close(&mut self, name: &str) -> Written {
        self.out.write_event(Event::End(BytesEnd::new(name)))
    }

    fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> Written {
        let start = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.out.write_event(Event::Empty(start))
    }

    fn element(&mut self, name: &str, attributes: Attributes<'_>, content: &str) -> Written {
        self.open(name, attributes)?;
        self.out.write_event(Event::Text(BytesText::new(&text::line(content))))?;
        self.close(name)
    }

    fn name(&mut self, content: &str) -> Written {
        let dataset = self.dataset;
        self.element("com:Name", &[("xml:lang", &dataset.lang)], content)
    }

    fn write(&mut self) -> Written {
        self.out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        self.open("mes:Structure", &[("xmlns:mes", MESSAGE), ("xmlns:str", STRUCTURES), ("xmlns:com", BASE)])?;
        self.open("mes:Header", &[])?;
        let dataset = self.dataset;
        let flow = self.ids.flow.clone();
        self.element("mes:ID", &[], &flow)?;
        self.element("mes:Test", &[], "false")?;
        self.element("mes:Prepared", &[], &dataset.updated.to_string())?;
        let agency = self.ids.agency.clone();
        // A sender's id has no points.
        self.empty("mes:Sender", &[("id", &agency.replace('.', "_"))])?;
        self.close("mes:Header")?;
        self.open("mes:Structures", &[])?;
        self.dataflow(&agency, &flow)?;
        self.codelists(&agency)?;
        self.concepts(&agency)?;
        self.data_structure(&agency, &flow)?;
        self.close("mes:Structures")?;
        self.close("mes:Structure")
    }

    fn dataflow(&mut self, agency: &str, flow: &str) -> Written {
        let dataset = self.dataset;
        self.open("str:Dataflows", &[])?;
        self.open("str:Dataflow", &[("id", flow), ("agencyID", agency), ("version", VERSION)])?;
        self.element("com:Name", &[("xml:lang", &dataset.title_lang)], &dataset.title)?;
        self.open("str:Structure", &[])?;
        self.reference(flow, agency, "datastructure", "DataStructure")?;
        self.close("str:Structure")?;
        self.close("str:Dataflow")?;
        self.close("str:Dataflows")
    }

    fn reference(&mut self, id: &str, agency: &str, package: &str, class: &str) -> Written {
        let attributes =
            [("id", id), ("version", VERSION), ("agencyID", agency), ("package", package), ("class", class)];
        self.empty("Ref", &attributes)
    }

    fn codelists(&mut self, agency: &str) -> Written {
        let dataset = self.dataset;
        self.open("str:Codelists", &[])?;
        for (position, axis) in dataset.axes.iter().enumerate().filter(|(_, axis)| axis.role != Role::Time) {
            let ids = self.ids.codes[position].clone();
            let codes: Vec<(String, String)> =
                ids.into_iter().zip(axis.codes.iter().map(|(_, label)| label.clone())).collect();
            let id = format!("CL_{}", self.ids.axes[position]);
            self.codelist(agency, &id, &axis.label, &codes)?;
        }
        let flags = self.flag_codes();
        self.codelist(agency, "CL_OBS_FLAG", "observation status", &flags)?;
        let status = [("C".to_owned(), "confidential statistical information".to_owned())];
        self.codelist(agency, "CL_CONF_STATUS", "confidentiality status", &status)?;
        self.close("str:Codelists")
    }

    /// Single flags, and the sets of flags that occur.
    fn flag_codes(&self) -> Vec<(String, String)> {
        let wanted = [self.dataset.lang.as_str()];
        let single = emn_protocol::record::FLAG_LETTERS.iter().map(|(letter, _)| letter.to_string());
        let occur = self.dataset.observations.iter().map(|observation| observation.flags.to_string());
        let mut sets: Vec<String> = occur.filter(|flags| flags.len() > 1).collect();
        sets.sort();
        sets.dedup();
        let meaning = |flags: &String| {
            let meanings: Vec<&str> = flags.chars().map(|letter| flag_meaning(letter, &wanted)).collect();
            meanings.join("; ")
        };
        single.chain(sets).map(|flags| (flags.clone(), meaning(&flags))).collect()
    }

    fn codelist(&mut self, agency: &str, id: &str, name: &str, codes: &[(String, String)]) -> Written {
        self.open("str:Codelist", &[("id", id), ("agencyID", agency), ("version", VERSION)])?;
        self.name(name)?;
        for (code, label) in codes {
            self.open("str:Code", &[("id", code)])?;
            self.name(label)?;
            self.close("str:Code")?;
        }
        self.close("str:Codelist")
    }

    fn concepts(&mut self, agency: &str) -> Written {
        let dataset = self.dataset;
        self.open("str:Concepts", &[])?;
        self.open("str:ConceptScheme", &[("id", "CONCEPTS"), ("agencyID", agency), ("version", VERSION)])?;
        self.element("com:Name", &[("xml:lang", "en")], "Concepts")?;
        let axes: Vec<(String, &str)> =
            self.ids.axes.iter().cloned().zip(dataset.axes.iter().map(|axis| axis.label.as_str())).collect();
        for (id, label) in &axes {
            self.open("str:Concept", &[("id", id)])?;
            self.name(label)?;
            self.close("str:Concept")?;
        }
        for (id, label) in std::iter::once((MEASURE, "value")).chain(ATTRIBUTES.into_iter().zip(ATTRIBUTE_NAMES)) {
            self.open("str:Concept", &[("id", id)])?;
            self.element("com:Name", &[("xml:lang", "en")], label)?;
            self.close("str:Concept")?;
        }
        self.close("str:ConceptScheme")?;
        self.close("str:Concepts")
    }

    fn data_structure(&mut self, agency: &str, flow: &str) -> Written {
        self.open("str:DataStructures", &[])?;
        self.open("str:DataStructure", &[("id", flow), ("agencyID", agency), ("version", VERSION)])?;
        let dataset = self.dataset;
        self.element("com:Name", &[("xml:lang", &dataset.title_lang)], &dataset.title)?;
        self.open("str:DataStructureComponents", &[])?;
        self.dimensions(agency)?;
        self.attributes(agency)?;
        self.open("str:MeasureList", &[("id", "MeasureDescriptor")])?;
        self.open("str:PrimaryMeasure", &[("id", MEASURE)])?;
        self.identity(agency, MEASURE)?;
        self.text_format("Double")?;
        self.close("str:PrimaryMeasure")?;
        self.close("str:MeasureList")?;
        self.close("str:DataStructureComponents")?;
        self.close("str:DataStructure")?;
        self.close("str:DataStructures")
    }

    fn dimensions(&mut self, agency: &str) -> Written {
        self.open("str:DimensionList", &[("id", "DimensionDescriptor")])?;
        for (number, axis) in self.ids.order.clone().into_iter().enumerate() {
            let id = self.ids.axes[axis].clone();
            let time = self.dataset.axes[axis].role == Role::Time;
            let element = if time { "str:TimeDimension" } else { "str:Dimension" };
            self.open(element, &[("id", &id), ("position", &(number + 1).to_string())])?;
            self.identity(agency, &id)?;
            if time {
                self.text_format("ObservationalTimePeriod")?
            } else {
                self.coded(agency, &id)?
            }
            self.close(element)?;
        }
        self.close("str:DimensionList")
    }

    fn attributes(&mut self, agency: &str) -> Written {
        self.open("str:AttributeList", &[("id", "AttributeDescriptor")])?;
        for id in ATTRIBUTES {
            self.open("str:Attribute", &[("id", id), ("assignmentStatus", "Conditional")])?;
            self.identity(agency, id)?;
            match id {
                "OBS_FLAG" | "CONF_STATUS" => self.coded(agency, id)?,
                "DECIMALS" => self.text_format("Integer")?,
                "AT_LEAST" => self.text_format("Double")?,
                _ => self.text_format("String")?,
            }
            self.open("str:AttributeRelationship", &[])?;
            self.open("str:PrimaryMeasure", &[])?;
            self.empty("Ref", &[("id", MEASURE)])?;
            self.close("str:PrimaryMeasure")?;
            self.close("str:AttributeRelationship")?;
            self.close("str:Attribute")?;
        }
        self.close("str:AttributeList")
    }

    fn identity(&mut self, agency: &str, concept: &str) -> Written {
        self.open("str:ConceptIdentity", &[])?;
        let reference = [
            ("id", concept),
            ("maintainableParentID", "CONCEPTS"),
            ("maintainableParentVersion", VERSION),
            ("agencyID", agency),
            ("package", "conceptscheme"),
            ("class", "Concept"),
        ];
        self.empty("Ref", &reference)?;
        self.close("str:ConceptIdentity")
    }

    fn text_format(&mut self, kind: &str) -> Written {
        self.open("str:LocalRepresentation", &[])?;
        self.empty("str:TextFormat", &[("textType", kind)])?;
        self.close("str:LocalRepresentation")
    }

    fn coded(&mut self, agency: &str, id: &str) -> Written {
        self.open("str:LocalRepresentation", &[])?;
        self.open("str:Enumeration", &[])?;
        self.reference(&format!("CL_{id}"), agency, "codelist", "Codelist")?;
        self.close("str:Enumeration")?;
        self.close("str:LocalRepresentation")
    }
}

/// What the attributes are, in their order.
const ATTRIBUTE_NAMES: [&str; ATTRIBUTES.len()] = [
    "observation status",
    "confidentiality status",
    "unit of measure",
    "digits after the decimal point",
    "how the value came about",
    "the value is at least this",
    "countries in a sum",
    "who may read it",
    "member that speaks",
    "record that it stands in",
    "table that it stands in",
];

#[cfg(test)]
mod tests {
    use quick_xml::Reader;

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
}
