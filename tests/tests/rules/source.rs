//! Just enough of Rust's grammar: what is code, what is comment, which lines are tests, which paths are named.

use std::iter::Peekable;
use std::str::CharIndices;

/// A source file in two views of equal shape: code without comments and literals, comments without code.
#[derive(Debug)]
pub(crate) struct Source {
    /// Path from the root of the repository.
    pub(crate) path: String,
    /// Lines as written.
    pub(crate) lines: usize,
    /// The whole file is test code.
    pub(crate) all_test: bool,
    code: String,
    comments: String,
    tokens: Vec<Token>,
    /// First and last token of every item under `#[cfg(test)]`.
    test_items: Vec<(usize, usize)>,
}

/// An identifier, `::`, or one other character, with its line from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token {
    text: String,
    line: usize,
}

/// A path named in the code, groups of a `use` taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Its parts, as written.
    pub(crate) parts: Vec<String>,
    /// Where, from 1.
    pub(crate) line: usize,
    /// Names of the inline modules around it.
    pub(crate) inside: Vec<String>,
}

impl Named {
    /// Whether these parts occur in it, one after the other.
    pub(crate) fn holds(&self, parts: &[&str]) -> bool {
        self.parts.windows(parts.len()).any(|window| window == parts)
    }

    /// Whether it begins with these parts.
    pub(crate) fn begins(&self, parts: &[&str]) -> bool {
        self.parts.len() >= parts.len() && self.parts[..parts.len()] == *parts
    }
}

impl Source {
    /// Reads a source text.
    pub(crate) fn read(path: &str, text: &str) -> Self {
        let (code, comments) = split(text);
        let tokens = tokens(&code);
        let all_test = path.split('/').any(|part| part == "tests" || part == "tests.rs" || part == "benches");
        let test_items = test_items(&tokens);
        Self { path: path.to_owned(), lines: text.lines().count(), all_test, code, comments, tokens, test_items }
    }

    /// Lines of code, numbered from 1; comments and the insides of literals are blank.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// Lines of comments, numbered from 1; everything else is blank.
    pub(crate) fn comments(&self) -> impl Iterator<Item = (usize, &str)> {
        self.comments.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// Whether the line, or the one before it, has a comment that is no documentation.
    pub(crate) fn has_reason(&self, line: usize) -> bool {
        self.comments().filter(|(number, _)| *number == line || *number + 1 == line).any(|(_, comment)| {
            let comment = comment.trim();
            comment.starts_with("//") && !comment.starts_with("///") && !comment.starts_with("//!")
        })
    }

    /// Modules from the crate's root to this file: `net::swarm` for `node/src/net/swarm.rs`, none for `lib.rs`.
    pub(crate) fn modules(&self) -> Vec<&str> {
        let inside = self.path.split_once("/src/").map_or(self.path.as_str(), |(_, inside)| inside);
        let mut parts: Vec<&str> = inside.trim_end_matches(".rs").split('/').collect();
        if matches!(parts.last(), Some(&"mod" | &"lib")) {
            parts.pop();
        }
        parts
    }

    /// Whether this file is that module, or lies in it. `module` is a path without ending.
    pub(crate) fn is_module(&self, module: &str) -> bool {
        is_module(&self.path, module)
    }

    /// Paths without ending of `#[cfg(test)] mod name;`: files that are tests because this one says so.
    pub(crate) fn test_modules_elsewhere(&self) -> Vec<String> {
        let stem = self.path.trim_end_matches(".rs");
        let folder = match stem.rsplit_once('/') {
            Some((folder, "mod" | "lib" | "main")) => folder,
            _ => stem,
        };
        let ends = self.test_items.iter().map(|(_, end)| *end);
        ends.filter(|end| self.text(*end) == ";" && *end >= 2 && self.text(end - 2) == "mod")
            .map(|end| format!("{folder}/{}", self.tokens[end - 1].text))
            .collect()
    }

    /// Whether the line belongs to a test.
    pub(crate) fn is_test(&self, line: usize) -> bool {
        let line_of = |token: usize| self.tokens.get(token).map_or(0, |token| token.line);
        self.all_test || self.test_items.iter().any(|(start, end)| (line_of(*start)..=line_of(*end)).contains(&line))
    }

    /// Every path of two parts or more, and every path of a `use`.
    pub(crate) fn paths(&self) -> Vec<Named> {
        let mut found = Vec::new();
        let mut inside: Vec<(String, usize)> = Vec::new();
        let (mut depth, mut at) = (0usize, 0usize);
        while at < self.tokens.len() {
            match self.text(at) {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    inside.retain(|(_, opened)| *opened < depth + 1);
                }
                "mod" if self.text(at + 2) == "{" => inside.push((self.text(at + 1).to_owned(), depth + 1)),
                _ => {}
            }
            if self.begins_path(at) {
                let mut leaves = Vec::new();
                at = self.path_tree(at, &[], &mut leaves);
                let inside: Vec<String> = inside.iter().map(|(name, _)| name.clone()).collect();
                found.extend(leaves.into_iter().map(|(parts, line)| Named { parts, line, inside: inside.clone() }));
            } else {
                at += 1;
            }
        }
        found
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.text)
    }

    fn begins_path(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).map_or("", |index| self.text(index));
        let continues = before(1) == "." || before(1) == "::" && (is_name(before(2)) || before(2) == ">");
        let in_use = before(1) == "use" || before(1) == "::" && before(2) == "use";
        is_name(self.text(at))
            && self.text(at) != "use"
            && (!continues || in_use)
            && (self.text(at + 1) == "::" || in_use)
    }

    /// Takes a path apart that begins at `at`; returns the token after it.
    fn path_tree(&self, at: usize, prefix: &[String], leaves: &mut Vec<(Vec<String>, usize)>) -> usize {
        let line = self.tokens.get(at).map_or(0, |token| token.line);
        let text = self.text(at);
        if text == "{" {
            let mut next = at + 1;
            while !matches!(self.text(next), "}" | "") {
                let after = self.path_tree(next, prefix, leaves);
                next = if self.text(after) == "," { after + 1 } else { after.max(next + 1) };
                if self.text(after) == "}" {
                    next = after;
                }
            }
            return next + 1;
        }
        let mut parts = prefix.to_vec();
        if !is_name(text) && text != "*" {
            leaves.push((parts, line));
            return at;
        }
        parts.push(text.to_owned());
        if self.text(at + 1) == "::" {
            return self.path_tree(at + 2, &parts, leaves);
        }
        leaves.push((parts, line));
        if self.text(at + 1) == "as" { at + 3 } else { at + 1 }
    }
}

