//! Figures of all members: for each measure a cube that is read from the store when it is first asked for, and kept up to
//! date by what arrived since.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use emn_protocol::entry::SignedEntry;
use emn_protocol::ids::{EntryId, LogId};
use emn_protocol::record::{Code, Table};
use emn_protocol::suggest::closest;
use emn_series::answer::Answer;
use emn_series::cube::Cube;
use emn_series::population::Population;
use emn_series::question::Question;
use emn_series::source::{Origin, Source};
use rayon::prelude::*;

use super::{Catalogue, CatalogueError, Reading, readable};
use crate::store::StoreError;

/// Bytes of all cubes of one kind of readers; beyond that the cube that was not asked for longest is let go.
const CUBE_BYTES: usize = 192 << 20;

/// A measure that tables here have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureFacts {
    /// Its id.
    pub id: Code,
    /// Number of records with tables of it, of those that nothing replaces.
    pub records: u64,
}

/// Records read at a time.
const CHUNK: usize = 256;

/// The cubes that were asked for, and the list of measures with the state of the index that it was made from.
#[derive(Default)]
pub(super) struct Cubes {
    kept: BTreeMap<Code, Arc<Mutex<Kept>>>,
    measures: Option<(u64, Vec<MeasureFacts>)>,
}

#[derive(Default)]
struct Kept {
    cube: Option<Arc<Cube>>,
    /// The records whose tables are in it, by arrival number, which no other entry ever has.
    records: BTreeMap<u64, EntryId>,
    /// The state of the index that it was compared with last.
    generation: Option<u64>,
    used: Option<Instant>,
}

impl Catalogue {
    /// The measures that tables here have, by their ids.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn measures(&self) -> Result<Vec<MeasureFacts>, CatalogueError> {
        let index = self.index();
        let generation = index.generation();
        if let Some((of, measures)) = &lock(self.cubes()).measures
            && *of == generation
        {
            return Ok(measures.clone());
        }
        let all: Vec<MeasureFacts> = index
            .measures(self.reading.audience())?
            .into_iter()
            .map(|(id, records)| MeasureFacts { id, records })
            .collect();
        lock(self.cubes()).measures = Some((generation, all.clone()));
        Ok(all)
    }

    /// Cubes of what these readers may see: those of public tables are kept apart, so that nothing of another table
    /// stands in them, not even the names of its codes.
    fn cubes(&self) -> &Mutex<Cubes> {
        match self.reading {
            Reading::All => &self.shared.cubes,
            Reading::Public => &self.shared.public_cubes,
        }
    }

    /// Answers a question about figures.
    ///
    /// # Errors
    /// [`CatalogueError`]: a measure that is not here, a question that cannot be answered, the store.
    pub fn figures(&self, question: &Question) -> Result<Answer, CatalogueError> {
        self.answer(&*self.cube(&question.measure)?, question)
    }

    /// As [`Self::figures`], from a cube that was found already.
    ///
    /// # Errors
    /// A question that cannot be answered.
    pub fn answer(&self, cube: &Cube, question: &Question) -> Result<Answer, CatalogueError> {
        let public_only = question.public_only || self.reading == Reading::Public;
        let question = Question { public_only, ..question.clone() };
        Ok(cube.answer(&question, Population::shipped())?)
    }

    /// All observations of a measure.
    ///
    /// # Errors
    /// As [`Self::figures`].
    pub fn cube(&self, measure: &Code) -> Result<Arc<Cube>, CatalogueError> {
        let index = self.index();
        // Before the records: what arrives in between is then taken in the next time.
        let generation = Some(index.generation());
        let records = index.with_measure(measure, self.reading.audience())?;
        if records.is_empty() {
            return Err(self.unknown(measure)?);
        }
        let kept = Arc::clone(lock(self.cubes()).kept.entry(measure.clone()).or_default());
        let mut kept = lock(&kept);
        kept.used = Some(Instant::now());
        let cube = match &kept.cube {
            Some(cube) if kept.generation == generation => Arc::clone(cube),
            _ => {
                let cube = self.update(measure, &mut kept, &records)?;
                kept.generation = generation;
                cube
            }
        };
        drop(kept);
        lock(self.cubes()).shrink(measure);
        Ok(cube)
    }

    fn unknown(&self, measure: &Code) -> Result<CatalogueError, CatalogueError> {
        let all = self.measures()?;
        let near = closest(measure.as_str(), all.iter().map(|facts| facts.id.as_str()));
        Ok(CatalogueError::UnknownMeasure { measure: measure.to_string(), closest: near.map(str::to_owned) })
    }

    fn update(&self, measure: &Code, kept: &mut Kept, now: &[(u64, LogId, u64)]) -> Result<Arc<Cube>, CatalogueError> {
        let there: BTreeSet<u64> = now.iter().map(|(arrival, ..)| *arrival).collect();
        // A cube that is not finished is not kept: it is read again from the beginning.
        let mut records = std::mem::take(&mut kept.records);
        let gone: Vec<EntryId> =
            records.iter().filter(|(arrival, _)| !there.contains(arrival)).map(|(_, id)| *id).collect();
        // Who still reads the old one keeps it.
        let old = kept.cube.take().map(Arc::unwrap_or_clone);
        let mut cube = old.unwrap_or_else(|| Cube::build(measure, Vec::new()));
        cube.update(&gone, Vec::new());
        let new: Vec<_> = now.iter().filter(|(arrival, ..)| !records.contains_key(arrival)).collect();
        records.retain(|arrival, _| there.contains(arrival));
        for chunk in new.chunks(CHUNK) {
            let read = |(arrival, log, seq): &&(u64, LogId, u64)| {
                let entry = readable(self.shared.store.entry_at(log, *seq)).transpose()?;
                Some(entry.map(|entry| (*arrival, entry.id(), sources(&entry, measure, self.reading))))
            };
            let found: Vec<(u64, EntryId, Vec<Source>)> =
                chunk.par_iter().filter_map(read).collect::<Result<_, StoreError>>()?;
            records.extend(found.iter().map(|(arrival, id, _)| (*arrival, *id)));
            cube.update(&[], found.into_iter().flat_map(|(_, _, sources)| sources).collect());
            if cube.bytes() > CUBE_BYTES {
                return Err(CatalogueError::TooLarge { measure: measure.to_string(), limit: CUBE_BYTES });
            }
        }
        let cube = Arc::new(cube);
        (kept.cube, kept.records) = (Some(Arc::clone(&cube)), records);
        Ok(cube)
    }
}

