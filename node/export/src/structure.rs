//! The structure of a dataset as SDMX-ML 2.1: dataflow, code lists, concepts and data structure definition. With it,
//! programs such as `sdmx1` read our [CSV](crate::csv) with types and labels.

use crate::dataset::{Dataset, Role, flag_meaning};
use crate::error::ExportError;
use crate::format::Format;
use crate::sdmx::{ATTRIBUTES, MEASURE, SdmxIds, VERSION, header};
use crate::xml::{Written, Xml};

pub(crate) const MESSAGE: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message";
const STRUCTURES: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure";
pub(crate) const COMMON: &str = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common";

/// Parts of a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The dataflow.
    pub dataflow: bool,
    /// The code lists.
    pub codelists: bool,
    /// The concepts.
    pub concepts: bool,
    /// The data structure definition.
    pub data_structure: bool,
    /// Which codes and periods there are figures of.
    pub constraint: bool,
}

impl Parts {
    /// None.
    pub const NONE: Self =
        Self { dataflow: false, codelists: false, concepts: false, data_structure: false, constraint: false };
    /// All.
    pub const ALL: Self =
        Self { dataflow: true, codelists: true, concepts: true, data_structure: true, constraint: true };
}

/// The structure of a dataset as SDMX-ML 2.1, with labels in the dataset's language.
///
/// # Errors
/// [`ExportError::Library`], which writing to memory does not bring about.
pub fn dataset(dataset: &Dataset) -> Result<Vec<u8>, ExportError> {
    let dataset = dataset.with_unique_keys();
    document(&dataset, Parts { constraint: false, ..Parts::ALL }, "")
}

/// Parts of the structure of a [dataflow](crate::dataset::of_flow). Its code lists bear its name, since those of other
/// dataflows have other codes: `CL_victims-identified_sex`.
///
/// # Errors
/// As [`dataset`].
pub fn of_flow(dataset: &Dataset, parts: Parts) -> Result<Vec<u8>, ExportError> {
    document(dataset, parts, &format!("{}_", SdmxIds::of(dataset).flow))
}

fn document(dataset: &Dataset, parts: Parts, scope: &str) -> Result<Vec<u8>, ExportError> {
    let failed = |error: std::io::Error| ExportError::library(Format::Structure)(&error);
    let out = Xml::new().map_err(failed)?;
    let mut page = Page { out, ids: SdmxIds::of(dataset), dataset, scope };
    page.write(parts).map_err(failed)?;
    Ok(page.out.into_bytes())
}

/// A document that names dataflows only, by id and title in the language of its tag.
///
/// # Errors
/// As [`dataset`].
pub fn flows(flows: &[FlowName<'_>], prepared: &str) -> Result<Vec<u8>, ExportError> {
    let write = || -> std::io::Result<Vec<u8>> {
        let mut out = Xml::new()?;
        open(&mut out, "DATAFLOWS", prepared, AGENCY)?;
        out.open("str:Dataflows", &[])?;
        for flow in flows {
            dataflow(&mut out, AGENCY, &crate::sdmx::flow_id(flow.id), (flow.title, flow.title_lang))?;
        }
        out.close("str:Dataflows")?;
        close(&mut out)?;
        Ok(out.into_bytes())
    };
    write().map_err(|error| ExportError::library(Format::Structure)(&error))
}

/// A code list that belongs to no dataflow.
///
/// # Errors
/// As [`dataset`].
pub fn codelist(list: &NamedList<'_>, prepared: &str) -> Result<Vec<u8>, ExportError> {
    let write = || -> std::io::Result<Vec<u8>> {
        let mut out = Xml::new()?;
        open(&mut out, "CODELISTS", prepared, AGENCY)?;
        out.open("str:Codelists", &[])?;
        write_codelist(&mut out, AGENCY, list.id, (list.name, list.lang), list.codes)?;
        out.close("str:Codelists")?;
        close(&mut out)?;
        Ok(out.into_bytes())
    };
    write().map_err(|error| ExportError::library(Format::Structure)(&error))
}

/// Name and codes of the list of a dimension of a dataflow, by the dimension's id in any case.
pub fn list_of(dataset: &Dataset, dimension: &str) -> Option<(String, Vec<(String, String)>)> {
    let ids = SdmxIds::of(dataset);
    let axis = ids.axes.iter().position(|id| id.eq_ignore_ascii_case(dimension))?;
    let found = &dataset.axes[axis];
    let codes = ids.codes[axis].iter().cloned().zip(found.codes.iter().map(|(_, label)| label.clone()));
    (found.role != Role::Time).then(|| (found.label.clone(), codes.collect()))
}

/// The agency of what is no single member's.
pub const AGENCY: &str = "EMN";

/// A dataflow by its name.
#[derive(Debug, Clone, Copy)]
pub struct FlowName<'a> {
    /// Id of the measure.
    pub id: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// Language of the title (BCP 47).
    pub title_lang: &'a str,
}

