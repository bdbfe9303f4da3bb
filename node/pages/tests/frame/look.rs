//! The look: what can be read can be read by everybody, in both themes, and nothing comes from elsewhere.

use std::collections::BTreeMap;

use crate::files::{file, files};

/// Colours by name: on light and on dark ground.
fn colours() -> BTreeMap<String, (String, String)> {
    let sheet = file("assets/base.css");
    let pairs = sheet.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": light-dark(")?;
        let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
        Some((name.to_owned(), (light.to_owned(), dark.to_owned())))
    });
    pairs.collect()
}

/// Relative luminance (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Texts with the grounds on which they stand (WCAG 2.2, 1.4.3).
const TEXTS: [(&str, &[&str]); 15] = [
    ("text", &["ground", "surface", "raised", "info-ground", "good-ground", "warning-ground", "bad-ground"]),
    ("muted", &["ground", "surface", "raised", "info-ground", "good-ground", "warning-ground", "bad-ground"]),
    ("link", &["ground", "surface", "raised", "info-ground", "good-ground", "warning-ground", "bad-ground"]),
    ("visited", &["ground", "surface"]),
    ("on-accent", &["accent", "accent-strong"]),
    ("on-band", &["band"]),
    ("on-band-muted", &["band"]),
    ("on-mark", &["mark"]),
    ("good", &["ground", "surface", "good-ground"]),
    ("warning", &["ground", "surface", "warning-ground"]),
    ("bad", &["ground", "surface", "bad-ground"]),
    ("info", &["ground", "surface", "info-ground"]),
    ("text", &["land", "class-1"]),
    ("series-1", &["ground"]),
    ("series-7", &["ground"]),
];

/// Edges of controls, focus, and parts of charts with what is beside them (WCAG 2.2, 1.4.11).
const SHAPES: [(&str, &[&str]); 14] = [
    ("edge", &["ground", "surface"]),
    ("focus", &["ground", "surface", "raised"]),
    ("focus-band", &["band"]),
    ("on-band-muted", &["band"]),
    ("accent", &["ground", "surface"]),
    ("good", &["ground", "good-ground"]),
    ("bad", &["ground", "bad-ground"]),
    ("series-2", &["ground"]),
    ("series-3", &["ground"]),
    ("series-4", &["ground"]),
    ("series-5", &["ground"]),
    ("series-6", &["ground"]),
    ("series-8", &["ground"]),
    ("class-5", &["ground"]),
];

#[test]
fn contrast_in_both_themes_is_enough() {
    let colours = colours();
    let mut low = Vec::new();
    for (least, pairs) in [(4.5, &TEXTS[..]), (3.0, &SHAPES[..])] {
        for (name, grounds) in pairs {
            for ground in *grounds {
                let (ink, ground_pair) = (&colours[*name], &colours[*ground]);
                for (theme, ratio) in
                    [("light", contrast(&ink.0, &ground_pair.0)), ("dark", contrast(&ink.1, &ground_pair.1))]
                {
                    if ratio < least {
                        low.push(format!("{name} on {ground}, {theme}: {ratio:.2} < {least}"));
                    }
                }
            }
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

#[test]
fn shades_of_maps_go_one_way() {
    let colours = colours();
    let shades: Vec<_> = (1..=5).map(|class| &colours[&format!("class-{class}")]).collect();
    assert!(shades.is_sorted_by(|few, many| luminance(&few.0) > luminance(&many.0)));
    assert!(shades.is_sorted_by(|few, many| luminance(&few.1) < luminance(&many.1)));
}

#[test]
fn style_asks_nobody_and_overrules_nothing() {
    for (path, sheet) in files("assets", ".css") {
        for word in ["url(", "@import", "@font-face", "!important", "http:", "https:"] {
            assert!(!sheet.contains(word), "{path}: {word}");
        }
    }
}

#[test]
fn colour_in_a_page_sheet_is_a_property_of_the_base() {
    let colours = colours();
    for (path, sheet) in files("assets/pages", ".css") {
        for line in sheet.lines() {
            let bare = line.contains(": #") || line.contains("rgb(") || line.contains("hsl(");
            assert!(!bare, "{path}: a colour of its own cannot follow the theme: {line}");
        }
    }
    for (path, sheet) in files("assets", ".css") {
        for used in sheet.split("var(--").skip(1) {
            let name = used.split([')', ',']).next().unwrap();
            let known = colours.contains_key(name) || sheet.contains(&format!("--{name}:"));
            assert!(known || file("assets/base.css").contains(&format!("--{name}:")), "{path}: --{name} is not set");
        }
    }
}

#[test]
fn style_script_and_picture_are_small() {
    let size = |ending: &str| -> usize {
        let files = emn_pages::assets::all().iter().filter(|asset| asset.name.ends_with(ending));
        files.map(|asset| asset.bytes.len()).sum()
    };
    assert!(file("assets/base.css").len() < 30_000);
    assert!(size(".css") < 60_000, "{}", size(".css"));
    assert!(size(".js") < 6_000 && size(".svg") < 2_000);
}
