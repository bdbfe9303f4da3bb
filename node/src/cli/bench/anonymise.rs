//! Anonymisation: counting, protecting, attacking, screening.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use clap::{Args, ValueEnum};
use emn_anonymise::audit::audit;
use emn_anonymise::outcome::{Audit, Protected};
use emn_anonymise::policy::Policy;
use emn_anonymise::publication::Publication;
use emn_anonymise::read::{Format, Input, Limits, Source};
use emn_anonymise::sample::{self, Shape};
use emn_anonymise::screen::score::{CORPUS, read_corpus, score};
use emn_anonymise::screen::screen;
use emn_anonymise::suppress::{Loss, hypercube, primary_only, protect};
use emn_anonymise::tabulate::{Mapping, tabulate};

use super::append::Scratch;
use super::process::peak_memory;
use super::report::{Report, as_f64};

/// What `bench anonymise` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  emn bench anonymise                          all but the largest table
  emn bench anonymise --part tables --large    tables up to 100,000 cells
  emn bench anonymise --part count --rows 20000000
  emn bench anonymise --part text --json")]
pub(super) struct AnonymiseArgs {
    /// Only this part.
    #[arg(long, value_enum)]
    part: Option<Part>,
    /// Case rows to count.
    #[arg(long, default_value_t = 5_000_000)]
    rows: u64,
    /// Also the table of 100,000 cells.
    #[arg(long)]
    large: bool,
    /// Seed of the made-up tables.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Counting case rows.
    Count,
    /// Protecting and attacking tables.
    Tables,
    /// Screening texts.
    Text,
}

pub(super) fn measure(args: &AnonymiseArgs) -> anyhow::Result<Report> {
    let mut report = Report::new("anonymise");
    let wanted = |part: Part| args.part.is_none_or(|only| only == part);
    if wanted(Part::Count) {
        count(&mut report, args.rows)?;
    }
    if wanted(Part::Tables) {
        for shape in Shape::ALL {
            if args.large || shape != Shape::HundredThousand {
                table(&mut report, args.seed, shape)?;
            }
        }
    }
    if wanted(Part::Text) {
        text(&mut report)?;
    }
    if let Some(peak) = peak_memory() {
        report.add("peak memory", as_f64(peak) / (1 << 20) as f64, "MiB");
    }
    Ok(report)
}

const MAPPING: &str = r#"
id = "bench"
measure = "victims-identified"

[[dimension]]
id = "sex"
column = "sex"
total = "T"
values = { F = ["female"], M = ["male"] }

[[dimension]]
id = "age"
column = "age"
kind = "age"
total = "TOTAL"
codes = ["Y_LT18", "Y18-34", "Y35-64", "Y_GE65"]

[[dimension]]
id = "citizen"
column = "citizenship"
total = "TOTAL"
shared = true

[[dimension]]
id = "TIME_PERIOD"
column = "registered"
kind = "date"
levels = ["year"]
"#;

/// Writes a register with six columns, the same for everybody.
fn write_cases(path: &Path, rows: u64) -> anyhow::Result<()> {
    const CITIZENS: [&str; 12] = ["NG", "RO", "BG", "NL", "HU", "PL", "VN", "UA", "MA", "SY", "BR", "CN"];
    const FORMS: [&str; 3] = ["sexual", "labour", "other"];
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "sex,age,citizenship,registered,form,region")?;
    let mut state = 1u64;
    let mut draw = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % below
    };
    for _ in 0..rows {
        let sex = if draw(10) < 7 { "female" } else { "male" };
        let (age, year, month, day) = (8 + draw(60), 2020 + draw(5), 1 + draw(12), 1 + draw(28));
        let (citizen, form, region) = (CITIZENS[draw(12)], FORMS[draw(3)], draw(12));
        writeln!(file, "{sex},{age},{citizen},{year}-{month:02}-{day:02},{form},R{region}")?;
    }
    Ok(file.flush()?)
}

fn count(report: &mut Report, rows: u64) -> anyhow::Result<()> {
    let mapping = Mapping::parse("bench", MAPPING).map_err(|found| anyhow!("{found:?}"))?;
    let scratch = Scratch::new(None)?;
    let path = scratch.0.join("cases.csv");
    write_cases(&path, rows)?;
    let bytes = path.metadata()?.len();
    let input = Input { name: "cases".to_owned(), source: Source::Path(path), format: Some(Format::Csv) };
    let began = Instant::now();
    let counted = tabulate(input, &mapping, &Limits::default(), &mut |_, _| {}).context("counting")?;
    let took = began.elapsed();
    anyhow::ensure!(counted.rows == rows, "{} of {rows} rows were counted", counted.rows);
    report.rate("count case rows of six columns", rows, took);
    report.add("count case rows: bytes", as_f64(bytes) / took.as_secs_f64() / 1e6, "MB/s");
    Ok(())
}

