use super::*;
use crate::screen::{Page, names};

fn found(lang: &str, text: &str) -> Vec<(String, Detector)> {
    let page = Page::new(text, Some(lang));
    let reading = Reading::of(&page);
    let days = all(&reading);
    let people = names::people(&reading, &days);
    let mut found = Vec::new();
    find(&reading, &days, &people, &mut found);
    found.into_iter().map(|finding| (page.text()[finding.span].to_owned(), finding.detector)).collect()
}

#[test]
fn dates_are_read_in_every_order() {
    for (lang, text, expected) in [
        ("en", "on 5 March 1998 and", (5, 3, Some(1998))),
        ("en", "on March 5, 1998 and", (5, 3, Some(1998))),
        ("en", "on the 21st of June 2004", (21, 6, Some(2004))),
        ("nl", "op 05-03-1998", (5, 3, Some(1998))),
        ("de", "am 5. März 1998", (5, 3, Some(1998))),
        ("de", "am 5.3.98", (5, 3, Some(1998))),
        ("fr", "le 1er août 2003", (1, 8, Some(2003))),
        ("es", "el 5 de marzo de 1998", (5, 3, Some(1998))),
        ("pl", "dnia 5 marca 1998 r.", (5, 3, Some(1998))),
        ("cs", "dne 5. března 1998", (5, 3, Some(1998))),
        ("hr", "dana 5. ožujka 1998.", (5, 3, Some(1998))),
        ("bg", "на 5 март 1998 г.", (5, 3, Some(1998))),
        ("uk", "5 березня 1998 року", (5, 3, Some(1998))),
        ("el", "στις 5 Μαρτίου 1998", (5, 3, Some(1998))),
        ("hu", "1998. március 5-én", (5, 3, Some(1998))),
        ("fi", "5. maaliskuuta 1998", (5, 3, Some(1998))),
        ("lv", "1998. gada 5. martā", (5, 3, Some(1998))),
        ("lt", "1998 m. kovo 5 d.", (5, 3, Some(1998))),
        ("sv", "1998-03-05", (5, 3, Some(1998))),
        ("da", "den 5/3 1998", (5, 3, Some(1998))),
        ("en", "on 31/12/1999", (31, 12, Some(1999))),
        ("en", "on 12/31/1999", (31, 12, Some(1999))),
        ("en", "on 5 March he", (5, 3, None)),
    ] {
        let page = Page::new(text, Some(lang));
        let dates = all(&Reading::of(&page));
        let found: Vec<_> = dates.iter().map(|date| (date.day, date.month, date.year)).collect();
        assert_eq!(found, [expected], "{text}");
    }
}

#[test]
fn numbers_with_marks_are_no_dates() {
    for text in
        ["2011/36/EU", "version 1.2.3", "2024-13-40", "1.234.567", "10/20", "12.3.4.5", "32.01.2020", "2015-2016"]
    {
        let page = Page::new(text, Some("en"));
        assert!(all(&Reading::of(&page)).is_empty(), "{text}");
    }
}

