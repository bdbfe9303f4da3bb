use super::*;

fn ids(token: &str) -> Vec<&'static str> {
    matches(token).into_iter().map(|found| found.scheme.id).collect()
}

#[test]
fn published_examples_satisfy_their_schemes() {
    for (id, token) in [
        ("at.vnr", "1237 010180"),
        ("be.nn", "85.07.30-033.28"),
        ("be.nn", "98.47.28-997.65"),
        ("be.eid", "591-1917064-58"),
        ("bg.egn", "7523169263"),
        ("bg.lnch", "7111042925"),
        ("ch.ahv", "756.9217.0769.85"),
        ("cz.rc", "710319/2745"),
        ("de.idnr", "36 574 261 809"),
        ("de.rvnr", "15 070649 C 103"),
        ("dk.cpr", "211062-5629"),
        ("ee.ik", "36805280109"),
        ("es.dni", "54362315-K"),
        ("es.nie", "X-2482300-W"),
        ("fi.hetu", "131052-308T"),
        ("fr.nir", "2 95 10 99 126 111 93"),
        ("fr.nir", "253072B07300470"),
        ("fr.spi", "30 23 217 600 053"),
        ("gb.nhs", "943 476 5870"),
        ("gb.utr", "1955839661"),
        ("gr.amka", "01013099997"),
        ("gr.afm", "094259216"),
        ("ie.pps", "6433435OA"),
        ("ie.pps", "6433435FT"),
        ("is.kennitala", "120174-3399"),
        ("it.codicefiscale", "RCCMNL83S18D969H"),
        ("lt.asmens", "33309240064"),
        ("lv.pk", "161175-19997"),
        ("nl.bsn", "111222333"),
        ("nl.onderwijsnummer", "101222331"),
        ("no.fodselsnummer", "151086 95088"),
        ("pl.pesel", "44051401359"),
        ("pl.nip", "856-734-62-15"),
        ("pl.dowod", "ABA 300000"),
        ("pt.cc", "00000000 0 ZZ4"),
        ("pt.nif", "123456789"),
        ("ro.cnp", "1630615123457"),
        ("se.personnummer", "880320-0016"),
        ("se.personnummer", "701063-2391"),
        ("si.emso", "0101006500006"),
        ("rs.jmbg", "0101006710000"),
        ("ua.rnokpp", "1759013776"),
        ("hu.adoazonosito", "8071592153"),
        ("tr.kimlik", "17291716060"),
        ("ru.snils", "112-233-445 95"),
        ("by.id", "3130385A001PB7"),
    ] {
        assert!(ids(token).contains(&id), "{id} {token}: {:?}", ids(token));
    }
}

#[test]
fn separators_of_the_country_are_formatted() {
    let formatted = |token: &str| matches(token).first().is_some_and(|found| found.formatted);
    assert!(formatted("85.07.30-033.28"));
    assert!(!formatted("85073003328"));
    assert!(!formatted("8507-30033-28"));
}

#[test]
fn text_that_is_no_number_satisfies_nothing() {
    for token in [
        "",
        " ",
        "-",
        "x",
        "ÿ1237010180",
        "1237_010180",
        "12370101801237010180123701018012370101801",
        "00000000000000000",
    ] {
        assert_eq!(ids(token), Vec::<&str>::new(), "{token}");
    }
}

#[test]
fn ids_and_shapes_are_in_order() {
    for scheme in schemes() {
        assert!(scheme.id.starts_with(&scheme.country.to_lowercase()), "{}", scheme.id);
        assert!(schemes().iter().filter(|other| other.id == scheme.id).count() == 1, "{}", scheme.id);
        for shape in scheme.shapes {
            let length = shape.bytes().filter(|byte| scheme::is_place(*byte)).count();
            assert!((4..=LONGEST).contains(&length), "{} {shape}", scheme.id);
        }
    }
}

#[test]
fn any_text_of_a_shape_is_checked_without_a_panic() {
    // Every shape with every digit and letter: checks index by what the shape promises.
    for scheme in schemes() {
        for shape in scheme.shapes {
            for (digit, letter) in "0123456789".chars().zip("AFKLMPXZQW".chars()) {
                let places = [digit, letter].map(|either| {
                    shape.chars().map(move |place| match place {
                        '9' => digit,
                        'A' => letter,
                        'X' => either,
                        other => other,
                    })
                });
                for token in places {
                    let found = matches(&token.collect::<String>());
                    assert!(found.len() <= schemes().len());
                }
            }
        }
    }
}

#[test]
fn vectors_of_another_implementation_agree() {
    let rows = include_str!("../data/vectors.csv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let mut checked = 0;
    for row in rows {
        let fields: Vec<_> = row.split(',').collect();
        let [id, number, valid] = fields[..] else { panic!("{row}") };
        // Accounts and cards are the tests of their own modules.
        if schemes().iter().any(|scheme| scheme.id == id) {
            assert_eq!(ids(number).contains(&id), valid == "1", "{row}");
            checked += 1;
        }
    }
    let schemes_with_a_check = schemes().iter().filter(|scheme| scheme.strength > Strength::None).count();
    assert!(checked >= 40 * schemes_with_a_check, "{checked}");
}
