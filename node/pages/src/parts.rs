//! What many pages are made of: data for the macros of `templates/parts.html`.

/// Name of the hidden field in which forms carry [`crate::Frame::csrf`].
pub const CSRF_FIELD: &str = "csrf";

/// One of several values of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// More about it; may be empty.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// A value with its label.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new(), chosen }
    }

    /// With more about it.
    pub fn hinted(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

/// What is wrong in a form, by field. The summary above the form and the fields themselves say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mistakes(Vec<Mistake>);

/// One thing that is wrong in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mistake {
    /// Name of the field, which is its id too; empty if it is about the whole form.
    pub field: String,
    /// What is wrong, and what to do.
    pub text: String,
}

impl Mistakes {
    /// Adds one.
    pub fn add(&mut self, field: impl Into<String>, text: impl Into<String>) {
        self.0.push(Mistake { field: field.into(), text: text.into() });
    }

    /// What is wrong with a field; nothing if nothing is.
    pub fn of(&self, field: &str) -> &str {
        self.0.iter().find(|mistake| mistake.field == field).map_or("", |mistake| &mistake.text)
    }

    /// All, in the order in which they were added.
    pub fn all(&self) -> &[Mistake] {
        &self.0
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A link: to a topic, to another form of the same thing, to a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Where to.
    pub href: String,
    /// What is read.
    pub label: String,
    /// The language of the label, where it is not the page's; else empty.
    pub lang: String,
}

impl Link {
    /// A link in the language of the page.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into(), lang: String::new() }
    }
}

/// Where else a long list goes on. Links are complete; an absent one has nothing behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pager {
    /// To the beginning.
    pub first: Option<String>,
    /// To what comes after.
    pub older: Option<String>,
}

/// A filter with the number of results behind each value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facet {
    /// Its name in the address, such as `country`.
    pub name: String,
    /// What is read.
    pub title: String,
    /// Values, the most frequent first.
    pub values: Vec<FacetValue>,
}

/// A value of a [`Facet`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FacetValue {
    /// What is read.
    pub label: String,
    /// The language of the label, where it is not the page's; else empty.
    pub lang: String,
    /// Results behind it.
    pub count: u64,
    /// The search with it, or without it when it is chosen.
    pub href: String,
    /// Whether the search has it now.
    pub chosen: bool,
}

impl Facet {
    /// Whether a value is chosen.
    pub fn is_used(&self) -> bool {
        self.values.iter().any(|value| value.chosen)
    }
}

/// A step of something that takes several pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// What is done there.
    pub label: String,
    /// Its page, when one may go there now.
    pub href: Option<String>,
    /// Whether it is done.
    pub done: bool,
    /// Whether it is this page.
    pub current: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistake_is_found_by_its_field() {
        let mut mistakes = Mistakes::default();
        mistakes.add("title", "Give a title.");
        assert_eq!((mistakes.of("title"), mistakes.of("summary")), ("Give a title.", ""));
    }
}
