//! Labels of axes and codes, from the shared lists, the countries, the vocabulary and what tables say themselves.

use std::collections::BTreeMap;

use emn_protocol::codelist::CodeLists;
use emn_protocol::record::{Code, FLAG_LETTERS, MultiText};
use emn_protocol::time::Period;
use emn_protocol::topics::Vocabulary;

use super::{Axis, GEO, Role, TIME_PERIOD};
use crate::words::Words;

/// Dimensions whose codes are countries.
const COUNTRIES: [&str; 2] = [GEO, "citizen"];

/// The code that Eurostat writes for a country: EL and UK, not GR and GB. Other codes stay.
pub(super) fn eurostat(code: &Code) -> Code {
    let listed = CodeLists::shipped().country(code.as_str());
    listed.and_then(|country| country.eurostat.parse().ok()).unwrap_or_else(|| code.clone())
}

/// Eurostat's codes for all codes of a dimension; unchanged where two of them would become the same.
pub(super) fn eurostat_codes(dimension: &str, codes: &[Code]) -> Vec<Code> {
    if !COUNTRIES.contains(&dimension) {
        return codes.to_vec();
    }
    let changed: Vec<Code> = codes.iter().map(eurostat).collect();
    let distinct: std::collections::BTreeSet<&Code> = changed.iter().collect();
    if distinct.len() == codes.len() { changed } else { codes.to_vec() }
}

/// The name of a country by its code (ISO or Eurostat's), or of a member that is one; else the code.
pub fn country<'a>(code: &'a str, wanted: &[&str]) -> &'a str {
    let lists = CodeLists::shipped();
    lists.country(code).or_else(|| lists.country_by_eurostat(code)).map_or(code, |country| country.name(wanted))
}

/// What a flag means.
pub fn flag_meaning<'a>(letter: char, wanted: &[&str]) -> &'a str {
    let listed = CodeLists::shipped().label("OBS_FLAG", letter.encode_utf8(&mut [0; 4]), wanted);
    let own = || FLAG_LETTERS.iter().find(|(known, _)| *known == letter).map(|(_, meaning)| *meaning);
    let rounded = (letter == 'o').then(|| Words::of(wanted).rounded);
    rounded.or(listed).or_else(own).unwrap_or_default()
}

/// The name of a unit, else its code.
pub fn unit_label<'a>(unit: &'a Code, wanted: &[&str]) -> &'a str {
    CodeLists::shipped().label("unit", unit.as_str(), wanted).unwrap_or_else(|| unit.as_str())
}

/// The name of an axis.
pub(super) fn axis_label(id: &str, wanted: &[&str]) -> String {
    let words = Words::of(wanted);
    match id {
        "member" => words.member.to_owned(),
        "topic" | "topics" => words.topic.to_owned(),
        _ => {
            let listed = CodeLists::shipped().list(id).and_then(|list| list.label.best(wanted));
            listed.map_or(id, |(_, label)| label).to_owned()
        }
    }
}

/// The name of a code on an axis; `own` are labels that its table gives.
pub(super) fn code_label(axis: &str, code: &Code, own: Option<&MultiText>, wanted: &[&str]) -> String {
    let text = code.as_str();
    let shared = CodeLists::shipped().label(axis, text, wanted);
    let topic = || matches!(axis, "topic" | "topics").then(|| Vocabulary::shipped().label(text, wanted));
    let member = || (axis == "member").then(|| country(text, wanted));
    let own = || own.and_then(|label| label.best(wanted)).map(|(_, label)| label);
    shared.or_else(topic).or_else(member).or_else(own).unwrap_or(text).to_owned()
}

/// What an axis is. An axis of periods has nothing but periods on it.
pub(super) fn role(id: &str, codes: &[Code]) -> Role {
    match id {
        GEO => Role::Geo,
        TIME_PERIOD if codes.iter().all(|code| code.as_str().parse::<Period>().is_ok()) => Role::Time,
        _ => Role::Other,
    }
}

/// An axis with these codes, in this order.
pub(super) fn axis(id: &Code, codes: &[Code], own: &BTreeMap<u32, &MultiText>, wanted: &[&str]) -> Axis {
    let written = eurostat_codes(id.as_str(), codes);
    let label = |(position, code): (u32, &Code)| code_label(id.as_str(), code, own.get(&position).copied(), wanted);
    Axis {
        id: id.clone(),
        label: axis_label(id.as_str(), wanted),
        role: role(id.as_str(), codes),
        codes: (0..).zip(&written).map(|at| (at.1.clone(), label(at))).collect(),
    }
}

/// Where codes of an axis stand in the order that readers know: totals and groups as in the shared lists, then the rest
/// by code. Periods and countries are in the order of their codes.
pub(super) fn sorted(axis: &str, mut codes: Vec<Code>) -> Vec<Code> {
    let list = CodeLists::shipped().list(axis);
    let place = |code: &Code| {
        let listed = list.and_then(|list| list.codes.iter().position(|listed| listed.code == code.as_str()));
        listed.unwrap_or(usize::MAX)
    };
    codes.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.cmp(b)));
    codes.dedup();
    codes
}
