//! Bulgaria, Romania, the successors of Yugoslavia, the Eastern neighbours, Türkiye, Russia.

use super::arithmetic::{decimal, icao, is_digit, mod_11_10, value, weighted};
use super::calendar::{exists, exists_in_some_century, two};
use super::scheme::{Number, Scheme, Strength, medium, strong, unchecked, weak};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        id: "bg.egn",
        country: "BG",
        languages: &["bg"],
        strength: Strength::Medium,
        keywords: &["егн", "единен граждански номер", "egn", "bulgarian personal number"],
        shapes: &["9999999999"],
        check: egn,
    },
    Scheme {
        id: "bg.lnch",
        country: "BG",
        languages: &["bg"],
        strength: Strength::Weak,
        keywords: &["лнч", "личен номер на чужденец", "lnch", "lnc", "foreigner's personal number"],
        shapes: &["9999999999"],
        check: lnch,
    },
    Scheme {
        id: "ro.cnp",
        country: "RO",
        languages: &["ro"],
        strength: Strength::Strong,
        keywords: &["cnp", "c.n.p.", "cod numeric personal", "codul numeric personal", "romanian personal number"],
        shapes: &["9999999999999", "9 999999 999999", "9 99 99 99 99 9999", "9 99 99 99 99 999 9"],
        check: cnp,
    },
    Scheme {
        id: "hr.oib",
        country: "HR",
        languages: &["hr"],
        strength: Strength::Weak,
        keywords: &["oib", "osobni identifikacijski broj", "croatian personal number"],
        shapes: &["99999999999"],
        check: oib,
    },
    jmbg("ba.jmbg", "BA", &["bs", "hr", "sr"], of_bosnia),
    jmbg("me.jmbg", "ME", &["sr", "bs"], of_montenegro),
    jmbg("mk.embg", "MK", &["mk", "sq"], of_macedonia),
    jmbg("rs.jmbg", "RS", &["sr"], of_serbia),
    jmbg("hr.mbg", "HR", &["hr"], of_croatia),
    jmbg("si.emso", "SI", &["sl"], anywhere),
    Scheme {
        id: "al.nid",
        country: "AL",
        languages: &["sq"],
        strength: Strength::Weak,
        keywords: &[
            "nid",
            "numri personal",
            "nr. personal",
            "numri i identitetit",
            "numri identifikues",
            "albanian personal number",
        ],
        shapes: &["A99999999A"],
        check: nid,
    },
    Scheme {
        id: "ua.rnokpp",
        country: "UA",
        languages: &["uk"],
        strength: Strength::Weak,
        keywords: &[
            "рнокпп",
            "іпн",
            "ідентифікаційний номер",
            "ідентифікаційний код",
            "реєстраційний номер облікової картки",
            "инн",
            "rnokpp",
            "ukrainian tax number",
            "ipn",
        ],
        shapes: &["9999999999"],
        check: rnokpp,
    },
    Scheme {
        id: "ua.unzr",
        country: "UA",
        languages: &["uk"],
        strength: Strength::Strong,
        keywords: &["унзр", "унікальний номер запису", "запис no", "unzr", "record no"],
        shapes: &["99999999-99999", "9999999999999"],
        check: unzr,
    },
    Scheme {
        id: "md.idnp",
        country: "MD",
        languages: &["ro", "ru"],
        strength: Strength::Strong,
        keywords: &[
            "idnp",
            "cod personal",
            "codul personal",
            "număr de identificare",
            "идентификационный номер",
            "moldovan personal number",
        ],
        shapes: &["9999999999999"],
        check: idnp,
    },
    Scheme {
        id: "ge.personal",
        country: "GE",
        languages: &["ka"],
        strength: Strength::None,
        keywords: &[
            "პირადი ნომერი",
            "პირადი ნომრით",
            "პ/ნ",
            "პირადი no",
            "georgian personal number",
            "personal number",
            "personal no",
        ],
        shapes: &["99999999999"],
        check: any,
    },
    Scheme {
        id: "am.hch",
        country: "AM",
        languages: &["hy"],
        strength: Strength::None,
        keywords: &[
            "հծհ",
            "հանրային ծառայությունների համարանիշ",
            "սոցիալական քարտ",
            "սոց. քարտ",
            "public services number",
            "social card",
        ],
        shapes: &["9999999999"],
        check: hch,
    },
    Scheme {
        id: "tr.kimlik",
        country: "TR",
        languages: &["tr"],
        strength: Strength::Medium,
        keywords: &[
            "t.c. kimlik",
            "tc kimlik",
            "kimlik no",
            "kimlik numarası",
            "tckn",
            "tckno",
            "turkish id number",
            "turkish identity number",
        ],
        shapes: &["99999999999"],
        check: kimlik,
    },
    Scheme {
        id: "ru.inn",
        country: "RU",
        languages: &["ru"],
        strength: Strength::Medium,
        keywords: &["инн", "идентификационный номер налогоплательщика", "inn", "russian tax number"],
        shapes: &["999999999999"],
        check: inn,
    },
    Scheme {
        id: "ru.snils",
        country: "RU",
        languages: &["ru"],
        strength: Strength::Medium,
        keywords: &["снилс", "страховой номер", "snils", "russian insurance number"],
        shapes: &["999-999-999 99", "99999999999", "999-999-999-99"],
        check: snils,
    },
    Scheme {
        id: "by.id",
        country: "BY",
        languages: &["be", "ru"],
        strength: Strength::Strong,
        keywords: &[
            "личный номер",
            "идентификационный номер",
            "асабісты нумар",
            "ідэнтыфікацыйны нумар",
            "belarusian personal number",
        ],
        shapes: &["9999999A999AA9"],
        check: belarus,
    },
];

