//! Documents: links resolve, the index is complete, decisions have the house form.

use crate::tree::{Tree, Violation};

const INDEX: &str = "docs/README.md";
const DECISIONS: &str = "docs/adr/";
/// Parts of a decision, in this order.
const PARTS: [&str; 4] = ["Context", "Decision", "Consequence", "Revisit when"];

/// A link of a Markdown text.
#[derive(Debug, PartialEq, Eq)]
struct Link {
    /// From 1.
    line: usize,
    /// As written, without title.
    target: String,
}

fn violation(file: &str, line: usize, rule: &'static str, what: String) -> Violation {
    Violation { file: file.to_owned(), line, rule, what }
}

/// Finds links to files, folders or headings of the repository that are not there.
pub(crate) fn check_links(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for (file, text) in tree.below("", ".md") {
        for link in links(text).into_iter().filter(|link| !leads_out(&link.target)) {
            let (path, heading) = link.target.split_once('#').unwrap_or((&link.target, ""));
            let Some(path) = resolve(file, path).filter(|path| tree.has(path)) else {
                let what = format!("the link `{}` leads nowhere: mend the path, or write the file", link.target);
                found.push(violation(file, link.line, "link", what));
                continue;
            };
            let missing = !heading.is_empty()
                && path.ends_with(".md")
                && !tree.text(&path).is_some_and(|text| slugs(text).iter().any(|slug| slug == heading));
            if missing {
                let what = format!("`{path}` has no heading `#{heading}`: link to one that it has");
                found.push(violation(file, link.line, "link", what));
            }
        }
    }
    found
}

/// Finds documents that the index does not link to.
pub(crate) fn check_index(tree: &Tree) -> Vec<Violation> {
    let Some(index) = tree.text(INDEX) else {
        return vec![violation(INDEX, 1, "index", "the index of the documents is missing: write it".to_owned())];
    };
    let named: Vec<String> = links(index)
        .into_iter()
        .filter_map(|link| resolve(INDEX, link.target.split('#').next().unwrap_or_default()))
        .collect();
    tree.below("docs/", "")
        .map(|(file, _)| file)
        .filter(|file| *file != INDEX && !named.iter().any(|name| name == file))
        .map(|file| violation(file, 1, "index", format!("{INDEX} does not link to it: add it where a reader looks")))
        .collect()
}

/// Finds decisions without the four parts, out of order, or empty; and numbers with gaps.
pub(crate) fn check_decisions(tree: &Tree) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, (file, text)) in tree.below(DECISIONS, ".md").enumerate() {
        let number = format!("{:04}", index + 1);
        if !file.starts_with(&format!("{DECISIONS}{number}-")) || !text.starts_with(&format!("# {number} ")) {
            let what = format!("decisions are numbered without gaps: file and title should begin with {number}");
            found.push(violation(file, 1, "decision", what));
        }
        let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).map(str::trim).collect();
        if headings != PARTS {
            let what = format!("a decision has the parts {}; this one has {}", PARTS.join(", "), headings.join(", "));
            found.push(violation(file, 1, "decision", what));
        }
        if let Some(part) = text.split("\n## ").skip(1).find(|part| part.trim().lines().count() < 2) {
            let what = format!("the part `{}` is empty: say it, even if in one sentence", part.trim());
            found.push(violation(file, 1, "decision", what));
        }
    }
    found
}

fn leads_out(target: &str) -> bool {
    let scheme = target.split_once(':').map_or("", |(scheme, _)| scheme);
    !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// The path from the root that a link in `file` means; none when it leaves the repository.
fn resolve(file: &str, target: &str) -> Option<String> {
    if target.is_empty() {
        return Some(file.to_owned());
    }
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => file.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Lines outside code blocks, code spans blanked, numbered from 1.
fn prose(text: &str) -> Vec<(usize, String)> {
    let mut fence: Option<&str> = None;
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let mark = ["```", "~~~"].into_iter().find(|mark| line.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(close)) if open == close => fence = None,
            (Some(_), _) => {}
            (None, None) => lines.push((index + 1, without_code_spans(line))),
        }
    }
    lines
}