/// Whether `path` is the file of this module, or lies in its folder.
pub(crate) fn is_module(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let len = if rest.starts_with("::") {
                2
            } else if first.is_alphanumeric() || first == '_' {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            tokens.push(Token { text: rest[..len].to_owned(), line: index + 1 });
            rest = rest[len..].trim_start();
        }
    }
    tokens
}

fn test_items(tokens: &[Token]) -> Vec<(usize, usize)> {
    const ATTRIBUTE: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let windows = tokens.windows(ATTRIBUTE.len()).enumerate();
    windows
        .filter(|(_, window)| window.iter().map(|token| token.text.as_str()).eq(ATTRIBUTE))
        .map(|(start, _)| (start, item_end(tokens, start + ATTRIBUTE.len())))
        .collect()
}

/// The `;` or `}` that ends the item which begins at this token.
fn item_end(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().skip(start) {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "}" if depth <= 1 => return index,
            "}" => depth -= 1,
            ";" if depth == 0 => return index,
            _ => {}
        }
    }
    tokens.len().saturating_sub(1)
}

/// Where a character belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Code,
    Comment,
    Literal,
}

/// Code without comments and literals, and comments without the rest; both with the lines of `text`.
fn split(text: &str) -> (String, String) {
    let mut views = (String::with_capacity(text.len()), String::new());
    let mut chars = text.char_indices().peekable();
    while let Some(&(at, _)) = chars.peek() {
        let (part, end) = next_part(text, at);
        take(&mut chars, end, part, &mut views);
    }
    views
}

fn take(chars: &mut Peekable<CharIndices<'_>>, end: usize, part: Part, views: &mut (String, String)) {
    while let Some((_, c)) = chars.next_if(|(at, _)| *at < end) {
        let shown = |wanted: Part| if part == wanted || c == '\n' { c } else { ' ' };
        views.0.push(shown(Part::Code));
        views.1.push(shown(Part::Comment));
    }
}

