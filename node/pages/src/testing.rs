//! What tests of pages share: readers in every language, and what must hold of any page.

use std::collections::BTreeSet;

use askama::Template;

use crate::{Frame, LANGUAGES, Locale, Site, Visitor};

/// A text that tries to become part of the page.
pub(crate) const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror=alert(2)>\u{202e}";

/// A reader in each language, who may do everything.
pub(crate) fn frames() -> Vec<Frame> {
    LANGUAGES.iter().map(|(tag, _)| frame(tag)).collect()
}

/// A reader who may do everything.
pub(crate) fn frame(tag: &str) -> Frame {
    Frame {
        locale: Locale::of(tag).unwrap(),
        site: Site { network: "EMN".to_owned(), member: "NL".to_owned(), version: "0.1.0".to_owned(), four_eyes: true },
        visitor: Some(Visitor {
            name: "A. Jansen".to_owned(),
            publisher: true,
            approver: true,
            administrator: true,
            ..Visitor::default()
        }),
        here: "/here".to_owned(),
        csrf: "secret-of-the-form".to_owned(),
        ..Frame::default()
    }
}

/// The page as text, once what must hold of every page was checked.
pub(crate) fn rendered(page: &impl Template) -> String {
    let html = page.render().unwrap();
    for bad in ["⟨", "<script>", "<img src=x", " style=", "onerror=alert(2)>", " onclick="] {
        let at = html.find(bad);
        assert!(at.is_none(), "`{bad}` in …{}", excerpt(&html, at.unwrap_or_default()));
    }
    assert_eq!(html.matches("<h1").count(), 1, "a page has one heading of the first level");
    let ids: Vec<&str> = attribute(&html, " id=\"").collect();
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), once.len(), "an id stands twice: {ids:?}");
    for label in attribute(&html, " for=\"") {
        assert!(once.contains(label), "a label is for `{label}`, which is nowhere");
    }
    for names in ["aria-labelledby", "aria-describedby"] {
        for name in attribute(&html, &format!(" {names}=\"")).flat_map(str::split_whitespace) {
            assert!(once.contains(name), "`{names}` names `{name}`, which is nowhere");
        }
    }
    for form in html.split("<form").skip(1) {
        let form = form.split("</form>").next().unwrap();
        let posts = form.split('>').next().unwrap().contains("method=\"post\"");
        assert!(!posts || form.contains("secret-of-the-form"), "a form without the secret: {form}");
    }
    html
}

fn attribute<'a>(html: &'a str, start: &str) -> impl Iterator<Item = &'a str> {
    html.split(start).skip(1).map(|rest| rest.split('"').next().unwrap())
}

fn excerpt(html: &str, at: usize) -> &str {
    let start = (0..=at.saturating_sub(120)).rev().find(|at| html.is_char_boundary(*at)).unwrap_or(0);
    let end = (at + 120..html.len()).find(|at| html.is_char_boundary(*at)).unwrap_or(html.len());
    &html[start..end]
}
