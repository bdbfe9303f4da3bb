//! Measures a cube: `cargo run --release -p emn-series --example figures -- [OBSERVATIONS] [--csv FILE]`.
//!
//! Prints how long building takes, how much memory it needs, and the median and 99th percentile of some questions.
//! With `--csv` the same observations go into a file, so that other programs can be timed on them.

use std::error::Error;
use std::time::Instant;

use emn_protocol::record::Code;
use emn_series::cube::Cube;
use emn_series::population::Population;
use emn_series::question::Question;
use emn_series::sample;

/// How often each question is asked.
const ROUNDS: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut observations, mut csv) = (1_000_000, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--csv" => csv = Some(arguments.next().ok_or("--csv needs the name of a file")?),
            number => observations = number.parse()?,
        }
    }
    let measure: Code = sample::MEASURE.parse()?;
    let sources = sample::sources(observations, 1);
    if let Some(path) = csv {
        write_csv(&sources, &path)?;
    }
    let newest = sources[sources.len() - 1].clone();
    let start = Instant::now();
    let mut cube = Cube::build(&measure, sources);
    let (built, bytes) = (start.elapsed(), cube.bytes());
    say(&format!("{} observations in {} tables", cube.contents(false).observations, cube.tables()));
    say(&format!("built in {:.1} ms, {:.1} MiB", built.as_secs_f64() * 1e3, bytes as f64 / 1024.0 / 1024.0));
    let start = Instant::now();
    cube.update(&[newest.origin.record], vec![newest]);
    say(&format!("one record taken out and in again in {:.2} ms", start.elapsed().as_secs_f64() * 1e3));
    for (by, conditions) in [
        ("country,year", "sex:F"),
        ("year,sex", ""),
        ("country,year,sex,age", "year:2015..2024"),
        ("country,year,sex,age,form", "year:2020..2024"),
    ] {
        let mut question = Question::about(measure.clone());
        question.group_by(by)?;
        question.restrict(conditions)?;
        time(&cube, &question)?;
    }
    Ok(())
}

fn time(cube: &Cube, question: &Question) -> Result<(), Box<dyn Error>> {
    let population = Population::shipped();
    let mut times = Vec::with_capacity(ROUNDS);
    let mut rows = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        rows = cube.answer(question, population)?.rows.len();
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let (median, high) = (times[ROUNDS / 2], times[ROUNDS * 99 / 100]);
    say(&format!("p50 {median:.2} ms, p99 {high:.2} ms, {rows} rows: {}", question.canonical()));
    Ok(())
}

/// One row for each cell: who says what about whom, and when it was said.
fn write_csv(sources: &[emn_series::source::Source], path: &str) -> Result<(), Box<dyn Error>> {
    let mut out = csv::Writer::from_path(path)?;
    out.write_record([
        "member",
        "register",
        "time",
        "geo",
        "TIME_PERIOD",
        "sex",
        "age",
        "form",
        "OBS_VALUE",
        "OBS_FLAG",
    ])?;
    for source in sources {
        let table = &source.table;
        for (position, value) in table.values.iter().enumerate() {
            let codes = table.coordinates(position);
            let of =
                |id: &str| table.dimensions.iter().position(|axis| axis.id.as_str() == id).map(|at| codes[at].as_str());
            let geo = of("geo").or(source.countries.first().map(Code::as_str)).unwrap_or_default();
            let register = source.origin.register.as_deref().unwrap_or_default();
            let total = |id: &str, total| of(id).unwrap_or(total).to_owned();
            out.write_record([
                source.origin.member.as_str(),
                register,
                &source.origin.time.to_string(),
                if geo == "GR" { "EL" } else { geo },
                &total("TIME_PERIOD", ""),
                &total("sex", "T"),
                &total("age", "TOTAL"),
                &total("form", "TOTAL"),
                &value.map_or(String::new(), |value| value.to_string()),
                &table.flags_at(position).to_string(),
            ])?;
        }
    }
    Ok(out.flush()?)
}

#[expect(clippy::print_stdout, reason = "an example shows what it measured")]
fn say(line: &str) {
    println!("{line}");
}
