//! Somebody at a draft: what every page of a draft needs, found before its form is read.

use std::marker::PhantomData;

use axum::Extension;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::response::Response;
use emn_desk::{Draft, Person};
use emn_pages::publish::{Found, Head, Step, Way};

use super::{Asked, Memory, draft, examined, found, head, refused, to};
use crate::api::Shared;
use crate::api::auth::Need;
use crate::api::error::Refusal;
use crate::telemetry::wall_clock;
use crate::web::visitor::Visitor;

/// What somebody is there for.
pub(in crate::web) trait Part: Send {
    /// What it takes.
    const NEED: Need;
}

/// To write the draft and hand it in.
pub(in crate::web) struct Publishing;

/// To say whether it is signed.
pub(in crate::web) struct Approving;

impl Part for Publishing {
    const NEED: Need = Need::Publish;
}

impl Part for Approving {
    const NEED: Need = Need::Approve;
}

/// Somebody who has a part to play, at the draft that the address names.
pub(in crate::web) struct Seat<P> {
    pub(in crate::web) shared: Shared,
    pub(in crate::web) memory: Memory,
    /// What came after the question mark.
    pub(super) asked: Asked,
    pub(in crate::web) visitor: Visitor,
    pub(in crate::web) person: Person,
    pub(in crate::web) draft: Draft,
    part: PhantomData<P>,
}

impl<P: Part> FromRequestParts<Shared> for Seat<P> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, shared: &Shared) -> Result<Self, Refusal> {
        let visitor = Visitor::from_request_parts(parts, shared).await?;
        // Before anything is looked up.
        let person = visitor.at_desk(P::NEED)?;
        let bad = |error: String| Refusal::bad_request("bad_query", format!("the address cannot be read: {error}"));
        let Query(asked) =
            Query::<Asked>::from_request_parts(parts, shared).await.map_err(|error| bad(error.body_text()))?;
        let Path(id) =
            Path::<String>::from_request_parts(parts, shared).await.map_err(|error| bad(error.body_text()))?;
        let Extension(memory) = Extension::<Memory>::from_request_parts(parts, shared)
            .await
            .map_err(|error| Refusal::internal(format!("a page of a draft has no memory: {}", error.body_text())))?;
        let draft = draft(shared, &id).await?;
        let visitor = asked.said(visitor);
        Ok(Self { shared: shared.clone(), memory, asked, visitor, person, draft, part: PhantomData })
    }
}

impl<P> Seat<P> {
    /// What is said of the draft, to this person.
    pub(in crate::web) fn head(&self) -> Head {
        head(&self.visitor, &self.person, &self.draft)
    }

    /// Where a page is on the way of the draft.
    pub(super) fn way(&self, at: Step) -> Way {
        let draft = &self.draft;
        let open = draft.state.editable();
        let has_file = open && self.shared.api.uploads.get(draft.id, wall_clock()).is_some();
        let waits = open && self.memory.waits(draft.id);
        let complete = draft.record().is_ok();
        Way::new(
            self.head(),
            at,
            |step| match step {
                Step::Upload | Step::Describe => open,
                Step::Columns => has_file,
                Step::Table => waits,
                Step::Check | Step::Preview | Step::Submit => true,
            },
            |step| match step {
                Step::Upload | Step::Columns | Step::Table => !draft.tables.is_empty(),
                Step::Describe | Step::Check | Step::Preview => complete && (!open || step == Step::Describe),
                Step::Submit => !open,
            },
        )
    }

    /// What was found in the draft.
    pub(super) async fn found(&self) -> Result<Found, Refusal> {
        let examination = examined(&self.shared, &self.memory, &self.draft).await?;
        Ok(found(&self.visitor.frame, &self.draft, examination.as_deref()))
    }

    /// The draft as it is now.
    pub(in crate::web) async fn again(&self) -> Result<Draft, Refusal> {
        draft(&self.shared, &self.draft.id.to_string()).await
    }

    /// To a page of the draft, perhaps with something said above it.
    pub(super) fn to(&self, page: &str, notice: &str) -> Response {
        to(self.draft.id, page, notice)
    }

    /// Why not, in words, and the way back to the draft.
    pub(super) fn refused(&self, text: &'static str) -> Result<Response, Refusal> {
        refused(&self.visitor, text, &format!("/publish/{}", self.draft.id), "publish-back-to-draft")
    }

    /// There is no file: it was forgotten, and has to come again.
    pub(super) fn no_file(&self) -> Result<Response, Refusal> {
        let again = format!("/publish/{}/upload", self.draft.id);
        refused(&self.visitor, "publish-refused-no-file", &again, "publish-upload-again")
    }
}