fn without_code_spans(line: &str) -> String {
    let parts: Vec<&str> = line.split('`').collect();
    let last = parts.len() - 1;
    let keep = |index: usize| index.is_multiple_of(2) || index == last;
    parts.iter().enumerate().map(|(index, part)| if keep(index) { part } else { "" }).collect()
}

/// Inline links and images, and the targets of reference links.
fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (line, prose) in prose(text) {
        let inline = prose.match_indices("](").map(|(at, _)| &prose[at + 2..]);
        let inline = inline.filter_map(|rest| rest.find(')').map(|end| &rest[..end]));
        let reference = prose.strip_prefix('[').and_then(|rest| rest.split_once("]:")).map(|(_, target)| target);
        for target in inline.chain(reference) {
            let target = target.split_whitespace().next().unwrap_or_default();
            let target = target.trim_start_matches('<').trim_end_matches('>').to_owned();
            links.push(Link { line, target });
        }
    }
    links
}

/// The anchors that a Markdown text has for its headings.
fn slugs(text: &str) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        let title = line.trim_start_matches('#');
        if fenced || title.len() == line.len() || !title.starts_with(' ') {
            continue;
        }
        let kept = title.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let slug = kept.collect::<String>().to_lowercase().replace(' ', "-");
        let again = slugs.iter().filter(|other| **other == slug).count();
        slugs.push(if again == 0 { slug } else { format!("{slug}-{again}") });
    }
    slugs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(files: &[(&str, &str)]) -> Vec<String> {
        check_links(&Tree::of(files)).iter().map(Violation::to_string).collect()
    }

    #[test]
    fn link_to_nothing_is_found_with_its_line() {
        let found = broken(&[("docs/a.md", "# A\n\nSee [b](b.md) and [c](../c/).\n")]);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("docs/a.md:3: [link] the link `b.md` leads nowhere"));
    }

    #[test]
    fn link_to_a_missing_heading_is_found() {
        let b = ("docs/b.md", "# The *one*, `two`\n```\n# No\n```\n## X\n## X\n");
        assert_eq!(
            broken(&[("docs/a.md", "[b](b.md#the-one-two) [x](b.md#x-1) [self](#a)\n# A"), b]),
            Vec::<String>::new()
        );
        assert_eq!(broken(&[("docs/a.md", "[b](b.md#no)\n[x](b.md#x-2)\n[self](#b)"), b]).len(), 3);
    }

    #[test]
    fn links_out_in_code_and_to_folders_are_fine() {
        let text = "[web](https://example.org) [mail](mailto:a@b) `[code](x.md)` ![pic](p.png \"title\")\n\
                    ```\n[block](y.md)\n```\n[folder](adr/) [root](/LICENSE)\n[ref]: <a.md>\n";
        let files = [("docs/a.md", text), ("docs/p.png", ""), ("docs/adr/0001-x.md", ""), ("LICENSE", "")];
        assert_eq!(broken(&files), Vec::<String>::new());
        assert_eq!(broken(&[("a.md", "[out](../elsewhere.md)\n[ref]: b.md")]).len(), 2);
    }

    #[test]
    fn document_missing_from_the_index_is_found() {
        let tree = Tree::of(&[(INDEX, "[a](a.md)"), ("docs/a.md", ""), ("docs/b.toml", "")]);
        assert_eq!(check_index(&tree).iter().map(|found| found.file.as_str()).collect::<Vec<_>>(), ["docs/b.toml"]);
        assert_eq!(check_index(&Tree::of(&[])).len(), 1);
    }

    #[test]
    fn decision_without_the_house_form_is_found() {
        let good = "# 0001 Title\n\n## Context\nA.\n## Decision\nB.\n## Consequence\nC.\n## Revisit when\nD.\n";
        let count = |file: &str, text: &str| check_decisions(&Tree::of(&[(file, text)])).len();
        assert_eq!(count("docs/adr/0001-title.md", good), 0);
        assert_eq!(count("docs/adr/0002-title.md", good), 1);
        assert_eq!(count("docs/adr/0001-title.md", &good.replace("# 0001", "# 0003")), 1);
        assert_eq!(count("docs/adr/0001-title.md", &good.replace("Revisit when", "Later")), 1);
        assert_eq!(count("docs/adr/0001-title.md", &good.replace("C.\n", "")), 1);
    }
}
