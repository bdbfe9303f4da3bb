//! One dimension of a suggested mapping.

use std::collections::{BTreeMap, BTreeSet};

use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use emn_protocol::record::{Code, Lang, MultiText};

use super::{Question, question, words};
use crate::read::Limits;
use crate::tabulate::calendar;
use crate::tabulate::mapping::{DateOrder, DimensionMapping, Kind, Level, Partitions, UNKNOWN, age_band};

/// More categories than these are none.
const CATEGORIES: usize = 60;

/// What a column with these values may mean.
pub(super) fn of(
    id: Code,
    column: &str,
    values: &BTreeMap<String, u64>,
    questions: &mut Vec<Question>,
) -> DimensionMapping {
    let mut dimension = DimensionMapping::new(id.clone(), column);
    dimension.unknown = values.keys().filter(|value| words::means_unknown(value)).cloned().collect();
    doubtful(&mut dimension, values, questions);
    let known: BTreeMap<&str, u64> = values
        .iter()
        .filter(|(value, _)| !value.is_empty() && !dimension.unknown.contains(value))
        .map(|(value, rows)| (value.as_str(), *rows))
        .collect();
    let done = match id.as_str() {
        TIME_PERIOD => time(&mut dimension, &known, questions),
        "age" => ages(&mut dimension, &known, questions),
        "citizen" | "geo" => {
            dimension.shared = true;
            false
        }
        _ => false,
    };
    if !done {
        categories(&mut dimension, &known, questions);
    }
    if dimension.kind == Kind::Category {
        dimension.total = total(&dimension);
    }
    dimension
}

/// Values that may or may not mean «not known».
fn doubtful(dimension: &mut DimensionMapping, values: &BTreeMap<String, u64>, questions: &mut Vec<Question>) {
    let id = dimension.id.as_str().to_owned();
    let mut ask = |text: &str| questions.push(question(&id, Some(&dimension.column), text.to_owned()));
    if matches!(id.as_str(), "citizen" | "geo") && values.contains_key("NA") {
        ask("`NA` is the code of Namibia, and what some programs write for «not known»: correct `unknown` if need be");
        // A program that leaves missing values blank does not write NA for them.
        if values.contains_key("") {
            dimension.unknown.retain(|value| value != "NA");
        }
    }
    if id == "age" && values.contains_key("99") {
        ask("`99` may be an age or mean «not known»: write it into `unknown` if it does");
    }
}

fn code(text: &str) -> Option<Code> {
    text.parse().ok()
}

/// The usual code for «all».
fn total(dimension: &DimensionMapping) -> Option<Code> {
    let lists = CodeLists::shipped();
    let usual = match lists.list(dimension.id.as_str()) {
        Some(list) if !list.codes.is_empty() => {
            let is_root = |code: &str| list.codes.iter().any(|listed| listed.parent.as_deref() == Some(code));
            let root = list.codes.iter().find(|listed| listed.parent.is_none() && is_root(&listed.code))?;
            root.code.as_str()
        }
        _ => "TOTAL",
    };
    code(usual).filter(|total| !dimension.values.contains_key(total))
}

fn time(dimension: &mut DimensionMapping, known: &BTreeMap<&str, u64>, questions: &mut Vec<Question>) -> bool {
    let fits = |order| !known.is_empty() && known.keys().all(|value| calendar::parse(value, order).is_some());
    let orders: Vec<DateOrder> =
        [DateOrder::Ymd, DateOrder::Dmy, DateOrder::Mdy].into_iter().filter(|order| fits(*order)).collect();
    let Some(order) = orders.first().copied() else { return false };
    dimension.kind = Kind::Date;
    dimension.order = order;
    if orders.len() > 1 {
        let text = "day and month may be exchanged: set order = \"dmy\" or \"mdy\"";
        questions.push(question(TIME_PERIOD, Some(&dimension.column), text.to_owned()));
    }
    let days = known.keys().filter_map(|value| calendar::parse(value, order));
    dimension.levels = match days.map(calendar::Day::level).max() {
        Some(Level::Month | Level::Quarter) => vec![Level::Quarter, Level::Year, Level::All],
        _ => vec![Level::Year, Level::All],
    };
    true
}

