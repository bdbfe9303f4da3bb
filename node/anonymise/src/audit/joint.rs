//! The cells of the joint classification of three or more tables, which none of them shows: non-negative unknowns that
//! every table adds up over the dimensions it lacks. Two margins are always those of some joint table; three need not
//! be, and a reader who knows that can narrow down more than the tables say one by one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cells::Cells;
use super::system::{Contradiction, Origin, Said, System, index, merged};
use crate::publication;

/// Inner cells of a joint classification at most.
const INNER: usize = 20_000;

/// Part of a table with one code in each dimension that has no declared total.
struct Slice {
    publication: usize,
    /// Positions of its cells in the table.
    positions: Vec<usize>,
    /// Axes with a total.
    axes: Vec<usize>,
}

/// For each dimension, the parts of each code, as far as declared.
type Parts = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// Adds joint cells to a system.
///
/// # Errors
/// A published cell contradicts others.
pub(super) fn add(
    system: &mut System,
    cells: &Cells<'_>,
    world: &[usize],
    said: &[Option<Said>],
) -> Result<(), Contradiction> {
    let known: HashMap<&str, u32> = (0..).zip(&cells.keys).map(|(cell, key)| (key.as_str(), cell)).collect();
    let mut latent = index(cells.keys.len());
    for (fixed, slices) in slices(cells, world) {
        let sets: BTreeSet<BTreeSet<&str>> = slices.iter().map(|slice| slice.dimensions(cells)).collect();
        let all: BTreeSet<&str> = sets.iter().flatten().copied().collect();
        if sets.len() < 3 || !cross(&sets) {
            continue;
        }
        let (parts, roots) = declared(cells, &slices);
        let mut leaves: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for &dimension in &all {
            let bottom: BTreeSet<String> = roots
                .get(dimension)
                .map(|root| expand(&parts, dimension, root))
                .unwrap_or_default()
                .into_iter()
                .collect();
            leaves.insert(dimension, bottom.into_iter().collect());
        }
        let size = leaves.values().try_fold(1usize, |size, codes| size.checked_mul(codes.len()));
        if size.is_none_or(|size| size == 0 || size > INNER) {
            continue;
        }
        let mut inner: HashMap<String, u32> = HashMap::new();
        let indicator = cells.publications[world[0]].indicator();
        let mut identify = |codes: &BTreeMap<&str, &str>| {
            let mut pairs: BTreeMap<&str, &str> = fixed.iter().map(|(id, code)| (id.as_str(), code.as_str())).collect();
            pairs.extend(codes);
            let key = pairs.iter().fold(indicator.clone(), |key, (id, code)| format!("{key}|{id}={code}"));
            known.get(key.as_str()).copied().unwrap_or_else(|| {
                *inner.entry(key).or_insert_with(|| {
                    latent += 1;
                    latent - 1
                })
            })
        };
        for slice in &slices {
            for &position in &slice.positions {
                let Some(codes) = slice.inner(cells, position, &parts, &leaves) else { continue };
                let own = cells.of[slice.publication][position];
                let parts = product(&codes).iter().map(|codes| (identify(codes), -1)).collect::<Vec<_>>();
                let terms = merged(parts.into_iter().chain([(own, 1)]).collect());
                if !terms.is_empty() {
                    let origin = Origin::Joint { publication: index(slice.publication), position: index(position) };
                    system.add(cells, said, &terms, origin)?;
                }
            }
        }
    }
    Ok(())
}

/// Whether some set of dimensions is not contained in another: otherwise the largest table is the joint one.
fn cross(sets: &BTreeSet<BTreeSet<&str>>) -> bool {
    let all: BTreeSet<&str> = sets.iter().flatten().copied().collect();
    !sets.contains(&all)
}

