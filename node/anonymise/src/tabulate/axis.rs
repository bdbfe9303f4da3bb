//! The codes of a dimension, in order, and what adds up to what.

use std::collections::{BTreeMap, BTreeSet};

use emn_protocol::codelist::CodeLists;
use emn_protocol::record::{Code, CodeLabel, Dimension, Lang, MultiText, Sum};

use super::calendar;
use super::coder::Coder;
use super::column::Classes;
use super::mapping::{DimensionMapping, Kind, Level, UNKNOWN};

/// A dimension of the table, and which classes each of its codes counts.
pub(super) struct Axis {
    pub(super) dimension: Dimension,
    /// Of each code: the classes, ascending. No class twice.
    pub(super) members: Vec<Vec<usize>>,
}

/// Sums that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    /// The code it is about.
    pub(super) code: Option<Code>,
    pub(super) problem: String,
    pub(super) advice: String,
}

fn wrong(code: &str, problem: String, advice: &str) -> Wrong {
    Wrong { code: code.parse().ok(), problem, advice: advice.to_owned() }
}

/// A code of all time.
const ALL: &str = "TOTAL";

/// Codes and sums while they are put together. A sum is a code and one list of its parts.
struct Tree {
    leaves: BTreeSet<String>,
    sums: Vec<(String, Vec<String>)>,
    labels: BTreeMap<String, MultiText>,
    total: Option<String>,
}

/// Checks the sums of a mapping over all codes that it lists.
pub(super) fn declared(dimension: &DimensionMapping) -> Result<(), Wrong> {
    let tree = category(dimension, &BTreeSet::new(), &|_| true);
    let tree = Tree { sums: tree.sums, ..tree };
    if dimension.adds_up() { tree.check().map(|_| ()) } else { tree.spans().map(|_| ()) }
}

/// The axis of a dimension that occurs with these classes.
pub(super) fn build(coder: &Coder<'_>, classes: &Classes, limit: usize) -> Result<Axis, Wrong> {
    let dimension = coder.dimension;
    let occurring: BTreeSet<String> =
        classes.list.iter().flatten().filter(|code| !dimension.adds_up() || !coder.is_sum(code)).cloned().collect();
    let tree = match dimension.kind {
        Kind::Date => periods(coder, &occurring, limit)?,
        _ => category(dimension, &occurring, &|code| coder.kept(code)),
    };
    let spans = if dimension.adds_up() { tree.check()? } else { tree.spans()? };
    if spans.len() > limit {
        let problem = format!("`{}` has {} codes, and {limit} are allowed", dimension.id, spans.len());
        return Err(wrong("", problem, "map its values to fewer codes"));
    }
    axis(dimension, &tree, &spans, classes, coder)
}

/// The axis of a dimension that the table only has since it is filtered by one code of it.
pub(super) fn single(coder: &Coder<'_>, classes: &Classes, code: &Code) -> Axis {
    let labels = coder.dimension.labels.get(code).map(|label| CodeLabel { code: 0, label: label.clone() });
    let dimension = Dimension {
        id: coder.dimension.id.clone(),
        codes: vec![code.clone()],
        labels: labels.into_iter().collect(),
        sums: Vec::new(),
    };
    Axis { dimension, members: vec![leaves(coder, classes)] }
}

/// The classes that are no sums of others.
pub(super) fn leaves(coder: &Coder<'_>, classes: &Classes) -> Vec<usize> {
    let leaf = |codes: &&Vec<String>| !coder.dimension.adds_up() || !codes.iter().any(|code| coder.is_sum(code));
    classes.list.iter().enumerate().filter(|(_, codes)| leaf(codes)).map(|(class, _)| class).collect()
}

