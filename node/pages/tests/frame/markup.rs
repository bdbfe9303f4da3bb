//! Templates: nothing in them that the content security policy forbids, and nothing unescaped.

use crate::files::files;

/// The tags of a template, from `<` to `>`.
fn tags(template: &str) -> impl Iterator<Item = &str> {
    template.split('<').skip(1).map(|part| part.split('>').next().unwrap_or_default())
}

#[test]
fn template_has_no_style_or_script_of_its_own() {
    for (path, template) in files("templates", ".html") {
        for tag in tags(&template) {
            let attributes = tag.split_ascii_whitespace().skip(1);
            for attribute in attributes {
                let name = attribute.split('=').next().unwrap_or_default();
                let handler = name.len() > 3 && name.starts_with("on") && attribute.contains("=\"");
                assert!(!handler && !attribute.starts_with("style=\""), "{path}: {attribute} in <{tag}>");
            }
            assert!(!tag.starts_with("style") && !tag.starts_with("base"), "{path}: <{tag}>");
            assert!(!tag.starts_with("script") || tag.contains(" src="), "{path}: script within the page");
            assert!(!tag.starts_with("iframe") && !tag.starts_with("object") && !tag.starts_with("embed"), "{path}");
        }
        assert!(!template.to_lowercase().contains("javascript:"), "{path}");
    }
}

#[test]
fn template_escapes_everything() {
    for (path, template) in files("templates", ".html") {
        for way_out in ["|safe", "| safe", "escape(\"none\")", "|escape(", "raw %}"] {
            assert!(!template.contains(way_out), "{path}: {way_out}");
        }
    }
}

#[test]
fn template_loads_nothing_from_elsewhere() {
    for (path, template) in files("templates", ".html") {
        for tag in tags(&template) {
            let loads = ["src=\"http", "href=\"http", "action=\"http", "src=\"//", "href=\"//", "action=\"//"];
            assert!(!loads.iter().any(|begin| tag.contains(begin)), "{path}: <{tag}>");
        }
    }
}

/// What carries the token of a form: the function itself, and the macros that call it.
fn carriers() -> Vec<String> {
    let mut carriers = vec!["csrf()".to_owned()];
    for (_, template) in files("templates", ".html") {
        for part in template.split("macro ").skip(1) {
            let part = part.split("endmacro").next().unwrap_or_default();
            if let Some((name, _)) = part.split_once('(').filter(|_| part.contains("csrf()")) {
                carriers.push(format!("::{name}("));
            }
        }
    }
    carriers
}

#[test]
fn form_that_changes_something_carries_its_token() {
    let carriers = carriers();
    for (path, template) in files("templates", ".html") {
        for form in template.split("<form").skip(1) {
            let (tag, _) = form.split_once('>').unwrap_or_default();
            let body = form.split("</form").next().unwrap_or_default();
            let carries = carriers.iter().any(|carrier| body.contains(carrier.as_str()));
            assert!(
                carries || !tag.contains("method=\"post\""),
                "{path}: a form without the hidden field: <form{tag}>"
            );
        }
    }
}

#[test]
fn icon_is_a_picture_and_nothing_else() {
    for (path, picture) in files("assets", ".svg") {
        for bad in ["<script", "style=", "href", "onload", "<foreignObject"] {
            assert!(!picture.contains(bad), "{path}: {bad}");
        }
    }
}