/// A list of codes with labels.
#[derive(Debug, Clone, Copy)]
pub struct NamedList<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Language of name and labels (BCP 47).
    pub lang: &'a str,
    /// Codes and labels, in order.
    pub codes: &'a [(String, String)],
}

struct Page<'a> {
    out: Xml,
    ids: SdmxIds,
    dataset: &'a Dataset,
    /// Stands in the ids of code lists, after `CL_`.
    scope: &'a str,
}

fn open(out: &mut Xml, id: &str, prepared: &str, agency: &str) -> Written {
    out.open("mes:Structure", &[("xmlns:mes", MESSAGE), ("xmlns:str", STRUCTURES), ("xmlns:com", COMMON)])?;
    out.open("mes:Header", &[])?;
    header(out, id, prepared, agency)?;
    out.close("mes:Header")?;
    out.open("mes:Structures", &[])
}

fn close(out: &mut Xml) -> Written {
    out.close("mes:Structures")?;
    out.close("mes:Structure")
}

fn dataflow(out: &mut Xml, agency: &str, flow: &str, (title, lang): (&str, &str)) -> Written {
    out.open("str:Dataflow", &[("id", flow), ("agencyID", agency), ("version", VERSION)])?;
    out.element("com:Name", &[("xml:lang", lang)], title)?;
    out.open("str:Structure", &[])?;
    reference(out, flow, agency, "datastructure", "DataStructure")?;
    out.close("str:Structure")?;
    out.close("str:Dataflow")
}

fn reference(out: &mut Xml, id: &str, agency: &str, package: &str, class: &str) -> Written {
    out.empty("Ref", &[("id", id), ("version", VERSION), ("agencyID", agency), ("package", package), ("class", class)])
}

fn write_codelist(
    out: &mut Xml,
    agency: &str,
    id: &str,
    (name, lang): (&str, &str),
    codes: &[(String, String)],
) -> Written {
    out.open("str:Codelist", &[("id", id), ("agencyID", agency), ("version", VERSION)])?;
    out.element("com:Name", &[("xml:lang", lang)], name)?;
    for (code, label) in codes {
        out.open("str:Code", &[("id", code)])?;
        out.element("com:Name", &[("xml:lang", lang)], label)?;
        out.close("str:Code")?;
    }
    out.close("str:Codelist")
}

