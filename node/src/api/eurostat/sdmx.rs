//! SDMX REST 2.1: structures and data.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use emn_export::catalogue::collection;
use emn_export::dataset::{Dataset, Selection};
use emn_export::sdmx::{Detail, View, csv_1, generic, names_flow, tsv};
use emn_export::structure::{self, AGENCY, FlowName, NamedList, Parts};
use emn_export::{csv, json_stat};
use emn_protocol::codelist::CodeLists;

use super::fault::Fault;
use super::{ROOT, accepted, answered, asks, file, flow, lang, text};
use crate::api::ApiState;
use crate::api::auth::Arrival;
use crate::api::params::Params;
use crate::api::records::tagged;
use crate::api::routes::Shared;

const STRUCTURE: &str = "application/vnd.sdmx.structure+xml;version=2.1";
const GENERIC: &str = "application/vnd.sdmx.genericdata+xml;version=2.1";
const CSV_1: &str = "application/vnd.sdmx.data+csv;version=1.0.0";
const CSV_2: &str = "application/vnd.sdmx.data+csv;version=2.0.0";
const TSV: &str = "text/tab-separated-values";
const JSON_STAT: &str = "application/json";
const SPECIFIC: &str = "application/vnd.sdmx.structurespecificdata+xml;version=2.1";

/// What was asked, apart.
struct Asked {
    api: ApiState,
    origin: String,
    path: Vec<String>,
    params: Params,
    headers: HeaderMap,
}

/// Everything below `…/sdmx/2.1/`.
pub(in crate::api) async fn query(
    State(shared): State<Shared>,
    Extension(arrival): Extension<Arrival>,
    Path(path): Path<String>,
    params: Params,
    headers: HeaderMap,
) -> Response {
    let path: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let asked = Asked { api: shared.api.clone(), origin: arrival.origin, path, params, headers };
    answered(&shared, Fault::xml, move || asked.answer()).await
}

impl Asked {
    fn answer(&self) -> Result<Response, Fault> {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        match path.as_slice() {
            ["data", flow_ref] => self.data(flow_ref, ""),
            ["data", flow_ref, key] | ["data", flow_ref, key, _] => self.data(flow_ref, key),
            [resource, rest @ ..] => {
                // Agency, id and version; what is left out is everything.
                let (agency, id) = match rest {
                    [] | ["all" | "latest"] => ("all", "all"),
                    [agency] => (*agency, "all"),
                    [agency, id] | [agency, id, _] => (*agency, *id),
                    _ => {
                        return Err(Fault::Wrong(
                            "there are more parts than resource, agency, id and version".to_owned(),
                        ));
                    }
                };
                check_agency(agency)?;
                self.structure(&resource.to_ascii_lowercase(), id)
            }
            [] => Err(Fault::Wrong("name a resource, such as dataflow or data".to_owned())),
        }
    }

    fn structure(&self, resource: &str, id: &str) -> Result<Response, Fault> {
        let is_all = matches!(id, "all" | "ALL" | "*");
        match resource {
            "dataflow" if is_all => self.flows(),
            "codelist" if is_all => {
                Err(Fault::NotDone("name one code list; a dataflow with references names them".to_owned()))
            }
            "codelist" => self.codelist(id),
            "dataflow" | "datastructure" | "contentconstraint" | "conceptscheme" if !is_all => {
                let id = if resource == "conceptscheme" { id.strip_prefix("CS_").unwrap_or(id) } else { id };
                let data = self.dataset(id)?;
                self.xml(structure::of_flow(&data, self.parts(resource))?)
            }
            "dataflow" | "datastructure" | "contentconstraint" | "conceptscheme" => {
                Err(Fault::NotDone(format!("name one: there is no list of each {resource}")))
            }
            _ => Err(Fault::NotDone(
                "the resources are dataflow, datastructure, codelist, conceptscheme, contentconstraint and data"
                    .to_owned(),
            )),
        }
    }

