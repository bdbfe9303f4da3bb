//! What a benchmark prints.

use std::time::Duration;

use serde::Serialize;

/// Figures of one run, with what a reader must know of the machine.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// Which benchmark.
    bench: &'static str,
    /// Processors that the program may use.
    cores: usize,
    /// Whether the program was built with optimisation; figures of other builds mean nothing.
    optimised: bool,
    /// What was measured.
    figures: Vec<Figure>,
}

#[derive(Debug, Serialize)]
struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
}

impl Report {
    pub(super) fn new(bench: &'static str) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { bench, cores, optimised: !cfg!(debug_assertions), figures: Vec::new() }
    }

    pub(super) fn add(&mut self, name: impl Into<String>, value: f64, unit: &'static str) {
        self.figures.push(Figure { name: name.into(), value, unit });
    }

    /// Adds the rate, and the time that one takes.
    pub(super) fn rate(&mut self, name: &str, count: u64, took: Duration) {
        let seconds = took.as_secs_f64().max(f64::MIN_POSITIVE);
        self.add(format!("{name}: rate"), as_f64(count) / seconds, "1/s");
        self.add(format!("{name}: time for one"), seconds * 1e6 / as_f64(count.max(1)), "µs");
    }

    /// Adds the usual percentiles of times.
    pub(super) fn percentiles(&mut self, name: &str, mut times: Vec<Duration>) {
        times.sort();
        let at = |percent: usize| times.get((times.len().saturating_sub(1)) * percent / 100).copied();
        for (label, percent) in [("p50", 50), ("p99", 99), ("max", 100)] {
            if let Some(time) = at(percent) {
                self.add(format!("{name}: {label}"), time.as_secs_f64() * 1e3, "ms");
            }
        }
    }

    /// For people.
    pub(super) fn text(&self) -> String {
        let width = self.figures.iter().map(|figure| figure.name.chars().count()).max().unwrap_or(0);
        let mut text = format!("{} on {} cores", self.bench, self.cores);
        if !self.optimised {
            text.push_str(" (not optimised: build with --release)");
        }
        for figure in &self.figures {
            let digits = if figure.value.abs() < 100.0 { 2 } else { 0 };
            text.push_str(&format!("\n  {:<width$}  {:>12.digits$} {}", figure.name, figure.value, figure.unit));
        }
        text
    }
}

/// Counts in benchmarks are far below 2^52, so nothing is lost.
#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub(super) fn as_f64(count: u64) -> f64 {
    count as f64
}