impl Page<'_> {
    fn name(&mut self, content: &str) -> Written {
        let dataset = self.dataset;
        self.out.element("com:Name", &[("xml:lang", &dataset.lang)], content)
    }

    fn write(&mut self, parts: Parts) -> Written {
        let dataset = self.dataset;
        let (flow, agency) = (self.ids.flow.clone(), self.ids.agency.clone());
        open(&mut self.out, &flow, &dataset.updated.to_string(), &agency)?;
        if parts.dataflow {
            self.out.open("str:Dataflows", &[])?;
            dataflow(&mut self.out, &agency, &flow, (&dataset.title, &dataset.title_lang))?;
            self.out.close("str:Dataflows")?;
        }
        if parts.codelists {
            self.codelists(&agency)?;
        }
        if parts.concepts {
            self.concepts(&agency)?;
        }
        if parts.data_structure {
            self.data_structure(&agency, &flow)?;
        }
        if parts.constraint {
            self.constraint(&agency, &flow)?;
        }
        close(&mut self.out)
    }

    fn scheme_id(&self) -> String {
        if self.scope.is_empty() { "CONCEPTS".to_owned() } else { format!("CS_{}", self.ids.flow) }
    }

    fn list_id(&self, axis: &str) -> String {
        format!("CL_{}{axis}", self.scope)
    }

    fn codelists(&mut self, agency: &str) -> Written {
        let dataset = self.dataset;
        self.open("str:Codelists", &[])?;
        for (position, axis) in dataset.axes.iter().enumerate().filter(|(_, axis)| axis.role != Role::Time) {
            let ids = self.ids.codes[position].clone();
            let codes: Vec<(String, String)> =
                ids.into_iter().zip(axis.codes.iter().map(|(_, label)| label.clone())).collect();
            let id = self.list_id(&self.ids.axes[position]);
            self.codelist(agency, &id, &axis.label, &codes)?;
        }
        let flags = self.flag_codes();
        let (of_flags, of_status) = (self.list_id("OBS_FLAG"), self.list_id("CONF_STATUS"));
        self.codelist(agency, &of_flags, "observation status", &flags)?;
        let status = [("C".to_owned(), "confidential statistical information".to_owned())];
        self.codelist(agency, &of_status, "confidentiality status", &status)?;
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
        write_codelist(&mut self.out, agency, id, (name, &self.dataset.lang), codes)
    }

    /// Which codes and periods there are figures of.
    fn constraint(&mut self, agency: &str, flow: &str) -> Written {
        let dataset = self.dataset;
        self.open("str:Constraints", &[])?;
        let identity = [("id", flow), ("agencyID", agency), ("version", VERSION), ("type", "Actual")];
        self.open("str:ContentConstraint", &identity)?;
        self.element("com:Name", &[("xml:lang", &dataset.title_lang)], &dataset.title)?;
        self.open("str:ConstraintAttachment", &[])?;
        self.open("str:Dataflow", &[])?;
        reference(&mut self.out, flow, agency, "datastructure", "Dataflow")?;
        self.close("str:Dataflow")?;
        self.close("str:ConstraintAttachment")?;
        self.open("str:CubeRegion", &[("include", "true")])?;
        for axis in self.ids.order.clone() {
            let id = self.ids.axes[axis].clone();
            let codes = self.ids.codes[axis].clone();
            if codes.is_empty() {
                continue;
            }
            self.open("com:KeyValue", &[("id", &id)])?;
            match (dataset.axes[axis].role, codes.iter().min(), codes.iter().max()) {
                (Role::Time, Some(first), Some(last)) => {
                    self.open("com:TimeRange", &[])?;
                    self.element("com:StartPeriod", &[("isInclusive", "true")], first)?;
                    self.element("com:EndPeriod", &[("isInclusive", "true")], last)?;
                    self.close("com:TimeRange")?;
                }
                _ => codes.iter().try_for_each(|code| self.element("com:Value", &[], code))?,
            }
            self.close("com:KeyValue")?;
        }
        self.close("str:CubeRegion")?;
        self.close("str:ContentConstraint")?;
        self.close("str:Constraints")
    }

    fn concepts(&mut self, agency: &str) -> Written {
        let dataset = self.dataset;
        self.open("str:Concepts", &[])?;
        let scheme = self.scheme_id();
        self.open("str:ConceptScheme", &[("id", &scheme), ("agencyID", agency), ("version", VERSION)])?;
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

    fn open(&mut self, name: &str, attributes: crate::xml::Attributes<'_>) -> Written {
        self.out.open(name, attributes)
    }

    fn close(&mut self, name: &str) -> Written {
        self.out.close(name)
    }

    fn empty(&mut self, name: &str, attributes: crate::xml::Attributes<'_>) -> Written {
        self.out.empty(name, attributes)
    }

    fn element(&mut self, name: &str, attributes: crate::xml::Attributes<'_>, content: &str) -> Written {
        self.out.element(name, attributes, content)
    }

    fn identity(&mut self, agency: &str, concept: &str) -> Written {
        self.open("str:ConceptIdentity", &[])?;
        let scheme = self.scheme_id();
        let reference = [
            ("id", concept),
            ("maintainableParentID", scheme.as_str()),
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
        let list = self.list_id(id);
        reference(&mut self.out, &list, agency, "codelist", "Codelist")?;
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
mod tests;
