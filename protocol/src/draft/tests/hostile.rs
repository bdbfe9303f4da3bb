//! Whatever is in the files, parsing ends with a draft or with problems that have places.

use proptest::prelude::*;

use super::*;

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![Just(Kind::Report), Just(Kind::Practice), Just(Kind::Correction), Just(Kind::Withdrawal)]
}

/// Pieces that mean something to one of the parsers.
fn pieces() -> impl Strategy<Value = String> {
    let known = [
        "+++\n",
        "\"",
        "[[table]]\n",
        "[",
        "]",
        "=",
        "\n",
        "<!-- en -->\n",
        "-->",
        ",",
        ";",
        "\t",
        "c",
        "\r",
        "é",
        "{",
    ];
    prop_oneof![proptest::sample::select(known.to_vec()).prop_map(str::to_owned), ".{0,6}"]
}

/// Cuts, repeats or replaces a part of a text.
fn mutate(text: &str, at: prop::sample::Index, length: usize, piece: &str) -> String {
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).collect();
    let start = at.index(starts.len());
    let end = starts.get(start + length).copied().unwrap_or(text.len());
    format!("{}{piece}{}", &text[..starts[start]], &text[end..])
}

fn places_are_in_their_files(case: &Case) {
    let lines = |text: &[u8]| String::from_utf8_lossy(text).matches(['\n', '\r']).count() + 1;
    let problems = match case.parse() {
        Ok(draft) => {
            let found = draft.check(&POLICY);
            // What may be signed has the one valid form.
            if found.is_empty() {
                let bytes = draft.record.to_bytes();
                assert_eq!(Record::from_bytes(draft.record.kind(), &bytes), Ok(draft.record.clone()));
            }
            [found, draft.warnings].concat()
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            problems
        }
    };
    for problem in problems {
        let text = case.tables.iter().find(|(name, _)| *name == problem.file).map(|(_, bytes)| bytes.as_slice());
        let last = lines(text.unwrap_or(case.text.as_bytes()));
        assert!(problem.line.is_none_or(|line| (1..=last).contains(&(line as usize))), "{problem}");
        assert!(!problem.problem.is_empty() && !problem.advice.is_empty(), "{problem:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn mutated_examples_give_drafts_or_problems(
        kind in kinds(),
        edits in prop::collection::vec((any::<bool>(), any::<prop::sample::Index>(), 0usize..40, pieces()), 1..5),
    ) {
        let mut case = of_example(kind);
        for (in_draft, at, length, piece) in edits {
            match case.tables.first_mut() {
                Some((_, bytes)) if !in_draft && !bytes.is_empty() => {
                    *bytes = mutate(&String::from_utf8_lossy(bytes), at, length, &piece).into_bytes();
                }
                _ => case.text = mutate(&case.text, at, length, &piece),
            }
        }
        places_are_in_their_files(&case);
    }

    #[test]
    fn arbitrary_text_gives_problems(text in ".{0,200}", front in "(.{0,20}\n){0,10}") {
        places_are_in_their_files(&Case { text, tables: vec![] });
        places_are_in_their_files(&Case { text: format!("+++\nkind = \"report\"\n{front}+++\n"), tables: vec![] });
    }

    #[test]
    fn arbitrary_bytes_as_a_table_give_problems(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        rows in "([TFM\",;a<0-9\t]{0,12}\r?\n){0,12}",
    ) {
        places_are_in_their_files(&report().csv(bytes));
        places_are_in_their_files(&report().csv(format!("sex,age,OBS_VALUE,OBS_FLAG\n{rows}")));
    }
}
