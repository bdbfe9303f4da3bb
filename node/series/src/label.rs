//! What codes of an answer are called.

use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::record::Code;

use crate::cube::Cube;

/// The label of a code on an axis in the first of `wanted` languages that there is: from the shared lists, else from
/// the newest table that has its own (with `public_only` of a public record), else the code itself. Members that are
/// countries are called like them.
pub fn code_label(cube: &Cube, axis: &Code, code: &Code, wanted: &[&str], public_only: bool) -> String {
    let lists = CodeLists::shipped();
    let (id, text) = (axis.as_str(), code.as_str());
    if id == TIME_PERIOD {
        return text.replace("..", "–");
    }
    let list = if id == "member" { "geo" } else { id };
    let shared = lists.label(list, text, wanted).map(str::to_owned);
    let country = || lists.country(text).filter(|_| list == "geo").map(|country| country.name(wanted).to_owned());
    let own = || {
        cube.own_label(axis, code, public_only).and_then(|label| label.best(wanted)).map(|(_, text)| text.to_owned())
    };
    shared.or_else(country).or_else(own).unwrap_or_else(|| text.to_owned())
}

/// The name of an axis in the first of `wanted` languages that there is: the shared list's, else its id.
pub fn axis_label<'a>(axis: &'a Code, wanted: &[&str]) -> &'a str {
    let list = CodeLists::shipped().list(axis.as_str());
    list.and_then(|list| list.label.best(wanted)).map_or(axis.as_str(), |(_, label)| label)
}
