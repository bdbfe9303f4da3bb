//! Series: building the cube of a measure, and asking it.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, ensure};
use clap::Args;
use emn_protocol::record::Code;
use emn_series::cube::Cube;
use emn_series::population::Population;
use emn_series::question::Question;
use emn_series::sample;
use emn_series::source::Source;

use super::report::{Report, as_f64};

/// What `bench series` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn bench series                                 a million observations
  emn bench series --observations 100000
  emn bench series --csv FILE --json               also for other programs: see tests/peers

Tables are made from a seed: 34 members publish figures by year, sex, age and form, of two registers, again and again in
newer versions; the Commission publishes some by country. Each question is answered from all of them, every time anew.
`rows` and `sum` are what another program must find too.")]
pub(super) struct SeriesArgs {
    /// Observations.
    #[arg(long, default_value_t = 1_000_000)]
    observations: usize,
    /// How often each question is asked.
    #[arg(long, default_value_t = 200)]
    rounds: usize,
    /// Write the observations to this file, a row for each.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Seed of the made-up tables.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// A question: its name, what it groups by, its conditions, and per how many inhabitants.
type Asked = (&'static str, &'static str, &'static str, Option<u32>);

const QUESTIONS: [Asked; 4] = [
    ("women by country and year", "country,year", "sex:F", None),
    ("year and sex, countries added up", "year,sex", "", None),
    ("rate by country and year", "country,year", "", Some(100_000)),
    ("10,000 rows", "country,year,sex,age,form", "year:2023..2024", None),
];

pub(super) fn measure(args: &SeriesArgs) -> anyhow::Result<Report> {
    ensure!(
        args.observations > 0 && args.rounds > 0,
        "there is nothing to measure: ask for one observation, one round"
    );
    let measure: Code = sample::MEASURE.parse()?;
    let sources = sample::sources(args.observations, args.seed);
    if let Some(path) = &args.csv {
        write_csv(&sources, path).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let newest = sources[sources.len() - 1].clone();
    let observations: usize = sources.iter().map(|source| source.table.values.len()).sum();
    let mut report = Report::new("series");
    report.add("observations", as_f64(observations as u64), "");
    let begun = Instant::now();
    let mut cube = Cube::build(&measure, sources);
    report.rate("build", observations as u64, begun.elapsed());
    report.add("tables", as_f64(cube.tables() as u64), "");
    report.add("memory", as_f64(cube.bytes() as u64) / (1 << 20) as f64, "MiB");
    report.add("memory for one", as_f64(cube.bytes() as u64) / as_f64(observations as u64), "bytes");
    let begun = Instant::now();
    cube.update(&[newest.origin.record], vec![newest]);
    report.add("take one table out and in again", begun.elapsed().as_secs_f64() * 1e3, "ms");
    for asked in QUESTIONS {
        ask(&mut report, &cube, args.rounds, asked)?;
    }
    Ok(report)
}

fn ask(report: &mut Report, cube: &Cube, rounds: usize, (name, by, conditions, per): Asked) -> anyhow::Result<()> {
    let mut question = Question { per, ..Question::about(cube.measure().clone()) };
    question.group_by(by)?;
    question.restrict(conditions)?;
    let population = Population::shipped();
    let (mut times, mut rows, mut sum) = (Vec::with_capacity(rounds), 0, 0);
    for _ in 0..rounds {
        let begun = Instant::now();
        let answer = cube.answer(&question, population)?;
        times.push(begun.elapsed());
        rows = answer.rows.len() as u64;
        sum = answer.rows.iter().filter_map(|row| row.value).filter_map(|value| u64::try_from(value).ok()).sum();
    }
    report.percentiles(name, times);
    report.add(format!("{name}: rows"), as_f64(rows), "");
    report.add(format!("{name}: sum"), as_f64(sum), "");
    Ok(())
}

/// A row for each cell: who says what about whom, and when it was said. No field needs quotation marks.
fn write_csv(sources: &[Source], path: &Path) -> anyhow::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "member,register,time,geo,TIME_PERIOD,sex,age,form,OBS_VALUE,OBS_FLAG")?;
    for Source { origin, countries, table, .. } in sources {
        for (position, value) in table.values.iter().enumerate() {
            let codes = table.coordinates(position);
            let axis = |id: &str| table.dimensions.iter().position(|axis| axis.id.as_str() == id);
            let code = |id: &str, total: &'static str| axis(id).map_or(total, |at| codes[at].as_str());
            let own = countries.first().map(Code::as_str).unwrap_or_default();
            let geo = axis("geo").map_or(own, |at| codes[at].as_str());
            writeln!(
                out,
                "{},{},{},{},{},{},{},{},{},{}",
                origin.member,
                origin.register.as_deref().unwrap_or_default(),
                origin.time,
                if geo == "GR" { "EL" } else { geo },
                code("TIME_PERIOD", ""),
                code("sex", "T"),
                code("age", "TOTAL"),
                code("form", "TOTAL"),
                value.map_or(String::new(), |value| value.to_string()),
                table.flags_at(position),
            )?;
        }
    }
    Ok(out.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bench_of_few_tables_answers_and_writes_what_others_need() {
        let folder = tempfile::tempdir().unwrap();
        let csv = folder.path().join("observations.csv");
        let args = SeriesArgs { observations: 4000, rounds: 1, csv: Some(csv.clone()), seed: 1 };
        let report = serde_json::to_value(measure(&args).unwrap()).unwrap();
        let value = |name: &str| {
            let figures = report["figures"].as_array().unwrap();
            figures.iter().find(|figure| figure["name"] == name).unwrap()["value"].as_f64().unwrap()
        };
        let text = std::fs::read_to_string(&csv).unwrap();
        assert_eq!(text.lines().count(), 1 + value("observations") as usize);
        // Two tables of two countries: nothing is said twice.
        let women = |line: &&str| line.contains(",F,TOTAL,TOTAL,");
        let values = text.lines().filter(women).filter_map(|line| line.split(',').nth(8)?.parse::<f64>().ok());
        assert_eq!(value("women by country and year: sum"), values.sum::<f64>());
        assert_eq!(value("women by country and year: rows"), text.lines().filter(women).count() as f64);
    }
}