impl Cubes {
    /// Lets cubes go, the one that was not asked for longest first, until there is room. That of `measure` stays.
    fn shrink(&mut self, measure: &Code) {
        let mut sizes: Vec<(Option<Instant>, Code, usize)> = Vec::new();
        for (id, kept) in &self.kept {
            // One that is being read now is in use.
            let Ok(kept) = kept.try_lock() else { continue };
            sizes.push((kept.used, id.clone(), kept.cube.as_ref().map_or(0, |cube| cube.bytes())));
        }
        let mut total: usize = sizes.iter().map(|(_, _, size)| size).sum();
        sizes.sort();
        for (_, id, size) in sizes {
            if total <= CUBE_BYTES {
                return;
            }
            if id != *measure {
                self.kept.remove(&id);
                total -= size;
            }
        }
    }
}

/// The tables of a record that have this measure, if its readers may see it.
fn sources(entry: &SignedEntry, measure: &Code, reading: Reading) -> Vec<Source> {
    let Some(record) = entry.record() else { return Vec::new() };
    let Some(about) = record.about() else { return Vec::new() };
    if reading.audience().is_some_and(|audience| audience != about.audience) {
        return Vec::new();
    }
    let header = entry.header();
    let source = |table: &Table| {
        let origin = Origin::of(entry.id(), &header.member, header.time, record, table)?;
        Some(Source { origin, countries: about.countries.clone(), period: about.period, table: table.clone() })
    };
    record.tables().iter().filter(|table| table.measure.id == *measure).filter_map(source).collect()
}

/// A poisoned lock holds a state that is still sound: a cube that was not finished is not in it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