    /// What a resource is made of, and what it refers to as far as that is asked for.
    fn parts(&self, resource: &str) -> Parts {
        let references = text(&self.params, "references").unwrap_or("none").to_ascii_lowercase();
        let own = match resource {
            "dataflow" => Parts { dataflow: true, ..Parts::NONE },
            "datastructure" => Parts { data_structure: true, ..Parts::NONE },
            "conceptscheme" => Parts { concepts: true, ..Parts::NONE },
            _ => Parts { constraint: true, ..Parts::NONE },
        };
        let below = Parts { codelists: true, concepts: true, ..Parts::NONE };
        let further = match (references.as_str(), resource) {
            ("all", _) => Parts::ALL,
            ("children", "dataflow") => Parts { data_structure: true, ..Parts::NONE },
            ("descendants", "dataflow") => Parts { data_structure: true, ..below },
            ("children" | "descendants", "datastructure") => below,
            ("children", "contentconstraint") => Parts { dataflow: true, ..Parts::NONE },
            ("descendants", "contentconstraint") => Parts { dataflow: true, data_structure: true, ..below },
            ("parents", "datastructure") => Parts { dataflow: true, ..Parts::NONE },
            ("parents", "dataflow") => Parts { constraint: true, ..Parts::NONE },
            ("parentsandsiblings", "datastructure") => Parts { dataflow: true, ..Parts::NONE },
            _ => Parts::NONE,
        };
        Parts {
            dataflow: own.dataflow || further.dataflow,
            codelists: own.codelists || further.codelists,
            concepts: own.concepts || further.concepts,
            data_structure: own.data_structure || further.data_structure,
            constraint: own.constraint || further.constraint,
        }
    }

    fn flows(&self) -> Result<Response, Fault> {
        let cards = flow::cards(&self.api.catalogue)?;
        let as_json =
            asks(&self.params, "format", "json") || accepted(&self.headers, &[JSON_STAT, STRUCTURE]) == Some(JSON_STAT);
        if as_json {
            let body = collection(&cards, &format!("{}{ROOT}/statistics/1.0/data", self.origin))?;
            return Ok(tagged(&self.headers, body.into(), HeaderValue::from_static(JSON_STAT)));
        }
        let names: Vec<FlowName<'_>> =
            cards.iter().map(|card| FlowName { id: &card.measure, title: &card.title, title_lang: "en" }).collect();
        let prepared = cards.iter().map(|card| card.updated).max().unwrap_or(self.api.started);
        self.xml(structure::flows(&names, &prepared.to_string())?)
    }

    /// The code list of a dimension of a dataflow, or the shared list of a dimension.
    fn codelist(&self, id: &str) -> Result<Response, Fault> {
        let lang = lang(&self.params);
        let scoped = id.strip_prefix("CL_").unwrap_or(id);
        for known in self.api.catalogue.measures()? {
            let flow = emn_export::sdmx::flow_id(known.id.as_str());
            let dimension = scoped.get(flow.len()..).and_then(|rest| rest.strip_prefix('_'));
            if let Some(dimension) = dimension
                && names_flow(&scoped[..flow.len()], &flow)
            {
                let data = flow::dataset(&self.api.catalogue, &known.id, &lang)?;
                if let Some((name, codes)) = structure::list_of(&data, dimension) {
                    return self.list(&NamedList { id, name: &name, lang: &data.lang, codes: &codes });
                }
            }
        }
        let wanted = [lang.as_str()];
        let lists = CodeLists::shipped();
        let shared = lists.dimensions().find(|list| list.id.eq_ignore_ascii_case(scoped));
        let mut codes: Vec<(String, String)> = Vec::new();
        if let Some(list) = shared {
            let label = |code: &str| lists.label(&list.id, code, &wanted).unwrap_or(code).to_owned();
            codes.extend(list.codes.iter().map(|listed| (listed.code.clone(), label(&listed.code))));
        }
        if scoped.eq_ignore_ascii_case("geo") || scoped.eq_ignore_ascii_case("citizen") {
            codes.extend(lists.countries().map(|country| (country.eurostat.clone(), country.name(&wanted).to_owned())));
        }
        if codes.is_empty() {
            return Err(Fault::Nothing(format!("there is no code list `{}`", id.chars().take(80).collect::<String>())));
        }
        let name = shared.and_then(|list| list.label.best(&wanted)).map_or(scoped, |(_, name)| name);
        self.list(&NamedList { id, name, lang: &lang, codes: &codes })
    }

