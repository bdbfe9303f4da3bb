//! Elements of XML, always well-formed: every attribute and every text is escaped.

use std::fmt::Write;

/// An element that is being written.
pub(super) struct Element {
    name: &'static str,
    out: String,
}

impl Element {
    /// An element without attributes.
    pub(super) fn new(name: &'static str) -> Element {
        Element { name, out: format!("<{name}") }
    }

    /// With an attribute.
    pub(super) fn set(mut self, name: &str, value: &str) -> Element {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
        self
    }

    /// With a number as attribute, to a tenth.
    pub(super) fn at(self, name: &str, value: f64) -> Element {
        let text = tenth(value);
        self.set(name, &text)
    }

    /// The element with nothing in it.
    pub(super) fn empty(mut self) -> String {
        self.out.push_str("/>\n");
        self.out
    }

    /// The element with a text in it.
    pub(super) fn text(mut self, text: &str) -> String {
        self.out.push('>');
        escape(text, &mut self.out);
        self.close()
    }

    /// The element with other elements in it.
    pub(super) fn holding(mut self, elements: &str) -> String {
        self.out.push_str(">\n");
        self.out.push_str(elements);
        self.close()
    }

    fn close(mut self) -> String {
        self.out.push_str("</");
        self.out.push_str(self.name);
        self.out.push_str(">\n");
        self.out
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// A number to a tenth, without a zero at its end.
pub(super) fn tenth(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A path through points.
pub(super) fn path(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let command = if at == 0 { 'M' } else { 'L' };
        // Writing into a string cannot fail.
        let _ = write!(out, "{command}{} {}", tenth(*x), tenth(*y));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn element_with_hostile_texts_escapes_them() {
        let out = Element::new("text").set("class", "\"><script>").text("a<b & 'c'");
        assert_eq!(out, "<text class=\"&quot;&gt;&lt;script&gt;\">a&lt;b &amp; &#39;c&#39;</text>\n");
    }

    #[test]
    fn path_of_points_has_no_needless_digits() {
        assert_eq!(path(&[(0.0, 1.25), (-0.01, 10.0)]), "M0 1.2L0 10");
    }
}
