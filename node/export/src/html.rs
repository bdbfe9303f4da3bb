//! One page of HTML for reading and printing: no script, nothing from elsewhere.
//!
//! A4 on paper, headings of tables repeated on every page, light and dark on the screen. The page works from a file.

use askama::Template;
use data_encoding::BASE64;
use emn_protocol::ids::Digest;

use crate::dataset::Dataset;
use crate::error::ExportError;
use crate::figures::{Figures, Item};
use crate::format::Format;
use crate::words::Words;

/// The only style of all pages.
pub(crate) const STYLE: &str = include_str!("../templates/page.css");

#[derive(Template)]
#[template(path = "dataset.html")]
struct Page<'a> {
    style: &'static str,
    words: &'static Words,
    figures: &'a Figures,
}

/// A dataset as a page. It shows 5,000 rows at most, and says so when there are more.
///
/// # Errors
/// [`ExportError::Library`], which writing to memory does not bring about.
pub fn dataset(dataset: &Dataset) -> Result<String, ExportError> {
    let figures = Figures::of(dataset);
    render(&Page { style: STYLE, words: Words::of(&[&dataset.lang]), figures: &figures })
}

/// Whether everything in a cell is suppressed.
pub(crate) fn suppressed(cell: &[Item]) -> bool {
    !cell.is_empty() && cell.iter().all(|item| item.value.is_empty() && item.flags.contains('c'))
}

/// The policy of all pages: nothing but their own style. It is in the page as a `meta` element, for when it is opened
/// from a file; a server sends it as a header as well.
pub fn content_security_policy() -> String {
    let hash = BASE64.encode(Digest::of(STYLE.as_bytes()).as_bytes());
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

/// Fills a template.
pub(crate) fn render(page: &impl Template) -> Result<String, ExportError> {
    page.render().map_err(|error| ExportError::library(Format::Html)(&error))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::samples;

    /// Fails when something on the page acts, asks for something, or turns the direction of text.
    pub(crate) fn assert_inert(page: &str) {
        let page = page.to_lowercase();
        assert!(!page.contains(['\u{0}', '\u{202e}', '\u{2028}']), "{page}");
        for tag in page.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or_default();
            assert!(!["script", "img", "a", "link", "iframe", "svg", "base", "form"].contains(&name), "<{tag}>");
            assert!(["src=", "href=", " on", "style="].iter().all(|bad| !tag.contains(bad)), "<{tag}>");
        }
        assert!(page.contains("default-src 'none'; style-src 'sha256-"), "there is no policy");
        let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).unwrap();
        assert!(!style.contains("url(") && !style.contains("@import"), "{style}");
    }

    #[test]
    fn page_has_table_flags_and_sources() {
        let page = dataset(&samples::table()).unwrap();
        assert!(page.contains("<html lang=\"en\">") && page.contains("<th scope=\"col\">sex</th>"), "{page}");
        assert!(page.contains("<td>300<sup>bd</sup></td>"), "{page}");
        assert!(page.contains("<td class=\"c\"><sup>c</sup></td>"), "{page}");
        assert!(page.contains("Nationaal Rapporteur"), "{page}");
    }

    #[test]
    fn page_has_no_script_and_asks_for_nothing() {
        for data in [samples::table(), samples::disputed(), samples::hostile()] {
            assert_inert(&dataset(&data).unwrap());
        }
    }

    #[test]
    fn many_rows_are_cut_and_the_page_says_so() {
        let mut data = samples::table();
        let codes = (0..6_000).map(|n| (format!("c{n}").parse().unwrap(), format!("row {n}"))).collect();
        data.axes[1].codes = codes;
        data.observations = (0..6_000)
            .map(|n| {
                let mut observation = data.observations[0].clone();
                observation.key[1] = n;
                observation
            })
            .collect();
        let page = dataset(&data).unwrap();
        assert!(page.contains("row 4999") && !page.contains("row 5000"));
        assert!(page.contains("+ 1000"), "the page does not say that rows are missing");
    }
}
