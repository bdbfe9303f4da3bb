//! The steps of a draft from one hand to the next.

use emn_protocol::ids::EntryId;
use emn_protocol::time::Timestamp;

use super::{COMMENT_CHARS, Desk, DeskError};
use crate::draft::{Draft, DraftId, Happened, Person, State};

/// How many persons it takes to publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eyes {
    /// Who approves had no part in the draft.
    Two,
    /// Whoever wrote it may publish it.
    One,
}

impl Eyes {
    /// What a node asks for: `four_eyes` is its setting, `overrides` the number of warnings that are overridden. To
    /// override always takes a second person.
    pub fn needed(four_eyes: bool, overrides: usize) -> Self {
        if four_eyes || overrides > 0 { Self::Two } else { Self::One }
    }
}

impl Draft {
    /// Who submitted it and when, if this account may approve it.
    ///
    /// # Errors
    /// [`DeskError::OwnDraft`] when two persons are asked for and this one had a part in it; [`DeskError::State`].
    pub fn approvable(&self, account: &str, eyes: Eyes) -> Result<(&Person, Timestamp), DeskError> {
        let State::Submitted { by, at } = &self.state else { return Err(wrong(self, "approved")) };
        if eyes == Eyes::Two && self.contributed(account) {
            return Err(DeskError::OwnDraft);
        }
        Ok((by, *at))
    }
}

impl Desk {
    /// Hands a draft in for approval. Who does has a part in it from then on.
    ///
    /// # Errors
    /// [`DeskError::Incomplete`] when it is no record yet; [`DeskError::Conflict`], [`DeskError::State`].
    pub fn submit(&self, id: DraftId, version: u64, person: &Person, now: Timestamp) -> Result<Draft, DeskError> {
        self.step(id, Some(version), person, now, |draft| {
            if !draft.state.editable() {
                return Err(wrong(draft, "submitted"));
            }
            draft.record().map_err(DeskError::Incomplete)?;
            draft.contributors.insert(person.account.clone(), person.name.clone());
            draft.state = State::Submitted { by: person.clone(), at: now };
            Ok(Some(Happened::Submitted))
        })
    }

    /// Takes a submitted draft back, to write on.
    ///
    /// # Errors
    /// [`DeskError::NotSubmitter`], [`DeskError::Conflict`], [`DeskError::State`].
    pub fn take_back(&self, id: DraftId, version: u64, person: &Person, now: Timestamp) -> Result<Draft, DeskError> {
        self.step(id, Some(version), person, now, |draft| {
            let State::Submitted { by, .. } = &draft.state else { return Err(wrong(draft, "taken back")) };
            if by.account != person.account {
                return Err(DeskError::NotSubmitter { by: by.name.clone() });
            }
            draft.state = State::Editing;
            Ok(Some(Happened::TakenBack))
        })
    }

    /// Does not approve a submitted draft, and says why. To comment is not to write: who does may approve it later.
    ///
    /// # Errors
    /// [`DeskError::Comment`], [`DeskError::Conflict`], [`DeskError::State`].
    pub fn send_back(
        &self,
        id: DraftId,
        version: u64,
        person: &Person,
        comment: &str,
        now: Timestamp,
    ) -> Result<Draft, DeskError> {
        let comment = comment.trim().replace("\r\n", "\n");
        if comment.is_empty() || comment.chars().count() > COMMENT_CHARS {
            return Err(DeskError::Comment);
        }
        self.step(id, Some(version), person, now, |draft| {
            if !matches!(draft.state, State::Submitted { .. }) {
                return Err(wrong(draft, "sent back"));
            }
            draft.state = State::SentBack { by: person.clone(), at: now, comment: comment.clone() };
            Ok(Some(Happened::SentBack { comment }))
        })
    }

    /// Approves exactly this version of a submitted draft. It then waits to be signed: [`Self::published`] or
    /// [`Self::failed`] follows, after a crash as well.
    ///
    /// # Errors
    /// [`DeskError::OwnDraft`] when two persons are asked for and this one had a part in it;
    /// [`DeskError::Conflict`], [`DeskError::State`].
    pub fn approve(
        &self,
        id: DraftId,
        version: u64,
        person: &Person,
        eyes: Eyes,
        now: Timestamp,
    ) -> Result<Draft, DeskError> {
        self.step(id, Some(version), person, now, |draft| {
            let (by, at) = draft.approvable(&person.account, eyes)?;
            let (submitted_by, submitted_at) = (by.clone(), at);
            draft.state = State::Publishing { by: person.clone(), at: now, submitted_by, submitted_at };
            Ok(Some(Happened::Approved))
        })
    }

    /// An approved draft was signed.
    ///
    /// # Errors
    /// [`DeskError::State`]. The entry is there all the same.
    pub fn published(&self, id: DraftId, entry: EntryId, now: Timestamp) -> Result<Draft, DeskError> {
        let person = self.approver(id, "published")?;
        self.step(id, None, &person, now, |draft| {
            let State::Publishing { by, .. } = &draft.state else { return Err(wrong(draft, "published")) };
            draft.state = State::Published { entry, by: by.clone(), at: now };
            Ok(Some(Happened::Published { entry }))
        })
    }

    /// An approved draft could not be signed: it waits for approval again.
    ///
    /// # Errors
    /// [`DeskError::State`].
    pub fn failed(&self, id: DraftId, why: &str, now: Timestamp) -> Result<Draft, DeskError> {
        let person = self.approver(id, "given back")?;
        let why: String = why.chars().take(COMMENT_CHARS).collect();
        self.step(id, None, &person, now, |draft| {
            let State::Publishing { submitted_by, submitted_at, .. } = &draft.state else {
                return Err(wrong(draft, "given back"));
            };
            draft.state = State::Submitted { by: submitted_by.clone(), at: *submitted_at };
            Ok(Some(Happened::Failed { why }))
        })
    }

    /// Gives a draft up. One that waits for approval is sent or taken back first.
    ///
    /// # Errors
    /// [`DeskError::Conflict`], [`DeskError::State`].
    pub fn discard(&self, id: DraftId, version: u64, person: &Person, now: Timestamp) -> Result<Draft, DeskError> {
        self.step(id, Some(version), person, now, |draft| {
            if !draft.state.editable() {
                return Err(wrong(draft, "discarded"));
            }
            draft.state = State::Discarded;
            Ok(Some(Happened::Discarded))
        })
    }

    /// Drafts whose signing was under way: after a start, those that a stop interrupted.
    pub fn publishing(&self) -> Vec<super::Summary> {
        self.list(|summary| matches!(summary.state, State::Publishing { .. }))
    }

    /// Who approved a draft that is being signed.
    fn approver(&self, id: DraftId, step: &'static str) -> Result<Person, DeskError> {
        match self.inner().drafts.get(&id).map(|summary| &summary.state) {
            Some(State::Publishing { by, .. }) => Ok(by.clone()),
            Some(state) => Err(DeskError::State { state: state.name(), step }),
            None => Err(DeskError::Missing(id)),
        }
    }
}

fn wrong(draft: &Draft, step: &'static str) -> DeskError {
    DeskError::State { state: draft.state.name(), step }
}