    fn list(&self, list: &NamedList<'_>) -> Result<Response, Fault> {
        if asks(&self.params, "format", "tsv") {
            let line = |(code, label): &(String, String)| format!("{code}\t{}\r\n", emn_export::text::line(label));
            let text: String = list.codes.iter().map(line).collect();
            return file(&self.headers, &self.params, text.into_bytes(), TSV);
        }
        self.xml(structure::codelist(list, &self.api.started.to_string())?)
    }

    fn xml(&self, body: Vec<u8>) -> Result<Response, Fault> {
        file(&self.headers, &self.params, body, STRUCTURE)
    }

    fn dataset(&self, id: &str) -> Result<Dataset, Fault> {
        let measure = flow::measure(&self.api.catalogue, id)?;
        flow::dataset(&self.api.catalogue, &measure, &lang(&self.params))
    }

    fn data(&self, flow_ref: &str, key: &str) -> Result<Response, Fault> {
        let parts: Vec<&str> = flow_ref.split(',').collect();
        let id = match parts.as_slice() {
            [id] => id,
            [agency, id] | [agency, id, _] => {
                check_agency(agency)?;
                id
            }
            _ => return Err(Fault::Wrong("a dataflow is named by its id, or by agency, id and version".to_owned())),
        };
        let data = self.dataset(id)?;
        let mut selection = Selection::default();
        selection.key(&data, key)?;
        if let Some(since) = text(&self.params, "startPeriod") {
            selection.since(since)?;
        }
        if let Some(until) = text(&self.params, "endPeriod") {
            selection.until(until)?;
        }
        let data = data.selected(&selection);
        if data.observations.is_empty() {
            return Err(Fault::Nothing("no figure fits the key and the periods".to_owned()));
        }
        let form = self.form()?;
        let bytes = match form {
            CSV_1 => csv_1(&data)?,
            CSV_2 => csv::dataset(&data)?,
            TSV => tsv(&data),
            JSON_STAT => json_stat::dataset(&data.pruned())?,
            _ => generic(&data, self.view(), self.detail())?,
        };
        file(&self.headers, &self.params, bytes, form)
    }

    fn view(&self) -> View {
        if asks(&self.params, "dimensionAtObservation", "AllDimensions") { View::Flat } else { View::Series }
    }

    fn detail(&self) -> Detail {
        match text(&self.params, "detail").unwrap_or_default().to_ascii_lowercase().as_str() {
            "dataonly" => Detail::DataOnly,
            "serieskeysonly" | "nodata" => Detail::SeriesKeys,
            _ => Detail::Full,
        }
    }

    /// The media type of the answer: as the parameter `format` says, else as the caller accepts.
    fn form(&self) -> Result<&'static str, Fault> {
        let none = || Fault::NoForm("the forms are generic data, SDMX-CSV, TSV and JSON-stat".to_owned());
        if let Some(format) = text(&self.params, "format") {
            return match format.to_ascii_lowercase().as_str() {
                "json" | "json-stat" => Ok(JSON_STAT),
                "tsv" => Ok(TSV),
                "sdmx-csv" | "csv" if text(&self.params, "formatVersion").is_some_and(|of| of.starts_with('2')) => {
                    Ok(CSV_2)
                }
                "sdmx-csv" | "csv" => Ok(CSV_1),
                "genericdata" | "sdmx_2.1_generic" | "generic" | "xml" => Ok(GENERIC),
                _ => Err(none()),
            };
        }
        match accepted(
            &self.headers,
            &[GENERIC, CSV_1, CSV_2, TSV, JSON_STAT, "text/csv", "application/xml", SPECIFIC, "*/*"],
        ) {
            Some("text/csv") => Ok(CSV_1),
            Some(SPECIFIC) => Err(none()),
            Some("application/xml" | "*/*") | None => Ok(GENERIC),
            Some(form) => Ok(form),
        }
    }
}

/// All figures are handed out by one agency. Programs made for Eurostat say its name.
fn check_agency(agency: &str) -> Result<(), Fault> {
    if [AGENCY, "ESTAT", "all", "*"].iter().any(|known| known.eq_ignore_ascii_case(agency)) {
        return Ok(());
    }
    Err(Fault::Nothing(format!("the agency is {AGENCY}, not `{}`", agency.chars().take(40).collect::<String>())))
}
