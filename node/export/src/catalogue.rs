//! What there is, as Eurostat's catalogue says it: a table of contents with tabs, the list of all codes, and a JSON-stat
//! collection.

use emn_protocol::time::Timestamp;
use serde::Serialize;

use crate::error::ExportError;
use crate::format::Format;
use crate::sdmx::flow_id;
use crate::text;

/// A dataflow, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowCard {
    /// Id of the measure.
    pub measure: String,
    /// What it shows.
    pub title: String,
    /// Its newest source.
    pub updated: Timestamp,
    /// First and last year of its figures.
    pub years: Option<(i64, i64)>,
    /// Figures, and cells that say why there is none.
    pub values: u64,
    /// Dimensions with the codes that occur, in order; that of time is `time`.
    pub codes: Vec<(String, Vec<String>)>,
}

impl FlowCard {
    /// The dataflow's id.
    pub fn id(&self) -> String {
        flow_id(&self.measure)
    }
}

const COLUMNS: [&str; 8] =
    ["title", "code", "type", "last update of data", "last table structure change", "data start", "data end", "values"];

/// The table of contents with tabs between its columns, all in quotes: one folder, and the dataflows in it.
pub fn contents(flows: &[FlowCard]) -> Vec<u8> {
    let mut out = row(&COLUMNS.map(str::to_owned));
    let blank = || " ".to_owned();
    let folder = |title: &str, code: &str| {
        row(&[title.to_owned(), code.to_owned(), "folder".to_owned(), blank(), blank(), blank(), blank(), blank()])
    };
    out.push_str(&folder("Figures of the EMN knowledge network", "data"));
    for flow in flows {
        let date = day(flow.updated);
        let (first, last) = flow.years.map_or((blank(), blank()), |(a, b)| (format!("{a:04}"), format!("{b:04}")));
        let title = format!("    {}", text::line(&flow.title).replace('"', "'"));
        let dataset = "dataset".to_owned();
        out.push_str(&row(&[title, flow.id(), dataset, date.clone(), date, first, last, flow.values.to_string()]));
    }
    out.into_bytes()
}

fn row(fields: &[String; 8]) -> String {
    format!("{}\r\n", fields.iter().map(|field| format!("\"{field}\"")).collect::<Vec<_>>().join("\t"))
}

/// `31.12.2024`, as Eurostat writes it.
fn day(time: Timestamp) -> String {
    let date = time.date();
    let mut parts: Vec<&str> = date.splitn(3, '-').collect();
    parts.reverse();
    parts.join(".")
}

/// Every code of every dimension of every dataflow: a line for each, with tabs between.
pub fn metabase(flows: &[FlowCard]) -> Vec<u8> {
    let mut out = String::new();
    for flow in flows {
        let id = flow.id();
        for (dimension, codes) in &flow.codes {
            codes.iter().for_each(|code| out.push_str(&format!("{id}\t{dimension}\t{code}\r\n")));
        }
    }
    out.into_bytes()
}

#[derive(Serialize)]
struct Collection<'a> {
    version: &'static str,
    class: &'static str,
    label: &'static str,
    updated: Timestamp,
    link: Link<'a>,
}

#[derive(Serialize)]
struct Link<'a> {
    item: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    class: &'static str,
    href: String,
    label: &'a str,
    updated: Timestamp,
    extension: Extension,
}

#[derive(Serialize)]
struct Extension {
    id: String,
    #[serde(rename = "agencyId")]
    agency: &'static str,
    version: &'static str,
    annotation: Vec<Annotation>,
}

#[derive(Serialize)]
struct Annotation {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
}

/// The dataflows as a JSON-stat 2.0 collection. Addresses of the data begin with `base`, such as
/// `https://emn.example/eurostat/api/dissemination/statistics/1.0/data`.
///
/// # Errors
/// [`ExportError::Library`], which writing to memory does not bring about.
pub fn collection(flows: &[FlowCard], base: &str) -> Result<Vec<u8>, ExportError> {
    let item = |flow| Item {
        class: "dataset",
        href: format!("{base}/{}?format=JSON", FlowCard::id(flow)),
        label: &flow.title,
        updated: flow.updated,
        extension: Extension {
            id: flow.id(),
            agency: crate::structure::AGENCY,
            version: crate::sdmx::VERSION,
            annotation: annotations(flow),
        },
    };
    let collection = Collection {
        version: "2.0",
        class: "collection",
        label: "Figures of the EMN knowledge network",
        updated: flows.iter().map(|flow| flow.updated).max().unwrap_or(Timestamp::from_unix(0)),
        link: Link { item: flows.iter().map(item).collect() },
    };
    serde_json::to_vec(&collection).map_err(|error| ExportError::library(Format::JsonStat)(&error))
}

/// Under the names that Eurostat gives them.
fn annotations(flow: &FlowCard) -> Vec<Annotation> {
    let dated = |kind| Annotation { kind, date: Some(flow.updated.to_string()), title: None };
    let titled = |kind, title: String| Annotation { kind, date: None, title: Some(title) };
    let mut said = vec![dated("UPDATE_DATA"), dated("UPDATE_STRUCTURE"), titled("OBS_COUNT", flow.values.to_string())];
    if let Some((first, last)) = flow.years {
        said.push(titled("OBS_PERIOD_OVERALL_OLDEST", format!("{first:04}")));
        said.push(titled("OBS_PERIOD_OVERALL_LATEST", format!("{last:04}")));
    }
    said
}

#[cfg(test)]
mod tests {
    use emn_protocol::testing::at;
    use serde_json::Value;

    use super::*;

    fn cards() -> Vec<FlowCard> {
        vec![FlowCard {
            measure: "victims-identified".to_owned(),
            title: "Victims \"identified\"\n\tby sex".to_owned(),
            updated: at(86_400),
            years: Some((2019, 2022)),
            values: 12,
            codes: vec![
                ("sex".to_owned(), vec!["T".to_owned(), "F".to_owned()]),
                ("time".to_owned(), vec!["2022".to_owned()]),
            ],
        }]
    }

    #[test]
    fn contents_have_eight_columns_in_quotes() {
        let text = String::from_utf8(contents(&cards())).unwrap();
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.matches('\t').count() == 7 && line.matches('"').count() == 16), "{text}");
        assert!(lines[2].starts_with("\"    Victims 'identified'  by sex\"\t\"victims-identified\"\t\"dataset\"\t\""));
        assert!(lines[2].ends_with("\"2019\"\t\"2022\"\t\"12\""), "{text}");
        let dates = lines[2].split('\t').nth(3).unwrap();
        assert_eq!(dates.matches('.').count(), 2, "{dates}");
    }

    #[test]
    fn metabase_has_a_line_for_each_code() {
        let text = String::from_utf8(metabase(&cards())).unwrap();
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            ["victims-identified\tsex\tT", "victims-identified\tsex\tF", "victims-identified\ttime\t2022"]
        );
    }

    #[test]
    fn collection_links_to_each_dataset() {
        let json: Value = serde_json::from_slice(&collection(&cards(), "http://h/data").unwrap()).unwrap();
        assert_eq!((&json["class"], &json["version"]), (&"collection".into(), &"2.0".into()));
        let item = &json["link"]["item"][0];
        assert_eq!(item["href"], "http://h/data/victims-identified?format=JSON");
        assert_eq!(item["extension"]["id"], "victims-identified");
        assert_eq!(item["extension"]["annotation"][2]["title"], "12");
    }
}