/// A JMBG / EMŠO / EMBG: one law of Yugoslavia, several successors, the region telling which.
const fn jmbg(
    id: &'static str,
    country: &'static str,
    languages: &'static [&'static str],
    check: fn(Number<'_>) -> Option<Strength>,
) -> Scheme {
    Scheme {
        id,
        country,
        languages,
        strength: Strength::Strong,
        keywords: &[
            "jmbg",
            "jmb",
            "jedinstveni matični broj",
            "jedinstveni matični broj građana",
            "јмбг",
            "јмб",
            "јединствени матични број",
            "матични број",
            "matični broj",
            "mbg",
            "embg",
            "ембг",
            "единствен матичен број",
            "матичен број",
            "emšo",
            "enotna matična številka",
            "emso",
            "unique master citizen number",
            "numri amë",
        ],
        shapes: &["9999999999999", "9999999 999999", "999999999 9999"],
        check,
    }
}

/// Bulgaria, EGN: YYMMDD, month + 20 before 1900, + 40 from 2000.
///
/// Zakon za grazhdanskata registratsiya, art. 11; stdnum `bg.egn`.
fn egn(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let (century, month) = match two(digits, 2) {
        month @ 1..=12 => (1900, month),
        month @ 21..=32 => (1800, month - 20),
        month @ 41..=52 => (2000, month - 40),
        _ => return None,
    };
    let check = weighted(digits, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10;
    medium(is_digit(digits[9], check) && exists(century + two(digits, 0), month, two(digits, 4)))
}

/// Bulgaria, personal number of a foreigner (LNCh).
///
/// Zakon za grazhdanskata registratsiya, art. 11; stdnum `bg.pnf`.
fn lnch(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    weak(is_digit(digits[9], weighted(digits, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10) && decimal(digits) > 0)
}

/// Romania, cod numeric personal: sex and century, YYMMDD, county, serial.
///
/// Legea 105/1996; HG 1375/2006; stdnum `ro.cnp`.
fn cnp(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let century = match digits[0] {
        b'0' => return None,
        b'3' | b'4' => 1800,
        b'5' | b'6' => 2000,
        _ => 1900,
    };
    let date = exists(century + two(digits, 1), two(digits, 3), two(digits, 5));
    let county = matches!(two(digits, 7), 1..=48 | 51 | 52 | 70 | 80..=83);
    let check = match weighted(digits, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 {
        10 => 1,
        check => check,
    };
    strong(date && county && is_digit(digits[12], check))
}

/// Croatia, osobni identifikacijski broj: ISO 7064 MOD 11,10, of persons and companies alike.
///
/// Zakon o osobnom identifikacijskom broju, NN 60/08; stdnum `hr.oib`.
fn oib(number: Number<'_>) -> Option<Strength> {
    weak(mod_11_10(number.compact))
}

fn of_bosnia(number: Number<'_>) -> Option<Strength> {
    master_number(number, |region| (10..20).contains(&region))
}

fn of_montenegro(number: Number<'_>) -> Option<Strength> {
    master_number(number, |region| (20..30).contains(&region))
}

fn of_croatia(number: Number<'_>) -> Option<Strength> {
    master_number(number, |region| (30..40).contains(&region))
}

fn of_macedonia(number: Number<'_>) -> Option<Strength> {
    master_number(number, |region| (40..50).contains(&region))
}

/// Serbia: 71-79, Vojvodina 80-89, Kosovo 91-96, foreigners 01-09 and 60-69.
fn of_serbia(number: Number<'_>) -> Option<Strength> {
    master_number(number, |region| matches!(region, 0..10 | 60..100))
}

fn anywhere(number: Number<'_>) -> Option<Strength> {
    master_number(number, |_| true)
}

/// Successors of Yugoslavia: DDMMYYY, region, serial, check digit.
///
/// Zakon o uvođenju jedinstvenog matičnog broja građana (Službeni list SFRJ 58/1976); Slovenia: Zakon o centralnem
/// registru prebivalstva; stdnum `si.emso`. Slovenia gives out numbers of other regions' natives too.
fn master_number(number: Number<'_>, region: fn(u64) -> bool) -> Option<Strength> {
    let digits = number.compact;
    let year = match decimal(&digits[4..7]) {
        year @ 800.. => 1000 + year,
        year => 2000 + year,
    };
    let check = (-weighted(digits, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])).rem_euclid(11) % 10;
    let date = exists(year, two(digits, 2), two(digits, 0));
    strong(date && region(two(digits, 7)) && is_digit(digits[12], check))
}

/// Albania, numri i identitetit: letter and digit of the year (A = 1900s … L = 2010s), month (women + 50, foreigners
/// + 30 or + 80), day, serial, letter.
///
/// OECD, *Tax identification numbers: Albania*. How the last letter is reckoned is not published: shape and date only.
fn nid(number: Number<'_>) -> Option<Strength> {
    let text = number.compact;
    let year = 1900 + 10 * u64::from(text[0] - b'A') + u64::from(text[1] - b'0');
    let month = match two(text, 2) {
        month @ 81.. => month - 80,
        month @ 51..=62 => month - 50,
        month @ 31..=42 => month - 30,
        month => month,
    };
    weak(text[0] <= b'M' && text[9] <= b'W' && exists(year, month, two(text, 4)))
}

/// Ukraine, RNOKPP: days since 1899-12-31, serial, check digit.
///
/// Postanova KMU; algorithm: uk.wikipedia.org/wiki/РНОКПП; stdnum `ua.rntrc`. The days are bounded by 2099.
fn rnokpp(number: Number<'_>) -> Option<Strength> {
    /// Days from 1899-12-31 to the end of 2099.
    const LATEST: u64 = 73_049;
    let digits = number.compact;
    let check = weighted(digits, &[-1, 5, 7, 9, 4, 6, 10, 5, 7]).rem_euclid(11) % 10;
    weak((1..=LATEST).contains(&decimal(&digits[..5])) && is_digit(digits[9], check))
}

/// Ukraine, number of the record in the demographic register: YYYYMMDD, serial, check digit of ICAO 9303.
///
/// Zakon Ukrainy № 5492-VI art. 10; uk.wikipedia.org, "Унікальний номер запису в реєстрі".
fn unzr(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let date = exists(decimal(&digits[..4]), two(digits, 4), two(digits, 6));
    strong(date && icao(&digits[..12]) == value(digits[12]))
}

/// Moldova, IDNP: 2 and three digits of the year it was given, or 09 in the first years; weights 7, 3, 1.
///
/// Hotărârea Guvernului nr. 333/2002 (Registrul de stat al populației); the sum is that of stdnum `md.idno`.
fn idnp(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let begins = match &digits[..2] {
        b"09" | b"20" => true,
        b"29" => digits[2] == b'9',
        _ => false,
    };
    strong(begins && icao(&digits[..12]) == value(digits[12]))
}

/// Georgia, personal number: eleven digits, no check that is published.
fn any(_: Number<'_>) -> Option<Strength> {
    unchecked(true)
}

/// Armenia, public services number: day + 10 for men, + 50 for women, month (+ 20 or + 50 by century), year, serial.
///
/// Law HO-440-N of 2011 on public services numbers. Its last digit is not checked here: no source for it was at hand.
fn hch(number: Number<'_>) -> Option<Strength> {
    let day = match two(number.compact, 0) {
        day @ 51.. => day - 50,
        day => day.saturating_sub(10),
    };
    unchecked((1..=31).contains(&day))
}

/// Türkiye, kimlik numarası: two check digits.
///
/// Nüfus Hizmetleri Kanunu 5490; stdnum `tr.tckimlik`.
fn kimlik(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let first = (-weighted(digits, &[3, 1, 3, 1, 3, 1, 3, 1, 3])).rem_euclid(10);
    let second = weighted(digits, &[1; 10]) % 10;
    medium(digits[0] != b'0' && is_digit(digits[9], first) && is_digit(digits[10], second))
}

/// Russia, INN of a person: two check digits.
///
/// Prikaz FNS of 29 June 2012 № ММВ-7-6/435; stdnum `ru.inn`.
fn inn(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let first = weighted(digits, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
    let second = weighted(digits, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
    medium(decimal(digits) > 0 && is_digit(digits[10], first) && is_digit(digits[11], second))
}

/// Russia, SNILS: the sum modulo 101; below number 001-001-998 there was no check.
///
/// Postanovlenie Pravleniya PFR of 31 July 2006 № 192p; ru.wikipedia.org, "Контрольное число".
fn snils(number: Number<'_>) -> Option<Strength> {
    let digits = number.compact;
    let check = weighted(digits, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100;
    medium(decimal(&digits[..9]) > 1_001_998 && i64::try_from(two(digits, 9)) == Ok(check))
}

/// Belarus, personal number: sex and century, DDMMYY, letter of the region, serial, two letters, a digit.
///
/// Polozhenie o lichnom nomere; OECD, *Tax identification numbers: Belarus*. Shape, date and letters are telling enough.
fn belarus(number: Number<'_>) -> Option<Strength> {
    let text = number.compact;
    let date = exists_in_some_century(two(text, 5), two(text, 3), two(text, 1));
    let letters = b"ABCHKEM".contains(&text[7]) && matches!(&text[11..13], b"PB" | b"BA" | b"BI");
    strong(matches!(text[0], b'1'..=b'6') && date && letters)
}
