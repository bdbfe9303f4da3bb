//! The desk: all drafts of a node, in a folder, and the steps that they may take.

mod error;
mod files;
mod steps;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use emn_protocol::record::Table;
use emn_protocol::time::Timestamp;

pub use error::{Damaged, DeskError};
pub use files::DRAFT_BYTES;
pub use steps::Eyes;

use crate::content::{Content, DraftKind, Purpose, Texts};
use crate::draft::{Draft, DraftId, Happened, Person, State};
use crate::table::DraftTable;
use files::Files;

/// Drafts on one desk. When it is full, the finished draft that was longest untouched makes room.
pub const DRAFTS: usize = 2_000;
/// Versions that are kept of a draft beside the newest; of more, the oldest are forgotten.
pub const VERSIONS: usize = 50;
/// Characters of a comment.
pub const COMMENT_CHARS: usize = 2_000;
/// Characters of a title that lists show.
const TITLE_CHARS: usize = 300;

/// What people may change of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editable {
    /// What was typed.
    pub content: Content,
    /// The tables.
    pub tables: Vec<DraftTable>,
    /// What the columns of the uploaded file mean, TOML.
    pub mapping: String,
}

/// What a list shows of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Names it.
    pub id: DraftId,
    /// Its newest version.
    pub version: u64,
    /// Where it stands.
    pub state: State,
    /// What it is.
    pub kind: DraftKind,
    /// Whether it corrects or withdraws an earlier record.
    pub purpose: Purpose,
    /// Its title by language, shortened.
    pub title: Texts,
    /// Who began it.
    pub created_by: Person,
    /// When.
    pub created_at: Timestamp,
    /// Who did the last step.
    pub changed_by: Person,
    /// When.
    pub changed_at: Timestamp,
    /// Everybody who had a part in it, by account, with the name.
    pub contributors: BTreeMap<String, String>,
    /// Number of tables.
    pub tables: usize,
}

impl Summary {
    pub(crate) fn of(draft: &Draft) -> Self {
        let cut = |(lang, title): (&String, &String)| (lang.clone(), title.chars().take(TITLE_CHARS).collect());
        Self {
            id: draft.id,
            version: draft.version,
            state: draft.state.clone(),
            kind: draft.content.kind,
            purpose: match &draft.content.purpose {
                Purpose::New => Purpose::New,
                Purpose::Correction { supersedes, .. } => {
                    Purpose::Correction { supersedes: *supersedes, reason: Texts::new() }
                }
                Purpose::Withdrawal { withdraws, .. } => {
                    Purpose::Withdrawal { withdraws: *withdraws, reason: Texts::new() }
                }
            },
            title: draft.content.title.iter().map(cut).collect(),
            created_by: draft.created_by.clone(),
            created_at: draft.created_at,
            changed_by: draft.changed_by.clone(),
            changed_at: draft.changed_at,
            contributors: draft.contributors.clone(),
            tables: draft.tables.len(),
        }
    }

    /// Whether this account had a part in it, and so cannot approve it.
    pub fn contributed(&self, account: &str) -> bool {
        self.contributors.contains_key(account)
    }

    /// Its title and its language: in the first of `wanted` that is there, else in any.
    pub fn title(&self, wanted: &[&str]) -> Option<(&str, &str)> {
        crate::draft::best(&self.title, wanted)
    }
}

/// All drafts of a node. One process has it open; every call waits for the one before.
#[derive(Debug)]
pub struct Desk {
    files: Files,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    drafts: BTreeMap<DraftId, Summary>,
    damaged: Vec<Damaged>,
}

