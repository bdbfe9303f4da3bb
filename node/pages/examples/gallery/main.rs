//! Writes pages made of sample data into a folder, with style and script beside them, to be looked at in a browser:
//! `cargo run -p emn-pages --example gallery -- FOLDER`. Each page is there light and dark, and light in each language.

#![allow(clippy::print_stdout, reason = "it is a program for the terminal")]

mod macros;
mod own;

use std::fs;
use std::path::Path;

// Templates name these as parts of their own crate.
use emn_pages::{Frame, Locale, Look, Site, Visitor, assets, parts};

/// A page: its name, its address in the node, and how it is made.
type Page = (&'static str, &'static str, fn(&Frame) -> String);

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "gallery".to_owned());
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for asset in assets::all() {
        fs::write(folder.join("assets").join(&asset.name), &asset.bytes)?;
    }
    let pages: Vec<Page> = [macros::PAGES, own::PAGES].concat();
    for (name, here, make) in pages {
        for (lang, look) in
            [("en", Look::Light), ("en", Look::Dark), ("nl", Look::Light), ("fr", Look::Light), ("de", Look::Light)]
        {
            let html = make(&frame(here, lang, look)).replace("=\"/assets/", "=\"assets/");
            let ending = if look == Look::Dark { "dark" } else { lang };
            fs::write(folder.join(format!("{name}.{ending}.html")), html)?;
        }
    }
    println!("{}", folder.display());
    Ok(())
}

fn frame(here: &str, lang: &str, look: Look) -> Frame {
    let site = Site {
        network: "European Migration Network".to_owned(),
        member: "NL".to_owned(),
        version: "0.1.0".to_owned(),
        four_eyes: true,
    };
    let visitor =
        Visitor { name: "Joke de Vries".to_owned(), publisher: true, approver: true, administrator: true, waiting: 2 };
    Frame {
        locale: Locale::of(lang).unwrap_or_default(),
        look,
        site,
        visitor: (!here.starts_with("/sign-in")).then_some(visitor),
        here: here.to_owned(),
        csrf: "sample".to_owned(),
        notice: (here == "/topics").then(|| "saved".to_owned()),
    }
}
