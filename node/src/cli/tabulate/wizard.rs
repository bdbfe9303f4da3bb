//! Asks in the terminal what the columns of a register mean.

use std::io::{self, BufRead, Write};

use emn_anonymise::tabulate::{DimensionMapping, Mapping, Question, UNKNOWN};
use emn_protocol::codelist::CodeLists;
use emn_protocol::record::Code;

use super::counting::shown;
use crate::cli::output::CliError;

/// Completes a mapping by asking; what the person leaves open becomes «not known».
pub(super) fn complete(mapping: Mapping, questions: &[Question]) -> Result<Mapping, CliError> {
    let (stdin, mut stderr) = (io::stdin().lock(), io::stderr().lock());
    ask_all(mapping, questions, stdin, &mut stderr)
        .map_err(|error| CliError::failed("terminal", format!("the answers could not be read: {error}")))?
        .map_err(|open| {
            CliError::failed("mapping_open", open).hint(
                "--save-mapping mapping.toml writes what is known; complete the file, then --mapping mapping.toml",
            )
        })
}

/// The outer error is the terminal's; the inner one says what cannot be asked.
fn ask_all(
    mut mapping: Mapping,
    questions: &[Question],
    mut input: impl BufRead,
    output: &mut impl Write,
) -> io::Result<Result<Mapping, String>> {
    for question in questions {
        let dimension = mapping.dimensions.iter_mut().find(|dimension| dimension.id.as_str() == question.dimension);
        let Some(dimension) = dimension.filter(|_| !question.values.is_empty() || question.rare_rows > 0) else {
            return Ok(Err(shown(question)));
        };
        writeln!(output, "\n{}", question.text)?;
        writeln!(output, "Codes of {}: {}", dimension.id, codes(dimension))?;
        for (value, rows) in &question.values {
            if !ask(dimension, value, *rows, &mut input, output)? {
                return Ok(Err("the answers ended".to_owned()));
            }
        }
        if question.rare_rows > 0 && !ask_rest(dimension, question.rare_rows, &mut input, output)? {
            return Ok(Err("the answers ended".to_owned()));
        }
    }
    Ok(Ok(mapping))
}

/// The codes that may be meant.
fn codes(dimension: &DimensionMapping) -> String {
    let shared = CodeLists::shipped().list(dimension.id.as_str());
    let mut codes: Vec<String> = shared.map_or_else(Vec::new, |list| {
        list.codes
            .iter()
            .map(|listed| {
                let label = listed.label.best(&["en"]).map_or("", |(_, label)| label);
                format!("{} ({label})", listed.code)
            })
            .collect()
    });
    codes.extend(
        dimension
            .values
            .keys()
            .map(ToString::to_string)
            .filter(|code| shared.is_none_or(|list| list.get(code).is_none())),
    );
    codes.join(", ")
}

/// Asks for the code of one value; false at the end of the input.
fn ask(
    dimension: &mut DimensionMapping,
    value: &str,
    rows: u64,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> io::Result<bool> {
    loop {
        write!(output, "  `{value}` ({rows} rows) is which code? [{UNKNOWN}] ")?;
        output.flush()?;
        let Some(answer) = line(input)? else { return Ok(false) };
        if answer.is_empty() || answer == UNKNOWN {
            dimension.unknown.push(value.to_owned());
            return Ok(true);
        }
        match answer.parse::<Code>() {
            Ok(code) => {
                dimension.values.entry(code).or_default().push(value.to_owned());
                return Ok(true);
            }
            Err(error) => writeln!(output, "  {error}")?,
        }
    }
}

/// Asks for the code of all values that are too rare to be shown.
fn ask_rest(
    dimension: &mut DimensionMapping,
    rows: u64,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> io::Result<bool> {
    loop {
        write!(output, "  {rows} rows have rarer values. Which code takes all of them? [{UNKNOWN}] ")?;
        output.flush()?;
        let Some(answer) = line(input)? else { return Ok(false) };
        let answer = if answer.is_empty() { UNKNOWN.to_owned() } else { answer };
        match answer.parse::<Code>() {
            Ok(code) => {
                dimension.values.entry(code).or_default().push(emn_anonymise::tabulate::REST.to_owned());
                return Ok(true);
            }
            Err(error) => writeln!(output, "  {error}")?,
        }
    }
}

fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut text = String::new();
    Ok((input.read_line(&mut text)? > 0).then(|| text.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use emn_anonymise::tabulate::{Suggestion, suggest};

    use super::*;

    fn suggestion() -> Suggestion {
        let rows: Vec<Vec<String>> = (0..60)
            .map(|row| vec![["male", "female", "zzz"][row % 3].to_owned(), format!("{}", 2020 + row % 2)])
            .collect();
        suggest(&["sex".to_owned(), "year".to_owned()], &rows, &["sex".to_owned()])
    }

    #[test]
    fn answers_complete_the_mapping() {
        let Suggestion { mapping, questions } = suggestion();
        assert_eq!(questions.len(), 1, "{questions:?}");
        let mut said = Vec::new();
        let complete = ask_all(mapping, &questions, "not a code!\nX\n".as_bytes(), &mut said).unwrap().unwrap();
        let sex = complete.dimension("sex").unwrap();
        assert_eq!(sex.values.get(&"X".parse::<Code>().unwrap()), Some(&vec!["zzz".to_owned()]));
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains("`zzz` (20 rows)") && said.contains("F (female)"), "{said}");
    }

    #[test]
    fn empty_answer_is_not_known_and_missing_answers_are_told() {
        let Suggestion { mapping, questions } = suggestion();
        let complete = ask_all(mapping.clone(), &questions, "\n".as_bytes(), &mut Vec::new()).unwrap().unwrap();
        assert_eq!(complete.dimension("sex").unwrap().unknown, ["zzz"]);
        assert!(ask_all(mapping, &questions, "".as_bytes(), &mut Vec::new()).unwrap().is_err());
    }
}