fn ages(dimension: &mut DimensionMapping, known: &BTreeMap<&str, u64>, questions: &mut Vec<Question>) -> bool {
    let numbers: Option<Vec<u32>> = known
        .keys()
        .map(|value| value.bytes().all(|byte| byte.is_ascii_digit()).then(|| value.parse().ok()).flatten())
        .collect();
    let numbers = numbers.filter(|numbers| !numbers.is_empty());
    let orders = [DateOrder::Ymd, DateOrder::Dmy, DateOrder::Mdy];
    let fits = |order: &DateOrder| known.keys().all(|value| calendar::parse(value, *order).is_some());
    let order = orders.into_iter().find(fits).filter(|_| !known.is_empty());
    match (numbers, order) {
        (Some(numbers), _) if numbers.iter().all(|number| *number <= 120) => dimension.kind = Kind::Age,
        (Some(numbers), _) if !numbers.iter().all(|number| (1880..=2200).contains(number)) => return false,
        (_, Some(order)) => {
            dimension.kind = Kind::Birth;
            dimension.order = order;
            let text = "these are births: set `at` to the column of the date at which the age counts, or `year` to one \
                        year for all";
            questions.push(question("age", Some(&dimension.column), text.to_owned()));
        }
        _ => return age_groups(dimension, known),
    }
    let codes = |texts: &[&str]| texts.iter().filter_map(|text| code(text)).collect::<Vec<_>>();
    dimension.codes = codes(&["Y_LT14", "Y14-17", "Y18-34", "Y35-64", "Y_GE65"]);
    dimension.total = code("TOTAL");
    for (parent, parts) in [("Y_LT18", &["Y_LT14", "Y14-17"][..]), ("Y_GE18", &["Y18-34", "Y35-64", "Y_GE65"])] {
        dimension.parts.extend(code(parent).map(|parent| (parent, Partitions::One(codes(parts)))));
    }
    true
}

/// Groups such as `Age 18-20`, `9--17`, `48+`, `<18`, with the ages in their codes. Only when all are groups that leave
/// no doubt.
fn age_groups(dimension: &mut DimensionMapping, known: &BTreeMap<&str, u64>) -> bool {
    let mut values: BTreeMap<Code, Vec<String>> = BTreeMap::new();
    for value in known.keys() {
        let found = words::code("age", value).or_else(|| age_group(value)).and_then(|found| code(&found));
        let Some(found) = found else { return false };
        values.entry(found).or_default().push((*value).to_owned());
    }
    let bands: Option<Vec<(u16, u16)>> = values.keys().map(|code| age_band(code.as_str())).collect();
    let Some(mut bands) = bands else { return false };
    bands.sort_unstable();
    if values.is_empty() || bands.windows(2).any(|pair| pair[0].1 >= pair[1].0) {
        return false;
    }
    for found in values.keys() {
        if !CodeLists::shipped().knows("age", found.as_str())
            && let Some((from, to)) = age_band(found.as_str())
        {
            let text = match (from, to) {
                (0, to) => format!("under {} years", to + 1),
                (from, 150) => format!("{from} years or over"),
                (from, to) => format!("{from} to {to} years"),
            };
            dimension.labels.insert(found.clone(), english(&text));
        }
    }
    let mut ordered: Vec<Code> = values.keys().cloned().collect();
    ordered.sort_by_key(|code| age_band(code.as_str()));
    dimension.codes = ordered;
    dimension.values = values;
    true
}

