//! The list of drafts.

use askama::Template;

use super::way::Head;
use crate::Frame;

/// All drafts of this node, and the ways to begin one.
#[derive(Template)]
#[template(path = "publish_drafts.html")]
pub struct DraftsPage<'a> {
    /// What is around it.
    pub frame: &'a Frame,
    /// The reader's own.
    pub mine: &'a [Head],
    /// Those of others.
    pub others: &'a [Head],
}

impl DraftsPage<'_> {
    /// Ways to begin: what the form sends, the text of the button, and what it means.
    fn beginnings(&self) -> [(&'static str, &'static str, &'static str); 3] {
        [
            ("cases", "publish-new-cases", "publish-new-cases-means"),
            ("table", "publish-new-table", "publish-new-table-means"),
            ("practice", "publish-new-practice", "publish-new-practice-means"),
        ]
    }

    /// Both lists: id, heading, drafts, what stands there when there are none.
    fn lists(&self) -> [(&'static str, &'static str, &[Head], &'static str); 2] {
        [
            ("mine", "publish-mine", self.mine, "publish-mine-none"),
            ("others", "publish-others", self.others, "publish-others-none"),
        ]
    }
}