fn table(report: &mut Report, seed: u64, shape: Shape) -> anyhow::Result<()> {
    let policy = Policy::default();
    let new = sample::table(seed, shape);
    let name = shape.name();
    let never = || false;
    let began = Instant::now();
    let protected = protect(&new, &[], &policy, &never).context(name)?;
    let protecting = began.elapsed();
    let (attacked, attacking) = attack(&protected, &policy);
    let loss = Loss::of(&protected);
    report.add(format!("{name}: cells"), as_f64(loss.cells as u64), "");
    report.add(format!("{name}: sensitive"), as_f64(loss.primary as u64), "");
    report.add(format!("{name}: protect"), protecting.as_secs_f64(), "s");
    report.add(format!("{name}: attack"), attacking.as_secs_f64(), "s");
    report.add(format!("{name}: exposed"), as_f64(exposed(&attacked) as u64), "cells");
    lost(report, name, "ours", &loss);
    let naive = primary_only(&new, &policy);
    lost(report, name, "primary only", &Loss::of(&naive));
    if shape != Shape::HundredThousand {
        let (attacked, _) = attack(&naive, &policy);
        report.add(format!("{name}: exposed by primary only"), as_f64(exposed(&attacked) as u64), "cells");
    }
    let began = Instant::now();
    let cubes = hypercube::protect_hypercube(&new, &policy);
    report.add(format!("{name}: hypercube method"), began.elapsed().as_secs_f64(), "s");
    lost(report, name, "hypercube", &Loss::of(&cubes));
    Ok(())
}

fn attack(protected: &Protected, policy: &Policy) -> (Audit, Duration) {
    let began = Instant::now();
    let publication: &Publication = &protected.publication;
    let found = audit(&[], std::slice::from_ref(publication), policy, &|| false);
    (found, began.elapsed())
}

fn exposed(found: &Audit) -> usize {
    found.cells.iter().filter(|cell| cell.verdict.exposed()).count()
}

fn lost(report: &mut Report, name: &str, method: &str, loss: &Loss) {
    report.add(format!("{name}: suppressed, {method}"), as_f64(loss.suppressed_cells as u64), "cells");
    // Sums of counts in benchmarks are far below 2^52.
    let share = loss.suppressed_sum as f64 / (loss.total_sum as f64).max(1.0);
    report.add(format!("{name}: suppressed sum, {method}"), share * 100.0, "%");
}

fn text(report: &mut Report) -> anyhow::Result<()> {
    let sentences = read_corpus(CORPUS).context("the corpus")?;
    let mut languages: Vec<&str> = sentences.iter().map(|sentence| sentence.lang.as_str()).collect();
    languages.sort_unstable();
    languages.dedup();
    let (mut bytes, mut took) = (0, Duration::ZERO);
    for lang in &languages {
        let own = sentences.iter().filter(|sentence| sentence.lang == *lang);
        let text: String = own.map(|sentence| format!("{}\n", sentence.text)).collect::<String>().repeat(40);
        let began = Instant::now();
        std::hint::black_box(screen(&text, Some(lang)));
        took += began.elapsed();
        bytes += text.len();
    }
    report.add("screen texts, one core", as_f64(bytes as u64) / took.as_secs_f64() / 1e6, "MB/s");
    report.add("corpus: languages", as_f64(languages.len() as u64), "");
    let (scored, _) = score(&sentences, screen);
    for of in &scored.types {
        let percent = |share: Option<f64>| share.map(|share| share * 100.0);
        let name = serde_json::to_value(of.detector)?.as_str().unwrap_or_default().to_owned();
        if let Some(recall) = percent(of.recall()) {
            report.add(format!("{name}: recall of {}", of.spans), recall, "%");
        }
        if let Some(precision) = percent(of.precision()) {
            report.add(format!("{name}: precision"), precision, "%");
        }
    }
    if let (Some(warned), Some(blocked)) = (scored.overall.warned(), scored.overall.blocked()) {
        report.add("clean sentences at warn or above", warned * 100.0, "%");
        report.add("clean sentences at block", blocked * 100.0, "%");
    }
    Ok(())
}