/// Slices by the codes that are the same for all of their cells.
fn slices(cells: &Cells<'_>, world: &[usize]) -> BTreeMap<Vec<(String, String)>, Vec<Slice>> {
    let mut found: BTreeMap<Vec<(String, String)>, Vec<Slice>> = BTreeMap::new();
    for &at in world {
        let (one, table) = (cells.publications[at], cells.table(at));
        let axes: Vec<usize> = (0..table.dimensions.len())
            .filter(|axis| {
                let dimension = &table.dimensions[*axis];
                let totals = publication::totals(dimension);
                dimension.sums.iter().any(|sum| totals[sum.total as usize])
            })
            .collect();
        let mut own: BTreeMap<Vec<(String, String)>, Vec<usize>> = BTreeMap::new();
        for position in 0..table.values.len() {
            let expanded = |id: &str| axes.iter().any(|axis| table.dimensions[*axis].id.as_str() == id);
            let fixed = one.coordinate(position).into_iter().filter(|(id, _)| !expanded(id));
            own.entry(fixed.map(|(id, code)| (id.to_owned(), code.into_owned())).collect()).or_default().push(position);
        }
        for (fixed, positions) in own {
            found.entry(fixed).or_default().push(Slice { publication: at, positions, axes: axes.clone() });
        }
    }
    found.retain(|_, slices| slices.len() >= 3);
    found
}

/// Declared parts (the first grouping of each code) and totals of all dimensions.
fn declared(cells: &Cells<'_>, slices: &[Slice]) -> (Parts, BTreeMap<String, String>) {
    let (mut parts, mut roots) = (Parts::new(), BTreeMap::new());
    for slice in slices {
        for &axis in &slice.axes {
            let dimension = &cells.table(slice.publication).dimensions[axis];
            let totals = publication::totals(dimension);
            let code = |at: u32| dimension.codes[at as usize].to_string();
            for sum in &dimension.sums {
                if totals[sum.total as usize] {
                    roots.entry(dimension.id.to_string()).or_insert_with(|| code(sum.total));
                }
                let own = parts.entry(dimension.id.to_string()).or_default();
                own.entry(code(sum.total)).or_insert_with(|| sum.parts.iter().map(|part| code(*part)).collect());
            }
        }
    }
    (parts, roots)
}

/// The smallest codes that a code consists of. Sums of different tables may form a circle, so depth is limited.
fn expand(parts: &Parts, dimension: &str, code: &str) -> Vec<String> {
    let Some(own) = parts.get(dimension) else { return vec![code.to_owned()] };
    let mut codes = vec![code.to_owned()];
    for _ in 0..12 {
        if codes.len() > INNER || !codes.iter().any(|code| own.contains_key(code)) {
            break;
        }
        let down = |code: String| own.get(&code).cloned().unwrap_or_else(|| vec![code]);
        codes = codes.into_iter().flat_map(down).collect();
    }
    codes
}

impl Slice {
    fn dimensions<'a>(&self, cells: &Cells<'a>) -> BTreeSet<&'a str> {
        let table = cells.table(self.publication);
        self.axes.iter().map(|axis| table.dimensions[*axis].id.as_str()).collect()
    }

    /// For a cell that the table does not split further, the joint codes it consists of in each dimension.
    fn inner<'a>(
        &self,
        cells: &Cells<'a>,
        position: usize,
        parts: &Parts,
        leaves: &BTreeMap<&'a str, Vec<String>>,
    ) -> Option<BTreeMap<&'a str, Vec<String>>> {
        let table = cells.table(self.publication);
        let codes = table.coordinates(position);
        let mut joint = leaves.clone();
        for &axis in &self.axes {
            let dimension = &table.dimensions[axis];
            let split = |sum: &emn_protocol::record::Sum| dimension.codes[sum.total as usize] == *codes[axis];
            if dimension.sums.iter().any(split) {
                return None;
            }
            let id = dimension.id.as_str();
            let own = expand(parts, id, codes[axis].as_str());
            if !own.iter().all(|code| leaves[id].binary_search(code).is_ok()) {
                return None;
            }
            joint.insert(id, own);
        }
        Some(joint)
    }
}

/// All combinations of one code in each dimension.
fn product<'a>(codes: &'a BTreeMap<&'a str, Vec<String>>) -> Vec<BTreeMap<&'a str, &'a str>> {
    let mut all = vec![BTreeMap::new()];
    for (dimension, codes) in codes {
        all = all
            .into_iter()
            .flat_map(|before: BTreeMap<&str, &str>| {
                codes.iter().map(move |code| {
                    let mut more = before.clone();
                    more.insert(*dimension, code.as_str());
                    more
                })
            })
            .collect();
    }
    all
}
