//! What goes into the folder: the draft and its table, the mapping, and the confidential report.

use std::path::{Path, PathBuf};

use emn_anonymise::publication::Publication;
use emn_anonymise::report::MethodStatement;
use emn_anonymise::tabulate::{Mapping, section, sheet};
use emn_protocol::codelist::{CodeLists, TIME_PERIOD};
use serde_json::json;

use crate::cli::files;
use crate::cli::output::{Answer, CliError};
use crate::prepare::Made;

/// The folder of what must not leave the house.
const CONFIDENTIAL: &str = "confidential";

/// Writes a mapping alone.
pub(super) fn mapping(path: &Path, mapping: &Mapping) -> Result<Answer, CliError> {
    files::write_new(path, mapping_text(mapping)?.as_bytes())?;
    let text = format!("{}\n\nComplete it, then: emn tabulate CASES --mapping {}\n", path.display(), path.display());
    Ok(Answer::new(&json!({"written": [path]}), text))
}

fn mapping_text(mapping: &Mapping) -> Result<String, CliError> {
    let text = mapping.to_toml().map_err(|error| CliError::failed("mapping", error.to_string()))?;
    Ok(format!("# What the columns of a register mean; see `emn tabulate --help`.\n\n{text}"))
}

/// Writes everything; the draft comes first in the list. Nothing is overwritten.
pub(super) fn all(folder: &Path, made: &Made, mapping: &Mapping) -> Result<Vec<PathBuf>, CliError> {
    let table = format!("{}.csv", made.publication.table.id);
    let confidential = folder.join(CONFIDENTIAL);
    let json = serde_json::to_string_pretty(&made.json()).unwrap_or_default();
    let mut contents = vec![
        (folder.join("report.md"), draft(&made.publication, &table)?),
        (folder.join(&table), sheet(&made.publication.table)),
        (folder.join("mapping.toml"), mapping_text(mapping)?),
        (confidential.join("disclosure-report.txt"), made.text()),
        (confidential.join("disclosure-report.json"), json),
    ];
    contents.extend(made.html().map(|html| (confidential.join("disclosure-report.html"), html)));
    if let Some((path, _)) = contents.iter().find(|(path, _)| path.exists()) {
        return Err(CliError::failed("file_exists", format!("{} exists already; nothing was written", path.display()))
            .hint("name another folder with --out"));
    }
    files::create_folder(folder)?;
    files::create_private_folder(&confidential)?;
    for (path, text) in &contents {
        files::write_new(path, text.as_bytes())?;
    }
    Ok(contents.into_iter().map(|(path, _)| path).collect())
}

/// A draft around the table. What only people know is left empty, so that `emn check` asks for it.
fn draft(publication: &Publication, file: &str) -> Result<String, CliError> {
    let table = &publication.table;
    let section = section(table, file).map_err(|error| CliError::refused("draft", error.to_string()))?;
    let topic = table.measure.topic.as_ref().map_or(String::new(), |topic| format!("\"{topic}\""));
    let method = MethodStatement::of(table).to_string();
    let country = publication.context.get("geo").map_or(String::new(), |code| {
        let known = CodeLists::shipped().country_by_eurostat(code);
        let iso = known.map_or(code.as_str(), |country| country.iso2.as_str());
        format!("\"{iso}\"")
    });
    let period = publication.context.get(TIME_PERIOD).map_or("", String::as_str);
    Ok(format!(
        "+++\n\
         # Complete what is empty, then: emn check report.md\n\
         kind = \"report\"\n\
         audience = \"\"                   # \"network\": members and observers only; \"public\": everybody\n\
         topics = [{topic}]               # `emn topics` lists them\n\
         countries = [{country}]                  # such as [\"NL\"]\n\
         period = \"{period}\"                     # such as 2025, 2025-Q3 or 2024/2025\n\
         organisation = \"\"\n\
         #source = \"\"                    # the register the figures come from\n\
         #reference_date = \"\"            # the day on which it stood as they say\n\
         \n\
         [title]\n\
         en = \"\"\n\
         \n\
         [summary]\n\
         en = \"\"\n\
         \n\
         {section}+++\n\
         <!-- en -->\n\
         ## How the figures were protected\n\
         \n\
         {method}\n"
    ))
}
