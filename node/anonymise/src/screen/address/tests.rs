use super::*;
use crate::screen::Page;

fn found(lang: &str, text: &str) -> Vec<(String, Level)> {
    let page = Page::new(text, Some(lang));
    let mut found = Vec::new();
    find(&Reading::of(&page), &mut found);
    found.into_iter().map(|finding| (page.text()[finding.span].to_owned(), finding.level)).collect()
}

#[test]
fn streets_with_a_house_number_are_found_in_the_order_of_their_language() {
    let mut wrong = Vec::new();
    for (lang, text) in [
        ("en", "She lived at 14 Albert Road, Leeds."),
        ("en", "The flat at 221B Upper Baker Street was searched."),
        ("nl", "Ze werd vastgehouden in de Prins Hendrikstraat 118-2 te Rotterdam."),
        ("nl", "Zijn adres: Lange Voorhout 8, 2514 EA Den Haag."),
        ("nl", "Het meisje woonde aan de Kerkweg 5 bis."),
        ("de", "Sie wohnte in der Schillerstraße 23a, 4. Stock."),
        ("de", "Die Wohnung liegt Am Kirchberg 7, 01067 Dresden."),
        ("de", "Treffpunkt war der Kaiser-Friedrich-Ring 45."),
        ("fr", "Elle habitait 27 bis, avenue du Général Leclerc à Lyon."),
        ("fr", "Le suspect réside rue des Tanneurs 12, 1000 Bruxelles."),
        ("es", "Vivía en la calle Mayor 15, 3º B, en Murcia."),
        ("es", "El piso estaba en la Avda. de la Constitución, nº 8."),
        ("it", "Abitava in via Giuseppe Garibaldi 33, interno 4."),
        ("it", "L'uomo risiede in Piazza Duomo, n. 2."),
        ("pt", "Morava na Rua de Santa Catarina, nº 210, 2º Esq."),
        ("ro", "Locuia pe str. Mihai Eminescu nr. 14, bl. B2, ap. 7."),
        ("ro", "Fata a fost găsită în Bulevardul Unirii nr. 3."),
        ("pl", "Mieszkała przy al. Jerozolimskich 54/12."),
        ("pl", "Ofiara była przetrzymywana na ul. 3 Maja 8."),
        ("cs", "Bydlela v ulici Vinohradská 12, Praha."),
        ("cs", "Byt byl na adrese Masarykova 45/3, 602 00 Brno."),
        ("sk", "Dievča držali na Štúrovej ulici 9."),
        ("sl", "Živela je na naslovu Slovenska cesta 34, Ljubljana."),
        ("hr", "Stan se nalazi u Ilici 25, 10000 Zagreb."),
        ("hr", "Držali su je u ulici Ivana Gundulića 4."),
        ("bg", "Живееше на ул. „Иван Вазов“ № 5, ап. 3."),
        ("bg", "Апартаментът е на бул. Черни връх 32."),
        ("uk", "Вона жила на вул. Лесі Українки, буд. 7, кв. 12."),
        ("ru", "Потерпевшая проживала по адресу ул. Ленина, д. 15."),
        ("el", "Έμενε στην οδό Σταδίου 24, Αθήνα."),
        ("el", "Το σπίτι βρίσκεται στη Λεωφόρο Κηφισίας 102."),
        ("hu", "A lány a Dózsa György út 41-ben lakott."),
        ("hu", "Címe: 6720 Szeged, Kárász utca 9."),
        ("fi", "Uhri asui osoitteessa Hämeenkatu 12 B 34, Tampere."),
        ("et", "Ta elas aadressil Narva mnt 15-4, Tallinn."),
        ("lv", "Viņa dzīvoja Brīvības ielā 76-5, Rīgā."),
        ("lt", "Ji gyveno Savanorių pr. 112-8, Kaune."),
        ("lt", "Mergina rasta Pilies g. 7."),
        ("sv", "Hon bodde på Drottninggatan 33, lgh 1102."),
        ("da", "Lejligheden på Nørrebrogade 45, 2. th. blev ransaget."),
        ("no", "Hun bodde i Karl Johans gate 12, Oslo."),
        ("mt", "Kienet tgħix fi Triq ir-Repubblika 45, il-Belt."),
        ("ga", "Bhí sí ina cónaí ag 12 Sráid Uí Chonaill."),
        ("tr", "Atatürk Caddesi No: 15 adresinde yaşıyordu."),
        ("sq", "Ajo jetonte në Rrugën e Durrësit 120."),
    ] {
        let found = found(lang, text);
        if !found.iter().any(|(_, level)| *level == Level::Block) {
            wrong.push(format!("{lang}: {text} gave {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_that_are_no_house_numbers_are_left_alone() {
    let mut wrong = Vec::new();
    for (lang, text) in [
        ("en", "In 2019, 14 road accidents and 3 deaths were recorded."),
        ("en", "Article 12 of the Charter and Directive 2011/36/EU apply."),
        ("en", "Of 1,250 victims, 45 percent crossed the Mediterranean."),
        ("en", "See Table 4, Section 2.1 and Annex 3."),
        ("nl", "In 2022 zijn 843 slachtoffers gemeld, van wie 12 minderjarig."),
        ("nl", "De route via de Balkan 2015 is gesloten."),
        ("de", "Der Arbeitsmarkt 2022 nahm 350 Geflüchtete auf."),
        ("de", "Nach § 232 StGB und Artikel 4 EMRK ist Menschenhandel verboten."),
        ("fr", "En 2021, 12 cours d'appel ont jugé 45 affaires."),
        ("fr", "Par voie de règlement, article 7, alinéa 2."),
        ("es", "La vía judicial se abrió en 2020 para 33 personas."),
        ("it", "In via cautelare, 12 persone sono state arrestate nel 2021."),
        ("it", "Il corso 2023 ha formato 45 operatori."),
        ("pl", "W 2021 r. Straż Graniczna ujawniła 23 ofiary, art. 189a k.k."),
        ("cs", "V roce 2020 policie zjistila 13 případů podle § 168."),
        ("bg", "През 2022 г. са идентифицирани 35 жертви по чл. 159а от НК."),
        ("el", "Το 2021 αναγνωρίστηκαν 176 θύματα, άρθρο 323Α ΠΚ."),
        ("hu", "2022-ben 120 áldozatot azonosítottak, 192. § szerint."),
        ("fi", "Vuonna 2022 auttamisjärjestelmään tuli 367 asiakasta, rikoslain 25 luku."),
        ("lv", "2021. gadā identificēti 24 upuri, Krimināllikuma 154. pants."),
        ("lt", "2022 m. nukentėjo 33 asmenys, BK 147 str. 2 d."),
        ("sv", "Under 2022 anmäldes 392 fall enligt 4 kap. 1 a § brottsbalken."),
        ("da", "I 2021 blev 73 personer vurderet, straffelovens § 262 a."),
        ("ro", "În 2022 au fost identificate 500 de victime, art. 210 din Codul penal."),
    ] {
        let found = found(lang, text);
        if !found.is_empty() {
            wrong.push(format!("{lang}: {found:?} in {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn address_of_an_office_is_listed_only() {
    for (lang, text) in [
        ("en", "The Immigration Service Delivery office, 13 Burgh Quay Street, Dublin 2."),
        ("nl", "De Immigratie- en Naturalisatiedienst, Rijnstraat 8, 2515 XP Den Haag, geeft voorlichting."),
        ("de", "Bundesamt für Migration und Flüchtlinge, Frankenstraße 210, 90461 Nürnberg"),
        ("fi", "Maahanmuuttovirasto, Opastinsilta 12, 00520 Helsinki"),
        ("pl", "Urząd do Spraw Cudzoziemców, ul. Taborowa 33, 02-699 Warszawa"),
    ] {
        let found = found(lang, text);
        assert!(found.iter().all(|(_, level)| *level == Level::Info), "{lang}: {found:?}");
    }
}

#[test]
fn hostile_rows_of_streets_and_numbers_are_read_once() {
    assert!(found("nl", &"straat ".repeat(60_000)).is_empty());
    assert!(!found("fr", &"rue de la Paix 5 ".repeat(20_000)).is_empty());
    assert!(found("de", &"1 2 3 4 5 ".repeat(40_000)).is_empty());
}
