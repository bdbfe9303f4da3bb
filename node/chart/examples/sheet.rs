//! Draws a sheet of charts into a folder: SVG, PNG and text of each, and a page that shows them all.
//!
//! `cargo run -p emn-chart --example sheet -- FOLDER`. All figures are made up.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use emn_chart::chart::{Chart, Figure, Form, Series};
use emn_chart::look::{Size, Theme};
use emn_chart::{png, svg, terminal};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say into which folder: sheet FOLDER")?);
    fs::create_dir_all(&folder)?;
    let mut page = String::from("<!doctype html><meta charset=utf-8><title>Sheet</title><body>\n");
    for (name, chart, size) in charts() {
        chart.check().map_err(|error| format!("{name}: {error}"))?;
        fs::write(folder.join(format!("{name}.svg")), svg(&chart, size, Theme::Light))?;
        fs::write(folder.join(format!("{name}.png")), png(&chart, size, Theme::Light)?)?;
        fs::write(folder.join(format!("{name}-dark.png")), png(&chart, size, Theme::Dark)?)?;
        let text = terminal(&chart, 80, false) + "\n" + &terminal(&chart, 40, false);
        fs::write(folder.join(format!("{name}.txt")), text)?;
        writeln!(page, "{}", svg(&chart, size, Theme::Page))?;
    }
    fs::write(folder.join("sheet.html"), page)?;
    Ok(())
}

const WIDE: Size = Size { width: 760, height: 440 };
const SMALL: Size = Size { width: 420, height: 320 };

fn charts() -> Vec<(&'static str, Chart, Size)> {
    vec![
        ("01-lines", lines(), WIDE),
        ("02-many-lines", many(Form::Line, 14), Size { width: 760, height: 520 }),
        ("03-bars", bars(), WIDE),
        ("04-long-labels", long_labels(), WIDE),
        ("05-multiples", many(Form::SmallMultiples, 12), Size { width: 760, height: 520 }),
        ("06-map", map(), Size { width: 760, height: 560 }),
        ("07-narrow-map", map(), Size { width: 420, height: 520 }),
        ("08-empty", Chart { series: vec![series("NL", &[M, M, M])], ..periods("Nothing is known", 3) }, SMALL),
        ("09-one-point", Chart { series: vec![series("NL", &[V(42.0)])], ..periods("One point", 1) }, SMALL),
        ("10-zero", Chart { series: vec![series("NL", &[V(0.0); 6])], ..periods("All zero", 6) }, SMALL),
        ("11-negative", negative(), SMALL),
        ("12-huge", huge(), SMALL),
        ("13-tiny", tiny(), SMALL),
        ("14-hundreds", hundreds(), WIDE),
        ("15-sixty", many(Form::SmallMultiples, 60), Size { width: 900, height: 700 }),
        ("16-grouped", grouped(), Size { width: 480, height: 360 }),
        ("17-negative-lying", negative_lying(), WIDE),
    ]
}

use Figure::{Missing as M, Reserved as R, Suppressed as S, Value as V};

fn series(label: &str, figures: &[Figure]) -> Series {
    Series { label: label.to_owned(), figures: figures.to_vec() }
}

fn periods(title: &str, count: usize) -> Chart {
    Chart {
        title: title.to_owned(),
        subtitle: "Persons. Source: made-up figures".to_owned(),
        lang: "en".to_owned(),
        form: Form::Line,
        x: (0..count).map(|at| (2024 - count + at).to_string()).collect(),
        series: Vec::new(),
        areas: Vec::new(),
        decimals: 0,
        notes: Vec::new(),
    }
}

fn lines() -> Chart {
    Chart {
        title: "Registered victims of trafficking in human beings".to_owned(),
        subtitle: "Number of persons, all forms of exploitation, both sexes. Source: made-up figures".to_owned(),
        notes: vec![
            "2 figures are suppressed, since they are smaller than the minimum frequency.".to_owned(),
            "Netherlands 2021 and 2022: provisional. Austria: definition differs from that of the other countries, \
             since only persons with a final decision of the competent authority are counted."
                .to_owned(),
        ],
        series: vec![
            series("Netherlands", &[V(1074.0), V(958.0), V(668.0), V(1334.0), V(984.0), V(791.0), R(868.0), R(814.0)]),
            series("Belgium", &[V(150.0), V(144.0), V(152.0), V(131.0), V(150.0), V(124.0), V(178.0), V(162.0)]),
            series("Austria", &[R(116.0), R(120.0), R(142.0), S, S, R(108.0), R(132.0), R(121.0)]),
            series("Luxembourg", &[S, V(11.0), V(14.0), M, M, V(16.0), V(18.0), V(21.0)]),
            series(
                "Bundesrepublik Deutschland (ohne Verdachtsfälle)",
                &[V(1005.0), V(1020.0), V(1142.0), V(1101.0), V(1210.0), V(1180.0), V(1205.0), M],
            ),
        ],
        ..periods("", 8)
    }
}

fn wave(at: usize, place: usize) -> Figure {
    match (at * 7 + place * 3) % 23 {
        0 => Figure::Suppressed,
        1 => Figure::Missing,
        2 => Figure::Reserved((at * 31 % 97) as f64 + place as f64 * 3.0),
        other => Figure::Value((at * 31 % 97) as f64 + place as f64 * 3.0 + other as f64),
    }
}