/// What begins at `at`, and where it ends.
fn next_part(text: &str, at: usize) -> (Part, usize) {
    let rest = &text[at..];
    if rest.starts_with("//") {
        return (Part::Comment, at + rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Part::Comment, at + block_comment_len(rest));
    }
    let after_name = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    if let Some(len) = literal_len(rest).filter(|_| !after_name || rest.starts_with('"')) {
        return (Part::Literal, at + len);
    }
    (Part::Code, at + rest.chars().next().map_or(1, char::len_utf8))
}

fn block_comment_len(rest: &str) -> usize {
    let (mut depth, mut at) = (0usize, 0usize);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Length of the string or character literal at the start of `rest`.
fn literal_len(rest: &str) -> Option<usize> {
    let body = rest.trim_start_matches(['b', 'c']);
    let prefix = rest.len() - body.len();
    if prefix > 1 {
        return None;
    }
    if let Some(raw) = body.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let inside = raw[hashes..].strip_prefix('"')?;
        let close = format!("\"{}", "#".repeat(hashes));
        let len = inside.find(&close).map_or(inside.len(), |end| end + close.len());
        return Some(prefix + 1 + hashes + 1 + len);
    }
    if let Some(inside) = body.strip_prefix('"') {
        return Some(prefix + 1 + closing(inside, '"'));
    }
    let inside = body.strip_prefix('\'')?;
    let mut chars = inside.chars();
    let first = chars.next()?;
    // `'a'` and `'\n'` are characters; `'a` alone is a lifetime.
    (first == '\\' || chars.next() == Some('\'')).then(|| prefix + 1 + closing(inside, '\''))
}

/// Length up to and with the closing quote, escapes skipped.
fn closing(inside: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    inside.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        Source::read("node/src/x.rs", text).code
    }

    #[test]
    fn comments_and_literals_are_no_code() {
        assert_eq!(code("a // b\nc"), "a     \nc");
        assert_eq!(code("a /* b /* c */ d */ e"), "a                   e");
        assert_eq!(code(r#"f("x\"y", 'z', b"q", '\'')"#), "f(      ,    ,     ,     )");
        assert_eq!(code("r#\"a \" b\"# c"), "           c");
        assert_eq!(code("fn f<'a>(x: &'a str) {}"), "fn f<'a>(x: &'a str) {}");
        assert_eq!(code("\"a // b\" c // \"d\"\ne"), "         c       \ne");
        assert_eq!(code("'\"' a"), "    a");
    }

    fn paths(text: &str) -> Vec<String> {
        Source::read("node/src/x.rs", text).paths().into_iter().map(|path| path.parts.join("::")).collect()
    }

    #[test]
    fn groups_are_taken_apart() {
        let text = "use crate::{a::{self, B as C}, d, e::*,};\npub(crate) use ::std::fs;\nuse sled;";
        let wanted = ["crate::a::self", "crate::a::B", "crate::d", "crate::e::*", "std::fs", "sled"];
        assert_eq!(paths(text), wanted);
    }

    #[test]
    fn paths_in_expressions_types_and_attributes_are_found() {
        assert_eq!(paths("#[derive(clap::Parser)] struct S;"), ["clap::Parser"]);
        assert_eq!(
            paths("let x = Vec::<crate::a::B>::new().c(std::env::args());"),
            ["Vec", "crate::a::B", "std::env::args"]
        );
        assert_eq!(paths("match x { A::B => {} }"), ["A::B"]);
    }

    #[test]
    fn test_items_are_known() {
        let source =
            Source::read("node/src/x.rs", "a;\n#[cfg(test)]\nmod tests {\n  b;\n}\nc;\n#[cfg(test)]\nmod far;\n");
        let tests: Vec<usize> = (1..=8).filter(|line| source.is_test(*line)).collect();
        assert_eq!(tests, [2, 3, 4, 5, 7, 8]);
        assert_eq!(source.test_modules_elsewhere(), ["node/src/x/far"]);
        assert!(Source::read("tests/tests/e2e.rs", "").is_test(1));
    }

    #[test]
    fn inline_modules_are_known() {
        let named = Source::read("node/src/x.rs", "mod a { mod b { use super::c; } }\nuse d::e;").paths();
        assert_eq!(named[0].inside, ["a", "b"]);
        assert!(named[1].inside.is_empty());
    }
}