#[test]
fn dates_of_birth_are_found_in_every_language() {
    let mut wrong = Vec::new();
    for (lang, text) in [
        ("en", "She was born in Edo State on 14 February 2003."),
        ("en", "DOB: 14/02/2003"),
        ("nl", "Het slachtoffer is geboren te Varna op 14 februari 2003."),
        ("nl", "geb. 14-02-2003"),
        ("de", "Die Zeugin, geb. 14.02.2003 in Varna, sagte aus."),
        ("fr", "Elle est née le 14 février 2003."),
        ("es", "Nacida el 14 de febrero de 2003 en Cali."),
        ("it", "È nata a Benin City il 14 febbraio 2003."),
        ("pt", "Data de nascimento: 14/02/2003"),
        ("ro", "Născută la data de 14.02.2003 în Iași."),
        ("pl", "Pokrzywdzona, ur. 14.02.2003 r., zeznała."),
        ("cs", "Poškozená, nar. 14. 2. 2003, vypověděla."),
        ("sk", "Narodená 14. februára 2003 v Košiciach."),
        ("sl", "Rojena je bila 14. februarja 2003."),
        ("hr", "Rođena je 14. veljače 2003. u Tuzli."),
        ("bg", "Родена е на 14 февруари 2003 г. във Видин."),
        ("mk", "Родена на 14 февруари 2003 година."),
        ("uk", "Народилася 14 лютого 2003 року."),
        ("ru", "Дата рождения: 14.02.2003"),
        ("el", "Γεννήθηκε στις 14 Φεβρουαρίου 2003."),
        ("hu", "Született: 2003. február 14."),
        ("fi", "Hän on syntynyt 14.2.2003."),
        ("et", "Sündinud 14. veebruaril 2003."),
        ("lv", "Dzimusi 2003. gada 14. februārī."),
        ("lt", "Gimusi 2003 m. vasario 14 d."),
        ("sv", "Hon är född den 14 februari 2003."),
        ("da", "Hun er født den 14. februar 2003."),
        ("no", "Fødselsdato: 14.02.2003"),
        ("is", "Hún er fædd 14. febrúar 2003."),
        ("mt", "Twieldet fl-14 ta' Frar 2003."),
        ("ga", "Rugadh í ar 14 Feabhra 2003."),
        ("tr", "14 Şubat 2003 doğumlu."),
        ("sq", "E lindur më 14 shkurt 2003."),
    ] {
        let found = found(lang, text);
        if !found.iter().any(|(_, detector)| *detector == Detector::Dob) {
            wrong.push(format!("{lang}: {text} gave {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn days_of_laws_reports_and_counts_are_left_alone() {
    let mut wrong = Vec::new();
    for (lang, text) in [
        ("en", "Directive 2011/36/EU of 5 April 2011 protects victims."),
        ("en", "As of 31 December 2023, 4,500 persons were in shelters."),
        ("en", "The report on child victims was published on 12 May 2023."),
        ("en", "Children born after 1 September 2021 are covered."),
        ("nl", "De wet van 12 december 2013 beschermt elk slachtoffer."),
        ("nl", "Op 1 januari 2024 verbleven 312 minderjarigen in de opvang."),
        ("de", "Das Gesetz vom 12. Dezember 2013 schützt jedes Opfer."),
        ("de", "Zum Stichtag 31.12.2022 waren 450 Frauen untergebracht."),
        ("fr", "La loi du 13 avril 2016 protège la victime."),
        ("fr", "Les enfants nés après le 1er janvier 2010 sont concernés."),
        ("es", "La Ley Orgánica de 7 de septiembre de 2022 ampara a la víctima."),
        ("it", "Il decreto legislativo del 4 marzo 2014 tutela la vittima."),
        ("pl", "Ustawa z dnia 12 grudnia 2013 r. chroni ofiarę."),
        ("cs", "Zákon ze dne 30. ledna 2013 chrání oběť."),
        ("bg", "Законът от 20 май 2003 г. защитава жертвата."),
        ("el", "Ο νόμος της 15ης Οκτωβρίου 2002 προστατεύει το θύμα."),
        ("hu", "A 2013. december 12-i törvény védi az áldozatot."),
        ("fi", "Laki 17.6.2011 suojelee uhria."),
        ("sv", "Lagen av den 1 juli 2018 skyddar barnet."),
        ("ro", "Legea din 21 noiembrie 2001 protejează victima."),
        ("pt", "A Lei de 4 de julho de 2007 protege a vítima."),
    ] {
        let found = found(lang, text);
        if !found.is_empty() {
            wrong.push(format!("{lang}: {found:?} in {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn day_of_what_happened_to_one_person_is_found() {
    let mut wrong = Vec::new();
    for (lang, text) in [
        ("en", "On 12 March 2021 the girl was picked up at the station."),
        ("nl", "Op 12 maart 2021 werd de vrouw uit de woning gehaald."),
        ("de", "Am 12. März 2021 wurde das Mädchen abgeholt."),
        ("fr", "Le 12 mars 2021, la jeune femme a été retrouvée."),
        ("pl", "W dniu 12 marca 2021 r. dziewczynkę odebrał wujek."),
        ("it", "Il 12 marzo 2021 la ragazza è stata portata via."),
        ("bg", "На 12 март 2021 г. момичето беше отведено от чичо си."),
        ("hu", "2021. március 12-én a lányt elvitték."),
    ] {
        let found = found(lang, text);
        if !found.iter().any(|(_, detector)| *detector == Detector::EventDate) {
            wrong.push(format!("{lang}: {text} gave {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn date_beside_a_name_is_taken_for_one_of_birth() {
    let found = found("en", "Adaeze Nwankwo (14/02/2003) was heard.");
    assert!(found.iter().any(|(_, detector)| *detector == Detector::Dob), "{found:?}");
}

#[test]
fn hostile_rows_of_numbers_are_read_once() {
    assert!(found("en", &"1.1.1.1.".repeat(50_000)).is_empty());
    assert!(!found("en", &"born 1 May 1999 ".repeat(20_000)).is_empty());
}