fn many(form: Form, count: usize) -> Chart {
    let names = ["Belgique", "Česko", "Danmark", "Deutschland", "Eesti", "Éire", "Ελλάδα", "España", "България"];
    let one = |at: usize| Series {
        label: names.get(at).map_or_else(|| format!("Land {at}"), |name| (*name).to_owned()),
        figures: (0..11).map(|place| wave(at, place)).collect(),
    };
    Chart { form, lang: "fr".to_owned(), series: (0..count).map(one).collect(), ..periods("Victimes par pays", 11) }
}

fn bars() -> Chart {
    let x = ["Sexuele uitbuiting", "Arbeidsuitbuiting", "Criminele uitbuiting", "Orgaanhandel", "Andere of onbekend"];
    Chart {
        title: "Slachtoffers naar vorm van uitbuiting".to_owned(),
        subtitle: "Aantal personen, 2023. Bron: verzonnen cijfers".to_owned(),
        lang: "nl".to_owned(),
        form: Form::Bar,
        x: x.map(str::to_owned).to_vec(),
        series: vec![
            series("Vrouwen", &[V(1498.0), V(312.0), V(97.0), S, R(45.0)]),
            series("Mannen", &[V(141.0), V(1234.0), V(203.0), M, R(61.0)]),
        ],
        ..periods("", 1)
    }
}

fn long_labels() -> Chart {
    let x = [
        "Sexuelle Ausbeutung einschließlich der Zwangsprostitution",
        "Arbeitsausbeutung in Landwirtschaft, Bau und Gastgewerbe",
        "Ausbeutung bei der Begehung mit Strafe bedrohter Handlungen",
        "Erzwungene Bettelei",
        "Organentnahme",
        "Zwangsheirat",
        "Illegale Adoption",
        "Nicht bekannt",
    ];
    let figures = [V(734.2), V(1021.5), V(88.0), R(41.3), S, V(19.7), M, V(0.4)];
    Chart {
        title: "Opfer nach Form der Ausbeutung, Durchschnitt der Jahre 2019 bis 2023, mit einem Titel, der so lang \
                ist, dass er umbrochen werden muss und danach noch immer nicht ganz hineinpasst, weil er nicht endet"
            .to_owned(),
        lang: "de".to_owned(),
        form: Form::Bar,
        x: x.map(str::to_owned).to_vec(),
        series: vec![series("Personen", &figures)],
        decimals: 1,
        ..periods("", 1)
    }
}

fn map() -> Chart {
    let areas = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK NO CH UK UA US";
    let areas: Vec<String> = areas.split(' ').map(str::to_owned).collect();
    let figures = (0..areas.len()).map(|at| match at {
        3 | 19 => Figure::Suppressed,
        7 => Figure::Missing,
        11 => Figure::Reserved(2.4),
        _ => Figure::Value((at * 37 % 101) as f64 / 9.0),
    });
    Chart {
        title: "Registered victims per 100,000 inhabitants, 2023".to_owned(),
        form: Form::Map,
        x: Vec::new(),
        series: vec![Series { label: "Victims".to_owned(), figures: figures.collect() }],
        areas,
        decimals: 1,
        notes: vec!["Countries count differently: see the report.".to_owned()],
        ..periods("", 1)
    }
}

fn negative() -> Chart {
    let figures = [V(-12.0), V(30.0), V(-45.0), S, V(22.0), R(-8.0)];
    Chart { form: Form::Bar, series: vec![series("NL", &figures)], ..periods("Change to the year before", 6) }
}

fn negative_lying() -> Chart {
    let names = ["Labour exploitation in agriculture and horticulture", "Sexual exploitation of minors", "Begging"];
    let x = names.iter().chain(&["Forced marriage and domestic servitude", "Criminal exploitation", "Other", "Total"]);
    Chart {
        form: Form::Bar,
        x: x.map(|name| (*name).to_owned()).collect(),
        series: vec![
            series("2022", &[V(-12.0), V(30.0), V(-45.0), S, V(22.0), R(-8.0), V(1.0)]),
            series("2023", &[V(8.0), V(-3.0), M, V(17.0), V(-22.0), R(8.0), V(0.0)]),
        ],
        ..periods("Change to the year before", 1)
    }
}

fn huge() -> Chart {
    let figures = [V(2.1e14), V(6.4e14), V(9.9e14), V(1e15)];
    Chart { series: vec![series("EUR", &figures)], ..periods("Proceeds of crime", 4) }
}

fn tiny() -> Chart {
    let figures = [V(0.0004), V(0.001), V(0.0007), R(0.0002)];
    Chart { decimals: 4, series: vec![series("Rate", &figures)], ..periods("Very small rates", 4) }
}

fn hundreds() -> Chart {
    let months = (0..400).map(|at| format!("{}-{:02}", 1990 + at / 12, at % 12 + 1)).collect();
    let one = |label: &str, base: f64| Series {
        label: label.to_owned(),
        figures: (0..400).map(|at| Figure::Value((base + (f64::from(at) / 19.0).sin() * 90.0).round())).collect(),
    };
    let series = vec![one("Women", 700.0), one("Men", 640.0), one("Children", 620.0)];
    Chart { x: months, series, ..periods("Monthly figures, more points than can be marked", 1) }
}

fn grouped() -> Chart {
    let one = |at: usize| Series {
        label: format!("Group {}", at + 1),
        figures: (0..4).map(|place| wave(at + 3, place + at)).collect(),
    };
    Chart { form: Form::Bar, series: (0..8).map(one).collect(), ..periods("Eight groups over four years", 4) }
}