impl Desk {
    /// Opens the desk in a folder, which is made if it is not there. A damaged draft is named by [`Self::damaged`] and
    /// left as it is; all others are served.
    ///
    /// # Errors
    /// [`DeskError::Io`] when the folder cannot be made or listed.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, DeskError> {
        let files = Files::open(folder.into())?;
        let mut inner = Inner::default();
        for id in files.ids()? {
            match files.read(id) {
                Ok(draft) => _ = inner.drafts.insert(id, Summary::of(&draft)),
                Err(error) => inner.damaged.push(Damaged { file: files.path(id), why: error.to_string() }),
            }
        }
        files
            .sweep(|id| inner.drafts.contains_key(&id) || inner.damaged.iter().any(|lost| lost.file == files.path(id)));
        Ok(Self { files, inner: Mutex::new(inner) })
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.files.folder()
    }

    /// Drafts that could not be read.
    pub fn damaged(&self) -> Vec<Damaged> {
        self.inner().damaged.clone()
    }

    /// The drafts that `wanted` holds for, the one that was changed last first.
    pub fn list(&self, wanted: impl Fn(&Summary) -> bool) -> Vec<Summary> {
        let mut found: Vec<Summary> = self.inner().drafts.values().filter(|summary| wanted(summary)).cloned().collect();
        found.sort_by(|a, b| b.changed_at.cmp(&a.changed_at).then(a.id.cmp(&b.id)));
        found
    }

    /// How many drafts `wanted` holds for.
    pub fn count(&self, wanted: impl Fn(&Summary) -> bool) -> usize {
        self.inner().drafts.values().filter(|summary| wanted(summary)).count()
    }

    /// The newest version of a draft.
    ///
    /// # Errors
    /// [`DeskError::Missing`], [`DeskError::Io`], [`DeskError::Damaged`].
    pub fn get(&self, id: DraftId) -> Result<Draft, DeskError> {
        let inner = self.inner();
        self.newest(&inner, id)
    }

    /// The versions of a draft that can be read, ascending; the newest is the last.
    ///
    /// # Errors
    /// [`DeskError::Missing`], [`DeskError::Io`].
    pub fn versions(&self, id: DraftId) -> Result<Vec<u64>, DeskError> {
        let inner = self.inner();
        let newest = inner.drafts.get(&id).ok_or(DeskError::Missing(id))?.version;
        let mut versions = self.files.versions(id)?;
        versions.retain(|version| *version < newest);
        versions.push(newest);
        Ok(versions)
    }

    /// One version of a draft.
    ///
    /// # Errors
    /// [`DeskError::Missing`] when there is no such draft, or the version was forgotten; else as [`Self::get`].
    pub fn version(&self, id: DraftId, version: u64) -> Result<Draft, DeskError> {
        let inner = self.inner();
        let newest = inner.drafts.get(&id).ok_or(DeskError::Missing(id))?.version;
        if version == newest { self.newest(&inner, id) } else { self.files.read_version(id, version) }
    }

    /// Begins a draft. `id` is made of random bytes.
    ///
    /// # Errors
    /// [`DeskError::Exists`], [`DeskError::Full`], [`DeskError::TooLarge`], [`DeskError::Table`], [`DeskError::Io`].
    pub fn create(&self, id: DraftId, begun: Editable, person: &Person, now: Timestamp) -> Result<Draft, DeskError> {
        let mut inner = self.inner();
        if inner.drafts.contains_key(&id) || self.files.path(id).exists() {
            return Err(DeskError::Exists(id));
        }
        let mut draft = Draft {
            id,
            version: 1,
            state: State::Editing,
            created_by: person.clone(),
            created_at: now,
            changed_by: person.clone(),
            changed_at: now,
            contributors: [(person.account.clone(), person.name.clone())].into(),
            content: begun.content,
            tables: begun.tables,
            mapping: begun.mapping,
            history: Vec::new(),
        };
        draft.note(person, now, Happened::Created);
        check_tables(&draft.tables)?;
        let bytes = Files::encode(&draft)?;
        self.make_room(&mut inner)?;
        self.files.write_first(id, &bytes)?;
        inner.drafts.insert(id, Summary::of(&draft));
        Ok(draft)
    }

    /// Changes a draft that is being written, if `base` is its newest version: nobody overwrites what they have not
    /// seen. A change that changes nothing makes no version.
    ///
    /// # Errors
    /// [`DeskError::Conflict`] with the newest version; [`DeskError::State`] when it is not being written; as
    /// [`Self::create`].
    pub fn change(
        &self,
        id: DraftId,
        base: u64,
        person: &Person,
        now: Timestamp,
        change: impl FnOnce(&mut Editable),
    ) -> Result<Draft, DeskError> {
        self.change_with(id, base, person, &[], now, change)
    }

    /// As [`Self::change`], with others who had a part in it, such as by bringing the file: they approve nothing of it
    /// either.
    ///
    /// # Errors
    /// As [`Self::change`].
    pub fn change_with(
        &self,
        id: DraftId,
        base: u64,
        person: &Person,
        others: &[Person],
        now: Timestamp,
        change: impl FnOnce(&mut Editable),
    ) -> Result<Draft, DeskError> {
        self.step(id, Some(base), person, now, |draft| {
            if !draft.state.editable() {
                return Err(DeskError::State { state: draft.state.name(), step: "changed" });
            }
            let mut editable = Editable {
                content: draft.content.clone(),
                tables: draft.tables.clone(),
                mapping: draft.mapping.clone(),
            };
            change(&mut editable);
            let Editable { content, tables, mapping } = editable;
            if content == draft.content && tables == draft.tables && mapping == draft.mapping {
                return Ok(None);
            }
            check_tables(&tables)?;
            (draft.content, draft.tables, draft.mapping) = (content, tables, mapping);
            for contributor in others.iter().chain([person]) {
                draft.contributors.insert(contributor.account.clone(), contributor.name.clone());
            }
            Ok(Some(Happened::Edited))
        })
    }

    /// Removes drafts that are finished and untouched since `before`, with all their versions; returns how many.
    ///
    /// # Errors
    /// [`DeskError::Io`]; those removed until then are gone.
    pub fn forget(&self, before: Timestamp) -> Result<usize, DeskError> {
        let mut inner = self.inner();
        let over = |summary: &&Summary| summary.state.finished() && summary.changed_at < before;
        let ids: Vec<DraftId> = inner.drafts.values().filter(over).map(|summary| summary.id).collect();
        for id in &ids {
            self.files.remove(*id)?;
            inner.drafts.remove(id);
        }
        Ok(ids.len())
    }

    /// One step of a draft: what `step` makes of it is written as the next version. `None` from `step` means that
    /// there is nothing to write.
    fn step(
        &self,
        id: DraftId,
        base: Option<u64>,
        person: &Person,
        now: Timestamp,
        step: impl FnOnce(&mut Draft) -> Result<Option<Happened>, DeskError>,
    ) -> Result<Draft, DeskError> {
        let mut inner = self.inner();
        let mut draft = self.newest(&inner, id)?;
        if base.is_some_and(|base| base != draft.version) {
            return Err(DeskError::Conflict { current: Box::new(draft) });
        }
        let before = draft.version;
        let Some(happened) = step(&mut draft)? else { return Ok(draft) };
        draft.version = before.saturating_add(1);
        (draft.changed_by, draft.changed_at) = (person.clone(), now);
        draft.note(person, now, happened);
        let bytes = Files::encode(&draft)?;
        self.files.write_next(id, before, &bytes)?;
        inner.drafts.insert(id, Summary::of(&draft));
        Ok(draft)
    }

    fn newest(&self, inner: &Inner, id: DraftId) -> Result<Draft, DeskError> {
        if inner.drafts.contains_key(&id) { self.files.read(id) } else { Err(DeskError::Missing(id)) }
    }

    fn make_room(&self, inner: &mut Inner) -> Result<(), DeskError> {
        while inner.drafts.len() >= DRAFTS {
            let finished = inner.drafts.values().filter(|summary| summary.state.finished());
            let oldest = finished.min_by_key(|summary| (summary.changed_at, summary.id)).map(|summary| summary.id);
            let oldest = oldest.ok_or(DeskError::Full)?;
            self.files.remove(oldest)?;
            inner.drafts.remove(&oldest);
        }
        Ok(())
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // Files are replaced whole and the list follows them, so a panic in between left nothing half done.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tables are shown by position: one that does not span what it says must not come on the desk.
fn check_tables(tables: &[DraftTable]) -> Result<(), DeskError> {
    let odd = tables.iter().find(|table| !table.well_formed()).map(|table| &table.table);
    odd.map_or(Ok(()), |Table { id, .. }| Err(DeskError::Table(id.to_string())))
}
