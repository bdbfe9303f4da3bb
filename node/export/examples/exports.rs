//! Writes made-up datasets in every format to a folder, for the check by other programs (`.ci/analysts`).

#![allow(clippy::print_stderr, reason = "an example says what it did")]

mod samples;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use emn_export::dataset::Dataset;
use emn_export::format::Format;
use emn_export::{parquet, write_dataset};

fn main() -> Result<(), Box<dyn Error>> {
    let target = PathBuf::from(std::env::args().nth(1).ok_or("usage: exports FOLDER")?);
    fs::create_dir_all(&target)?;
    for (name, dataset) in
        [("table", samples::table()), ("disputed", samples::disputed()), ("hostile", samples::hostile())]
    {
        write(&target, name, &dataset)?;
    }
    eprintln!("written to {}", target.display());
    Ok(())
}

fn write(target: &Path, name: &str, dataset: &Dataset) -> Result<(), Box<dyn Error>> {
    for format in Format::ALL {
        fs::write(target.join(format!("{name}.{}", format.file_ending())), write_dataset(dataset, format)?)?;
    }
    parquet::folder(dataset, &target.join(format!("{name}-parts")))?;
    Ok(())
}
