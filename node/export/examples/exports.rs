//! Writes made-up datasets, a list, records and the topics in every format to a folder, for the check by other programs (`.ci/analysts`).

#![allow(clippy::print_stderr, reason = "an example says what it did")]

mod samples;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use emn_export::dataset::Dataset;
use emn_export::format::Format;
use emn_export::list::{self, List};
use emn_export::record::{self, RecordExport};
use emn_export::skos::{self, Base, Form};
use emn_export::{parquet, write_dataset};
use emn_protocol::ids::EntryId;
use emn_protocol::record::Record;
use emn_protocol::testing::{at, member};
use emn_protocol::topics::Vocabulary;

fn main() -> Result<(), Box<dyn Error>> {
    let target = PathBuf::from(std::env::args().nth(1).ok_or("usage: exports FOLDER")?);
    fs::create_dir_all(&target)?;
    for (name, dataset) in
        [("table", samples::table()), ("disputed", samples::disputed()), ("hostile", samples::hostile())]
    {
        write(&target, name, &dataset)?;
    }
    let rows = samples::list();
    let found = List { title: samples::HOSTILE, wanted: &["en"], rows: &rows };
    for format in Format::ALL.into_iter().filter(|format| !matches!(format, Format::JsonStat | Format::Structure)) {
        fs::write(target.join(format!("list.{}", format.file_ending())), list::write(&found, format)?)?;
    }
    write_record(&target, "record", &samples::record())?;
    write_record(&target, "hostile-record", &samples::two_tables())?;
    for form in Form::ALL {
        let topics = skos::write(Vocabulary::shipped(), &Base::default(), form);
        fs::write(target.join(format!("topics.{}", form.file_ending())), topics)?;
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

fn write_record(target: &Path, name: &str, record: &Record) -> Result<(), Box<dyn Error>> {
    let (id, signer) = (EntryId::of(name.as_bytes()), member("NL"));
    let export = RecordExport {
        id,
        member: &signer,
        fingerprint: "0123 4567 89ab cdef",
        time: at(7),
        record,
        superseded_by: None,
        wanted: &["en"],
    };
    for format in Format::ALL {
        let file = record::write(&export, format)?;
        let ending = if file.media_type == "application/zip" { ".zip" } else { "" };
        fs::write(target.join(format!("{name}.{}{ending}", format.file_ending())), file.bytes)?;
    }
    Ok(())
}