fn category(dimension: &DimensionMapping, occurring: &BTreeSet<String>, kept: &dyn Fn(&str) -> bool) -> Tree {
    let texts = |codes: &[Code]| codes.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut leaves: BTreeSet<String> = occurring.clone();
    leaves.extend(texts(&dimension.codes));
    if !dimension.shared || occurring.is_empty() {
        leaves.extend(dimension.values.keys().map(ToString::to_string).filter(|code| code != UNKNOWN));
        leaves.extend(dimension.parts.values().flat_map(|parts| parts.lists().iter().flat_map(|list| texts(list))));
    }
    if dimension.adds_up() {
        leaves.retain(|code| !dimension.is_aggregate(code));
    } else {
        leaves.extend(dimension.parts.keys().chain(&dimension.total).map(ToString::to_string));
    }
    leaves.retain(|code| kept(code));
    let mut sums: Vec<(String, Vec<String>)> = Vec::new();
    for (parent, lists) in &dimension.parts {
        for list in lists.lists() {
            sums.push((parent.to_string(), texts(list)));
        }
    }
    prune(&mut sums, &leaves, dimension, kept);
    let total = dimension.total.as_ref().map(ToString::to_string).filter(|total| kept(total));
    if let Some(total) = &total {
        let explicit = sums.iter().any(|(parent, _)| parent == total);
        let below: BTreeSet<&String> =
            sums.iter().filter(|(parent, _)| parent != total).flat_map(|(_, parts)| parts).collect();
        let parents: BTreeSet<&String> =
            sums.iter().map(|(parent, _)| parent).filter(|parent| *parent != total).collect();
        let rest: Vec<String> =
            leaves.iter().chain(parents).filter(|code| !below.contains(code) && *code != total).cloned().collect();
        if !explicit && !rest.is_empty() {
            sums.push((total.clone(), rest));
        } else if leaves.contains(UNKNOWN) && !sums.iter().any(|(_, parts)| parts.iter().any(|part| part == UNKNOWN)) {
            // What is not known belongs to the whole, in whichever way it is divided.
            sums.iter_mut().filter(|(parent, _)| parent == total).for_each(|(_, parts)| parts.push(UNKNOWN.to_owned()));
        }
    }
    let mut labels = BTreeMap::new();
    for (code, label) in [(Some(UNKNOWN), "not known"), (total.as_deref(), "total")] {
        let code = code.filter(|code| !CodeLists::shipped().knows(dimension.id.as_str(), code));
        labels.extend(code.map(|code| (code.to_owned(), english(label))));
    }
    labels.extend(dimension.labels.iter().map(|(code, label)| (code.to_string(), label.clone())));
    Tree { leaves, sums, labels, total }
}

/// Leaves out of the sums what the table does not have.
fn prune(
    sums: &mut Vec<(String, Vec<String>)>,
    leaves: &BTreeSet<String>,
    dimension: &DimensionMapping,
    kept: &dyn Fn(&str) -> bool,
) {
    sums.retain(|(parent, _)| kept(parent));
    loop {
        let parents: BTreeSet<String> = sums.iter().map(|(parent, _)| parent.clone()).collect();
        let there = |code: &String| {
            leaves.contains(code) || parents.contains(code) || (dimension.is_aggregate(code) && !dimension.shared)
        };
        let before = sums.len();
        for (_, parts) in sums.iter_mut() {
            parts.retain(there);
        }
        sums.retain(|(_, parts)| !parts.is_empty());
        if sums.len() == before {
            return;
        }
    }
}

fn periods(coder: &Coder<'_>, occurring: &BTreeSet<String>, limit: usize) -> Result<Tree, Wrong> {
    let dimension = coder.dimension;
    let mut levels = dimension.levels.iter().copied();
    let finest = levels.next().unwrap_or(Level::Year);
    let codes = occurring.iter().map(String::as_str).filter(|code| *code != UNKNOWN);
    let days = calendar::without_gaps(codes, limit).ok_or_else(|| {
        let problem = format!("the dates span more than {limit} periods");
        wrong("", problem, "look for a mistyped year, or count by longer periods")
    })?;
    let code = |day: &calendar::Day, level| day.code(level).unwrap_or_default();
    let mut leaves: BTreeSet<String> =
        days.iter().map(|day| code(day, finest)).filter(|code| coder.kept(code)).collect();
    leaves.extend(occurring.iter().cloned());
    let mut sums: Vec<(String, Vec<String>)> = Vec::new();
    let mut below = finest;
    for level in levels.filter(|level| *level != Level::All) {
        let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for day in days.iter().filter(|day| leaves.contains(&code(day, finest))) {
            parts.entry(code(day, level)).or_default().insert(code(day, below));
        }
        // A year of which the filter leaves out a quarter is no year.
        let whole = parts.into_iter().filter(|(parent, _)| coder.kept(parent));
        sums.extend(whole.map(|(parent, parts)| (parent, parts.into_iter().collect())));
        below = level;
    }
    let mut labels = BTreeMap::new();
    let mut total = None;
    if dimension.levels.contains(&Level::All) && leaves.len() > 1 && coder.keep.is_none() {
        let of = |day: Option<&calendar::Day>| day.map(|day| code(day, below)).unwrap_or_default();
        let mut top: BTreeSet<String> = days.iter().map(|day| code(day, below)).collect();
        top.extend(leaves.get(UNKNOWN).cloned());
        sums.push((ALL.to_owned(), top.into_iter().collect()));
        total = Some(ALL.to_owned());
        labels.insert(ALL.to_owned(), english(&format!("{} to {}", of(days.first()), of(days.last()))));
    }
    if leaves.contains(UNKNOWN) {
        labels.insert(UNKNOWN.to_owned(), english("period not known"));
    }
    labels.extend(dimension.labels.iter().map(|(code, label)| (code.to_string(), label.clone())));
    Ok(Tree { leaves, sums, labels, total })
}

