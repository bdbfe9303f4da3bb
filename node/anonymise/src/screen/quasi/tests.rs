use super::*;
use crate::screen::{Page, dates};

fn found(lang: &str, text: &str) -> Vec<(Detector, Level)> {
    let page = Page::new(text, Some(lang));
    let reading = Reading::of(&page);
    let days = dates::all(&reading);
    let people = names::people(&reading, &days);
    let mut found = Vec::new();
    find(&reading, &days, &people, &mut found);
    found.into_iter().map(|finding| (finding.detector, finding.level)).collect()
}

#[test]
fn vignettes_of_one_person_are_found() {
    let mut wrong = Vec::new();
    for (lang, text) in [
        ("en", "A 24-year-old pregnant Albanian waitress from Korçë was found in a bar in Leuven."),
        ("en", "The only Eritrean nurse in Skövde, aged 31, had been a victim herself."),
        ("nl", "Een zwangere Nigeriaanse vrouw van 22 jaar werkte in een nagelsalon in Venlo."),
        ("de", "Eine 19-jährige Vietnamesin arbeitete in einem Nagelstudio in Görlitz."),
        ("fr", "Une Nigériane enceinte de 20 ans travaillait dans un bar de Perpignan."),
        ("es", "Una colombiana de 27 años, camarera en un club de Lugo, denunció a su cuñado."),
        ("it", "Una ragazza rumena di 23 anni lavorava come badante a Rovigo."),
        ("pt", "Uma brasileira de 29 anos, empregada num bar de Bragança, fugiu com a irmã."),
        ("pl", "Ukrainka, 34 lata, sprzątaczka w hotelu w Suwałkach, jest w ciąży."),
        ("cs", "Těhotná Vietnamka, 28 let, pracovala v restauraci v Chebu."),
        ("ro", "O tânără moldoveancă de 21 de ani lucra la un bar din Slobozia."),
        ("bg", "Бременна жена на 26 години от Видин работеше като камериерка в хотел."),
        ("el", "Μια 25χρονη Αλβανίδα, σερβιτόρα σε μπαρ στα Γρεβενά, ήταν έγκυος."),
        ("hu", "Egy 22 éves román lány pincérnőként dolgozott egy szegedi bárban."),
        ("sv", "En 26-årig thailändsk kvinna arbetade på en restaurang i Skövde."),
        ("lt", "25 metų ukrainietė dirbo padavėja Alytuje."),
    ] {
        let found = found(lang, text);
        if !found.iter().any(|(detector, _)| *detector == Detector::Quasi) {
            wrong.push(format!("{lang}: {text} gave {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn vignette_of_a_minor_or_of_the_only_one_blocks() {
    for (lang, text) in [
        ("en", "A 15-year-old Roma girl from Sliven was found in a flat with her uncle."),
        ("en", "The only Eritrean nurse in Skövde, aged 31, had been a victim herself."),
        ("fr", "Une Vietnamienne de 16 ans, serveuse dans un restaurant de Calais, a disparu."),
    ] {
        let found = found(lang, text);
        assert!(found.contains(&(Detector::Quasi, Level::Block)), "{text}: {found:?}");
    }
}

#[test]
fn statistics_and_rules_are_no_vignettes() {
    let mut wrong = Vec::new();
    for (lang, text) in [
        ("en", "Twelve of the 45 Nigerian women were aged 18-25 and lived in Italy."),
        ("en", "A victim from a third country may obtain a residence permit in Belgium."),
        ("en", "In 2022, 65% of victims were women and girls from Nigeria, Romania and Ukraine."),
        ("en", "A child who is pregnant should be referred to a hospital in Vienna."),
        ("nl", "In 2022 waren 120 slachtoffers afkomstig uit Nigeria, van wie 30 minderjarig."),
        ("de", "Von den 230 Opfern stammten 45 aus Bulgarien; die meisten waren 18 bis 25 Jahre alt."),
        ("fr", "En 2021, 45 femmes nigérianes âgées de 18 à 25 ans ont été accueillies à Lyon."),
        ("es", "En 2022 se identificaron 129 víctimas de Colombia, con una edad media de 28 años."),
        ("it", "Nel 2022 sono state assistite 850 donne, in maggioranza nigeriane, a Torino."),
        ("pl", "W 2022 r. zidentyfikowano 150 ofiar z Ukrainy w wieku 18-30 lat."),
        ("el", "Το 2022 αναγνωρίστηκαν 45 γυναίκες από τη Νιγηρία, ηλικίας 18-25 ετών."),
        ("hu", "2022-ben 45 román nő kért segítséget, átlagosan 24 éves korban."),
    ] {
        let found = found(lang, text);
        if !found.is_empty() {
            wrong.push(format!("{lang}: {found:?} in {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn small_numbers_of_persons_are_found() {
    let mut wrong = Vec::new();
    for (lang, text) in [
        ("en", "In this county 3 victims from Eritrea were identified."),
        ("en", "The two Albanian brothers were arrested."),
        ("nl", "In die gemeente zijn twee minderjarige meisjes aangetroffen."),
        ("de", "In dem Landkreis erhielten drei Frauen einen Aufenthaltstitel."),
        ("fr", "Dans ce département, deux victimes ont porté plainte."),
        ("es", "En esa provincia se identificaron tres niñas."),
        ("it", "Nel comune sono stati trovati quattro minori."),
        ("pt", "Nesse concelho foram sinalizadas duas mulheres."),
        ("ro", "În acel județ au fost identificați trei copii."),
        ("pl", "W tym powiecie zidentyfikowano trzy kobiety."),
        ("cs", "V okrese byly zjištěny dvě oběti."),
        ("sk", "V okrese našli troch maloletých."),
        ("hr", "U toj županiji utvrđene su tri žrtve."),
        ("bg", "В общината са открити две момичета."),
        ("uk", "У районі виявили трьох жінок."),
        ("el", "Στον δήμο εντοπίστηκαν δύο γυναίκες."),
        ("hu", "A járásban két áldozatot találtak."),
        ("fi", "Kunnassa tunnistettiin kolme uhria."),
        ("et", "Vallas tuvastati kaks ohvrit."),
        ("lv", "Novadā identificētas divas sievietes."),
        ("lt", "Rajone nustatytos dvi moterys."),
        ("sv", "I kommunen hittades tre flickor."),
        ("da", "I kommunen blev to kvinder fundet."),
        ("no", "I kommunen ble tre kvinner funnet."),
    ] {
        let found = found(lang, text);
        if !found.iter().any(|(detector, _)| *detector == Detector::SmallNumber) {
            wrong.push(format!("{lang}: {text} gave {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_that_count_no_persons_are_left_alone() {
    let mut wrong = Vec::new();
    for (lang, text) in [
        ("en", "One in three women reports it; one of the victims may ask for help."),
        ("en", "Two categories of persons are covered by Article 2."),
        ("en", "A criminal organisation consists of more than two persons."),
        ("en", "Two victim support organisations answered in phase 2."),
        ("en", "About two thirds of the victims were women."),
        ("nl", "Een op de vier slachtoffers is minderjarig."),
        ("de", "Rund zwei Drittel der Opfer waren Frauen."),
        ("fr", "Une victime sur trois est mineure; l'article 2 le prévoit."),
        ("es", "Una de cada tres víctimas es menor."),
        ("it", "Due terzi delle vittime sono donne."),
        ("pl", "Dwie trzecie ofiar to kobiety."),
        ("sv", "Två tredjedelar av offren var kvinnor."),
    ] {
        let found = found(lang, text);
        if !found.is_empty() {
            wrong.push(format!("{lang}: {found:?} in {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hostile_sentence_without_an_end_is_read_once() {
    let text = "a pregnant girl of 15 years from Sliven ".repeat(20_000);
    assert_eq!(found("en", &text).iter().filter(|(detector, _)| *detector == Detector::Quasi).count(), 1);
}