fn age_group(value: &str) -> Option<String> {
    let numbers: Vec<u16> = value
        .split(|c: char| !c.is_ascii_digit())
        .filter(|text| !text.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let has = |marks: &[&str]| marks.iter().any(|mark| value.to_lowercase().contains(mark));
    match numbers.as_slice() {
        [0, to] => Some(format!("Y_LT{}", to + 1)),
        [from, to] if from < to && *to <= 120 => Some(format!("Y{from}-{to}")),
        [from] if value.trim_end().ends_with('+') || has(&[">=", "≥", "over", "older", "ouder", "plus", "älter"]) => {
            Some(format!("Y_GE{from}"))
        }
        [below]
            if value.trim_start().starts_with('<') && !has(&["<="]) || has(&["under", "jonger", "moins", "unter"]) =>
        {
            Some(format!("Y_LT{below}"))
        }
        _ => None,
    }
}

fn english(text: &str) -> MultiText {
    "en".parse::<Lang>().ok().map(|lang| (lang, text)).into_iter().collect()
}

fn categories(dimension: &mut DimensionMapping, known: &BTreeMap<&str, u64>, questions: &mut Vec<Question>) {
    let joined: BTreeMap<String, u64>;
    let mut known: BTreeMap<&str, u64> = known.clone();
    if let Some(separator) = separator(&known) {
        dimension.separator = Some(separator);
        let mut parts: BTreeMap<String, u64> = BTreeMap::new();
        for (value, rows) in &known {
            for part in value.split(separator).map(str::trim).filter(|part| !part.is_empty()) {
                *parts.entry(part.to_owned()).or_insert(0) += rows;
            }
        }
        joined = parts;
        known = joined.iter().map(|(value, rows)| (value.as_str(), *rows)).collect();
    }
    let least = Limits::default().min_frequency;
    let lists = CodeLists::shipped();
    let id = dimension.id.as_str().to_owned();
    let shared = lists.dimension(&id).is_some();
    let few = known.values().filter(|rows| **rows >= least).count() <= CATEGORIES;
    let mut open: Vec<(String, u64)> = Vec::new();
    let mut rare_rows = 0;
    let mut used: BTreeSet<String> = BTreeSet::from([UNKNOWN.to_owned(), "TOTAL".to_owned()]);
    for (value, rows) in known {
        let listed = words::code(&id, value);
        let country = dimension.shared && lists.find_country(value).is_some();
        if country || (dimension.shared && lists.knows(&id, value)) {
            continue;
        }
        // Of a dimension without a shared list, and of a period in other words, the values are the codes.
        let own = || (few && rows >= least && (!shared || id == TIME_PERIOD)).then(|| slug(value, &used));
        match listed.or_else(own).and_then(|text| code(&text)) {
            Some(found) => {
                if !lists.knows(&id, found.as_str()) {
                    dimension.labels.insert(found.clone(), english(value));
                }
                used.insert(found.to_string());
                dimension.values.entry(found).or_default().push(value.to_owned());
            }
            None if rows >= least => open.push((value.to_owned(), rows)),
            None => rare_rows += rows,
        }
    }
    if !open.is_empty() || rare_rows > 0 {
        open.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let text = "some values have no code: write them in [dimension.values], or give all others one code with \
                    [\"*\"]"
            .to_owned();
        questions.push(Question { values: open, rare_rows, ..question(&id, Some(&dimension.column), text) });
    }
}

/// What stands between several values, when its pieces are values of their own too.
fn separator(known: &BTreeMap<&str, u64>) -> Option<char> {
    [';', '|', ',', '/'].into_iter().find(|separator| {
        let several: Vec<&&str> = known.keys().filter(|value| value.contains(*separator)).collect();
        !several.is_empty()
            && several.iter().all(|value| value.split(*separator).all(|part| known.contains_key(part.trim())))
    })
}

/// A code from a value.
fn slug(value: &str, used: &BTreeSet<String>) -> String {
    let mut code = String::new();
    for c in value.chars() {
        let kept = c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        if kept {
            code.push(c.to_ascii_uppercase());
        } else if !code.is_empty() && !code.ends_with('_') {
            code.push('_');
        }
        if code.len() >= 32 {
            break;
        }
    }
    let code = code.trim_end_matches('_');
    let code = if code.is_empty() { "X" } else { code };
    let mut free = code.to_owned();
    let mut number = 2;
    while used.contains(&free) {
        free = format!("{code}_{number}");
        number += 1;
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_groups_of_every_spelling_are_read() {
        for (value, code) in [
            ("Age 18-20", "Y18-20"),
            ("9--17", "Y9-17"),
            ("0-8", "Y_LT9"),
            ("Age 48+", "Y_GE48"),
            ("65 jaar of ouder", "Y_GE65"),
            ("<18", "Y_LT18"),
            ("under 18", "Y_LT18"),
            ("18 bis 24", "Y18-24"),
        ] {
            assert_eq!(age_group(value).as_deref(), Some(code), "{value}");
        }
        for bad in ["", "adult", "<=17", "17", "18-20-22", "99999999"] {
            assert_eq!(age_group(bad), None, "{bad}");
        }
    }

    #[test]
    fn slugs_are_codes_and_differ() {
        let used = BTreeSet::from(["CASE_MANAGEMENT".to_owned()]);
        assert_eq!(slug("Case Management", &used), "CASE_MANAGEMENT_2");
        assert_eq!(slug("é", &used), "X");
        assert!(slug(&"word ".repeat(40), &used).parse::<Code>().is_ok());
    }
}