fn english(text: &str) -> MultiText {
    "en".parse::<Lang>().ok().map(|lang| (lang, text)).into_iter().collect()
}

impl Tree {
    /// The leaves below each code.
    fn spans(&self) -> Result<BTreeMap<String, BTreeSet<String>>, Wrong> {
        let mut spans: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut waiting: Vec<&String> = self.leaves.iter().chain(self.sums.iter().map(|(parent, _)| parent)).collect();
        waiting.sort_unstable();
        waiting.dedup();
        // As long as some code has all its parts known; what is left then is its own part.
        while !waiting.is_empty() {
            let before = waiting.len();
            waiting.retain(|code| {
                let mut lists =
                    self.sums.iter().filter(|(parent, _)| parent == *code).map(|(_, parts)| parts).peekable();
                if lists.peek().is_none() {
                    spans.insert((*code).clone(), BTreeSet::from([(*code).clone()]));
                    return false;
                }
                let parts: Option<Vec<&BTreeSet<String>>> = lists.flatten().map(|part| spans.get(part)).collect();
                let Some(parts) = parts else { return true };
                let span = parts.into_iter().flatten().cloned().collect();
                spans.insert((*code).clone(), span);
                false
            });
            if waiting.len() == before {
                let code = waiting[0];
                let problem = format!("`{code}` is, over some path, a part of itself, or has a part that is not there");
                return Err(wrong(code, problem, "correct the lists in [dimension.parts]"));
            }
        }
        Ok(spans)
    }

    /// As [`Self::spans`]; and every sum is exhaustive and counts nobody twice.
    fn check(&self) -> Result<BTreeMap<String, BTreeSet<String>>, Wrong> {
        let spans = self.spans()?;
        for (parent, parts) in &self.sums {
            let mut owner: BTreeMap<&String, &String> = BTreeMap::new();
            for part in parts {
                for leaf in spans.get(part).into_iter().flatten() {
                    if let Some(other) = owner.insert(leaf, part) {
                        let problem = if other == part {
                            format!("`{part}` is there twice below `{parent}`")
                        } else {
                            format!("`{leaf}` is in `{other}` and in `{part}`, so `{parent}` would count it twice")
                        };
                        let advice = "a code is part of one code in each way of dividing another";
                        return Err(wrong(parent, problem, advice));
                    }
                }
            }
            let whole = spans.get(parent).map_or(0, BTreeSet::len);
            if owner.len() != whole {
                let missing = spans.get(parent).into_iter().flatten().find(|leaf| !owner.contains_key(leaf));
                let missing = missing.map_or("", String::as_str);
                let problem = format!("the ways of dividing `{parent}` differ: `{missing}` is in one of them only");
                return Err(wrong(parent, problem, "every way of dividing a code has to cover all of it"));
            }
        }
        if let Some(total) = &self.total
            && let Some(span) = spans.get(total)
            && let Some(outside) = self.leaves.iter().find(|leaf| !span.contains(*leaf))
        {
            let problem = format!("`{outside}` is in no sum that leads to `{total}`");
            return Err(wrong(
                total,
                problem,
                "name it among the parts, or leave the total without parts: then it is all",
            ));
        }
        Ok(spans)
    }
}

