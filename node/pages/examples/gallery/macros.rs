//! One page with all macros of `templates/parts.html`.

use emn_chart::chart::{Chart, Figure, Form, Series};
use emn_chart::look::{Size, Theme};
use emn_pages::parts::{Choice, Facet, FacetValue, Link, Mistakes, Pager, Step};
use emn_pages::{Frame, Html, Template};

pub(crate) const PAGES: &[super::Page] = &[("parts", "/topics", all)];

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% extends "layout.html" %}
{% import "parts.html" as parts %}
{% block title %}Parts{% endblock %}
{% block main %}
{{ parts::crumbs(topics, "Parts of pages") }}
<h1>Parts of pages</h1>
<p class="lead">What many pages are made of, in one place.</p>
{{ parts::error_summary(mistakes) }}
{{ parts::steps(steps) }}
<div class="with-aside">
<div>
<h2>List</h2>
<form class="search-bar" role="search" action="/search" aria-label="In this page"><label class="unseen" for="q">Search</label><input id="q" name="q" type="search"><button>{{ frame.t("search-button") }}</button></form>
{{ parts::pagination(pager) }}
{{ parts::empty("Nothing was found.", "Fewer filters find more.") }}
</div>
<aside aria-label="Filters">{{ parts::facet(facet, shown = 3) }}</aside>
</div>
<h2>Charts</h2>
{% for drawing in drawings %}<div class="drawing" role="group" tabindex="0" aria-label="Chart">{{ drawing }}</div>{% endfor %}
<h2>Form</h2>
<form method="post" action="/x" data-keeps>{{ parts::csrf() }}
{{ parts::text("title", "Title", hint = "One line that says what the report is about.", error = mistakes.of("title"), required = true) }}
{{ parts::area("summary", "Summary", value = "A text.", hint = "One page at most.") }}
{{ parts::select("language", "Language", choices, empty = "Choose one") }}
{{ parts::radios("audience", "Who may read it", choices, error = mistakes.of("audience")) }}
{{ parts::checkboxes("columns", "Columns", choices, inline = true) }}
{{ parts::checkbox("sure", "I have checked the figures", hint = "You sign for it.") }}
{{ parts::file("cases", "Cases", hint = "CSV or Parquet.", accept = ".csv,.parquet") }}
<p class="actions"><button>Save</button> <button class="secondary">Back</button> <button class="danger" data-asks="Really?">Delete</button> <button class="quiet" disabled>Edit</button></p>
</form>
<h2>Notices</h2>
{{ parts::notice("For your information.") }}{{ parts::notice("It went well.", "good") }}{{ parts::notice("Think twice.", "warning") }}{{ parts::notice("It went wrong.", "bad") }}
{% call parts::box_open("warning") %}<h3>With a heading</h3><p>And <a href="/">a link</a>.</p>{% endcall %}
<h2>Others</h2>
<dl class="facts">{{ parts::term("Signed by", "NL-1") }}{{ parts::term("Entry", "fzjut3te7n") }}</dl>
{% call parts::table("Members") %}<table><caption>Members</caption><thead><tr><th scope="col">Member</th><th scope="col">State</th></tr></thead><tbody><tr><th scope="row">NL</th><td>online</td></tr></tbody></table>{% endcall %}
{{ parts::copyable("line", "emn search mensenhandel --country NL", "The same on the command line") }}
<div class="panels"><div class="panel"><h3>One</h3><span class="key-figure">{{ frame.number(1334) }}</span><p>victims</p></div><div class="panel"><h3>Two</h3><p>Text</p></div><div class="panel"><h3>Three</h3><p>Text</p></div></div>
<div class="prose">{{ prose }}</div>
{% endblock %}"##
)]
struct PartsPage<'a> {
    frame: &'a Frame,
    mistakes: Mistakes,
    steps: Vec<Step>,
    topics: Vec<Link>,
    pager: Pager,
    facet: Facet,
    drawings: Vec<Html>,
    choices: Vec<Choice>,
    prose: Html,
}

fn all(frame: &Frame) -> String {
    let mut mistakes = Mistakes::default();
    mistakes.add("title", "Give a title in at least one language.");
    mistakes.add("audience", "Say who may read it.");
    let topics =
        vec![Link::new("/topics/trafficking", "Trafficking in human beings"), Link::new("/topics/x", "Asylum")];
    let choices = vec![
        Choice::new("public", "Everybody", true).hinted("It goes to the open-data portal as well."),
        Choice::new("network", "Members only", false),
    ];
    let pager = Pager { first: Some("?a".to_owned()), older: Some("?b".to_owned()) };
    let page = PartsPage {
        frame,
        mistakes,
        steps: steps(),
        topics,
        pager,
        facet: facet(),
        drawings: [Form::Line, Form::Bar, Form::Map].map(|form| drawing(frame, form)).into(),
        choices,
        prose: Html::markdown("# Heading\n\nA *text* with [a link](https://example.eu) and\n\n- a list\n- of two\n", 2),
    };
    page.render().unwrap_or_default()
}

fn steps() -> Vec<Step> {
    let step = |label: &str, done, current| Step { label: label.to_owned(), href: Some("#".to_owned()), done, current };
    vec![
        step("Upload", true, false),
        step("Map columns", true, false),
        step("Protect", false, true),
        step("Describe", false, false),
        Step { label: "Send".to_owned(), ..Step::default() },
    ]
}

fn facet() -> Facet {
    let value = |label: &str, count, chosen| FacetValue {
        label: label.to_owned(),
        count,
        href: "#".to_owned(),
        chosen,
        ..FacetValue::default()
    };
    let values = vec![
        value("Netherlands", 12_345, true),
        value("Belgium", 310, false),
        value("Luxembourg", 12, false),
        value("Germany", 4, false),
    ];
    Facet { name: "country".to_owned(), title: "Country".to_owned(), values }
}

fn drawing(frame: &Frame, form: Form) -> Html {
    let figures = |add: f64| {
        vec![
            Figure::Value(310.0 + add),
            Figure::Value(420.0 - add),
            Figure::Suppressed,
            Figure::Reserved(505.0 + add),
            Figure::Value(390.0),
        ]
    };
    let names = ["Netherlands", "Belgium", "Germany", "France", "Poland", "Finland", "Italy", "Spain"];
    let series = names.iter().enumerate();
    let series = series.map(|(at, name)| Series { label: (*name).to_owned(), figures: figures(at as f64 * 37.0) });
    let series: Vec<_> = series.take(if form == Form::Map { 1 } else { names.len() }).collect();
    let x: Vec<String> = (2019..2024).map(|year| year.to_string()).collect();
    let chart = Chart {
        title: "Registered victims".to_owned(),
        subtitle: "Persons, all nationalities".to_owned(),
        lang: frame.lang().to_owned(),
        form,
        x: if form == Form::Map { Vec::new() } else { x.clone() },
        series,
        areas: if form == Form::Map { ["NL", "BE", "DE", "FR", "PL"].map(str::to_owned).into() } else { Vec::new() },
        decimals: 0,
        notes: vec!["1 figure is suppressed".to_owned()],
    };
    Html::drawing(emn_chart::svg(&chart, Size { width: 760, height: 440 }, Theme::Page))
}
