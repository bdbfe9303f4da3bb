//! Keys that occur once, for formats in which a key has one value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use emn_protocol::record::Code;

use super::{Axis, Dataset, Observation, Role, label};
use crate::words::Words;

/// The code of what is not disputed (SDMX: not applicable).
const UNDISPUTED: &str = "_Z";

impl Dataset {
    /// The same figures with every key once, so that nothing is lost in formats with one value for a key.
    ///
    /// Where sources disagree, an axis `source` is added at the end. What is not disputed is at `_Z` on it; what is
    /// disputed is at the code of its sources: the member's (`NL`), or `NL-2` and so on where the same member says
    /// different things. The labels name organisation, register and record.
    pub fn with_unique_keys(&self) -> Cow<'_, Self> {
        let mut times: BTreeMap<&[u32], u32> = BTreeMap::new();
        for observation in &self.observations {
            *times.entry(&observation.key).or_default() += 1;
        }
        if times.values().all(|times| *times == 1) {
            return Cow::Borrowed(self);
        }
        Cow::Owned(self.with_sources())
    }

    /// The same figures with the axis `source` of [`Self::with_unique_keys`], whether sources disagree or not.
    pub(super) fn with_sources(&self) -> Self {
        let mut times: BTreeMap<&[u32], u32> = BTreeMap::new();
        for observation in &self.observations {
            *times.entry(&observation.key).or_default() += 1;
        }
        let mut sources = Sources::new(self);
        let mut observations = Vec::with_capacity(self.observations.len());
        for (index, observation) in self.observations.iter().enumerate() {
            let disputed = times.get(observation.key.as_slice()).is_some_and(|times| *times > 1);
            // The same source may stand twice for a key; then its second number gets a code of its own.
            let before = self.observations[..index].iter().rev().take_while(|earlier| earlier.key == observation.key);
            let again = before.filter(|earlier| earlier.origins == observation.origins).count();
            let place = if disputed { sources.place(observation, again) } else { 0 };
            let mut observation = observation.clone();
            observation.key.push(place);
            observations.push(observation);
        }
        observations.sort_by(|a, b| a.key.cmp(&b.key));
        let mut axes = self.axes.clone();
        axes.push(sources.axis());
        Self { axes, observations, ..self.clone() }
    }
}

/// The codes of the new axis.
struct Sources<'a> {
    dataset: &'a Dataset,
    places: BTreeMap<(Vec<u32>, usize), u32>,
    codes: Vec<(Code, String)>,
}

impl<'a> Sources<'a> {
    fn new(dataset: &'a Dataset) -> Self {
        let undisputed = Words::of(&[&dataset.lang]).undisputed.to_owned();
        let codes = UNDISPUTED.parse().ok().map(|code| (code, undisputed)).into_iter().collect();
        Self { dataset, places: BTreeMap::new(), codes }
    }

    fn place(&mut self, observation: &Observation, again: usize) -> u32 {
        let next = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry((observation.origins.clone(), again)).or_insert(next);
        if place == next {
            let code = self.code(observation);
            self.codes.push((code, self.label(observation)));
        }
        place
    }

    fn code(&self, observation: &Observation) -> Code {
        let mut members: Vec<&str> =
            self.dataset.origins_of(observation).map(|origin| origin.member.as_str()).collect();
        members.dedup();
        let base = match members.as_slice() {
            [only] => *only,
            _ => "S",
        };
        let taken = |code: &str| self.codes.iter().any(|(known, _)| known.as_str() == code);
        let mut numbered = (2..).map(|number: u32| format!("{base}-{number}"));
        let name = if taken(base) { numbered.find(|name| !taken(name)).unwrap_or_default() } else { base.to_owned() };
        name.parse().unwrap_or_else(|_| self.dataset.id.clone())
    }

    fn label(&self, observation: &Observation) -> String {
        let wanted = [self.dataset.lang.as_str()];
        let names = self.dataset.origins_of(observation).map(|origin| {
            let mut parts =
                vec![label::country(origin.member.as_str(), &wanted).to_owned(), origin.organisation.clone()];
            parts.extend(origin.register.clone());
            parts.extend(origin.reference_date.map(|date| date.to_string()));
            parts.push(format!("{} {}", origin.record.short(), origin.table));
            parts.join(", ")
        });
        names.take(3).collect::<Vec<_>>().join("; ")
    }

    fn axis(self) -> Axis {
        let taken = |id: &str| self.dataset.axes.iter().any(|axis| axis.id.as_str() == id);
        let mut ids = std::iter::once("source".to_owned()).chain((2..).map(|number: u32| format!("source_{number}")));
        let id = ids.find(|id| !taken(id)).and_then(|id| id.parse().ok()).unwrap_or_else(|| self.dataset.id.clone());
        let label = Words::of(&[&self.dataset.lang]).source.to_owned();
        Axis { id, label, role: Role::Other, codes: self.codes }
    }
}