fn axis(
    dimension: &DimensionMapping,
    tree: &Tree,
    spans: &BTreeMap<String, BTreeSet<String>>,
    classes: &Classes,
    coder: &Coder<'_>,
) -> Result<Axis, Wrong> {
    let order = ordered(dimension, tree, spans);
    let position: BTreeMap<&str, u32> = order.iter().map(String::as_str).zip(0u32..).collect();
    let codes = order.iter().map(|code| code.parse::<Code>()).collect::<Result<Vec<_>, _>>();
    let codes = codes.map_err(|error| wrong("", error.to_string(), "correct the mapping"))?;
    let counts_all = |code: &str| !dimension.adds_up() && tree.total.as_deref() == Some(code) && coder.counts_persons();
    let members = order
        .iter()
        .map(|code| {
            let span = spans.get(code);
            let own = |codes: &Vec<String>| {
                if dimension.adds_up() {
                    codes.iter().any(|code| span.is_some_and(|span| span.contains(code)) && !coder.is_sum(code))
                } else if coder.counts_persons() {
                    counts_all(code) || codes.iter().any(|own| span.is_some_and(|span| span.contains(own)))
                } else {
                    codes.contains(code)
                }
            };
            classes.list.iter().enumerate().filter(|(_, codes)| own(codes)).map(|(class, _)| class).collect()
        })
        .collect();
    let mut sums: Vec<Sum> = Vec::new();
    for (parent, parts) in tree.sums.iter().filter(|_| dimension.adds_up()) {
        let Some(total) = position.get(parent.as_str()) else { continue };
        let mut parts: Vec<u32> = parts.iter().filter_map(|part| position.get(part.as_str())).copied().collect();
        parts.sort_unstable();
        sums.push(Sum { total: *total, parts });
    }
    sums.sort_by(|a, b| (a.total, &a.parts).cmp(&(b.total, &b.parts)));
    sums.dedup();
    let labels = order
        .iter()
        .zip(0u32..)
        .filter_map(|(code, at)| tree.labels.get(code).map(|label| CodeLabel { code: at, label: label.clone() }));
    let labels = labels.collect();
    Ok(Axis { dimension: Dimension { id: dimension.id.clone(), codes, labels, sums }, members })
}

/// The codes as the mapping orders them; else sums before their parts, and all in the usual order.
fn ordered(dimension: &DimensionMapping, tree: &Tree, spans: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let listed: BTreeMap<&str, usize> = dimension.codes.iter().map(Code::as_str).zip(0..).collect();
    if spans.keys().all(|code| listed.contains_key(code.as_str())) {
        let mut all: Vec<String> = spans.keys().cloned().collect();
        all.sort_by_key(|code| listed.get(code.as_str()));
        return all;
    }
    let usual: BTreeMap<&str, usize> = CodeLists::shipped()
        .list(dimension.id.as_str())
        .map(|list| list.codes.iter().map(|listed| listed.code.as_str()).zip(0..).collect())
        .unwrap_or_default();
    // A sum that the mapping does not list stands where the first of its parts does.
    let place = |code: &String| {
        let parts = spans.get(code).into_iter().flatten().filter_map(|leaf| listed.get(leaf.as_str()));
        listed.get(code.as_str()).or(parts.min()).copied().unwrap_or(usize::MAX)
    };
    let rank = |code: &String| {
        let usual = usual.get(code.as_str()).copied().unwrap_or(usize::MAX);
        (tree.total.as_ref() != Some(code), code == UNKNOWN, place(code), usual, code.clone())
    };
    let below: BTreeSet<&String> = tree.sums.iter().flat_map(|(_, parts)| parts).collect();
    let mut order = Vec::new();
    let mut done = BTreeSet::new();
    let mut waiting: Vec<&String> = spans.keys().filter(|code| !below.contains(code)).collect();
    waiting.sort_by_key(|code| std::cmp::Reverse(rank(code)));
    while let Some(code) = waiting.pop() {
        if !done.insert(code) {
            continue;
        }
        order.push(code.clone());
        let lists = tree.sums.iter().filter(|(parent, _)| parent == code).map(|(_, parts)| parts);
        let mut parts: Vec<&String> = lists.flatten().collect();
        parts.sort_by_key(|part| std::cmp::Reverse(rank(part)));
        waiting.extend(parts);
    }
    order
}
