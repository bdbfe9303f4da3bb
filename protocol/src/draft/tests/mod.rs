//! What parsing and checking say, for every mistake that people make.

mod demo;
mod front;
mod hostile;
mod tables;
mod text;

use super::{Draft, DraftProblem, Example, example};
use crate::disclosure::Policy;
use crate::record::{Kind, Record, Table, TrendReport};

const POLICY: Policy = Policy { min_frequency: 5, noise_allowed: false };

/// A draft and its files, to be changed in one place.
#[derive(Clone)]
struct Case {
    text: String,
    tables: Vec<(String, Vec<u8>)>,
}

/// A small report with one table `v.csv` of sex × age.
fn report() -> Case {
    let text = r#"+++
kind = "report"
audience = "public"
topics = ["trafficking-in-human-beings"]
countries = ["NL"]
organisation = "Office"
[title]
en = "Title"
[summary]
en = "Summary"
[[table]]
id = "victims"
file = "v.csv"
kind = "count"
measure = "victims-identified"
unit = "PER"
[table.title]
en = "Victims"
[table.method]
min_frequency = 5
suppression = "complementary"
[[table.dimension]]
id = "sex"
total = "T"
[[table.dimension]]
id = "age"
codes = ["TOTAL", "Y_LT18", "Y_GE18"]
total = "TOTAL"
+++
Body
"#;
    let csv = "sex,age,OBS_VALUE,OBS_FLAG\n\
               T,TOTAL,60,\nT,Y_LT18,20,\nT,Y_GE18,40,\n\
               F,TOTAL,30,\nF,Y_LT18,12,p\nF,Y_GE18,18,\n\
               M,TOTAL,30,\nM,Y_LT18,8,\nM,Y_GE18,22,\n";
    Case { text: text.to_owned(), tables: vec![("v.csv".to_owned(), csv.into())] }
}

fn of_example(kind: Kind) -> Case {
    let Example { text, tables, .. } = example(kind);
    let tables = tables.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    Case { text: text.to_owned(), tables }
}

impl Case {
    /// Replaces the first `old` in the draft, which must be there.
    fn with(mut self, old: &str, new: &str) -> Self {
        assert!(self.text.contains(old), "no `{old}` in the draft");
        self.text = self.text.replacen(old, new, 1);
        self
    }

    /// Replaces the first `old` in the first CSV file, which must be there.
    fn with_csv(mut self, old: &str, new: &str) -> Self {
        let text = String::from_utf8(self.tables[0].1.clone()).unwrap();
        assert!(text.contains(old), "no `{old}` in the CSV");
        self.tables[0].1 = text.replacen(old, new, 1).into();
        self
    }

    fn csv(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.tables[0].1 = bytes.into();
        self
    }

    fn parse(&self) -> Result<Draft, Vec<DraftProblem>> {
        Draft::parse("draft.md", &self.text, |name| {
            let found = self.tables.iter().find(|(known, _)| known == name);
            found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| "no such file".to_owned())
        })
    }

    /// What parsing finds, else what checking finds.
    fn problems(&self) -> Vec<String> {
        match self.parse() {
            Ok(draft) => draft.check(&POLICY).iter().map(ToString::to_string).collect(),
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        }
    }

    /// The only problem.
    fn problem(&self) -> String {
        let problems = self.problems();
        assert_eq!(problems.len(), 1, "{problems:#?}");
        problems.into_iter().next().unwrap()
    }

    fn warnings(&self) -> Vec<String> {
        self.parse().unwrap().warnings.iter().map(ToString::to_string).collect()
    }

    fn report(&self) -> TrendReport {
        match self.parse().unwrap().record {
            Record::Report(report) => report,
            other => panic!("{other:?}"),
        }
    }

    fn table(&self) -> Table {
        self.report().tables.remove(0)
    }
}

#[test]
fn small_report_has_neither_problem_nor_doubt() {
    assert_eq!(report().problems(), Vec::<String>::new());
    assert_eq!(report().warnings(), Vec::<String>::new());
}
