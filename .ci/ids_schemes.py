"""The schemes of .ci/ids: how to make a valid number, and who says whether one is valid.

python-stdnum answers where it can. Where it has no module, ids_laws.py does.
"""

import datetime
import random
import re
import types
from dataclasses import dataclass
from typing import Callable

from stdnum import iban, luhn
from stdnum.at import vnr
from stdnum.be import bis, eid, nn, ssn
from stdnum.bg import egn, pnf
from stdnum.ch import ssn as ahv
from stdnum.cy import vat as tic
from stdnum.cz import rc
from stdnum.de import idnr
from stdnum.dk import cpr
from stdnum.ean import calc_check_digit as ean_digit
from stdnum.ee import ik
from stdnum.es import dni, nie, nif as nif_es
from stdnum.fi import hetu
from stdnum.fr import nif as spi, nir
from stdnum.gb import nhs, utr
from stdnum.gr import amka, vat as afm
from stdnum.hr import oib
from stdnum.ie import pps, vat as vat_ie
from stdnum.is_ import kennitala
from stdnum.iso7064 import mod_11_10
from stdnum.it import codicefiscale
from stdnum.lt import asmens
from stdnum.lv import pvn
from stdnum.md import idno
from stdnum.nl import bsn, onderwijsnummer
from stdnum.no import fodselsnummer
from stdnum.pl import nip, pesel
from stdnum.pt import cc, nif as nif_pt
from stdnum.ro import cnp
from stdnum.ru import inn
from stdnum.se import personnummer
from stdnum.si import emso
from stdnum.tr import tckimlik
from stdnum.ua import rntrc

from ids_laws import (
    NINO,
    day,
    digits,
    is_adoazonosito,
    is_albania,
    is_ausweis,
    is_belarus,
    is_day,
    is_dowod_shaped,
    is_matricule,
    is_niss,
    is_rvnr,
    is_snils,
    is_szemelyi,
    is_taj,
    is_unzr,
    make_adoazonosito,
    make_albania,
    make_ausweis,
    make_belarus,
    make_dowod,
    make_matricule,
    make_nino,
    make_rvnr,
    make_snils,
    make_szemelyi,
    make_unzr,
)

CLOCKS = (nn, bis, cpr, fodselsnummer, personnummer)


def stop_the_clock(today: datetime.date) -> None:
    """For stdnum it is that day: our check has no clock, and takes every birth until 2099."""

    class Date(datetime.date):
        @classmethod
        def today(cls):
            return cls(today.year, today.month, today.day)

    for module in CLOCKS:
        module.datetime = types.SimpleNamespace(date=Date, timedelta=datetime.timedelta)


@dataclass(frozen=True)
class Scheme:
    valid: Callable[[random.Random], str]
    is_valid: Callable[[str], bool]


# Small tools ------------------------------------------------------------------------------------------------------


def clean(number: str) -> str:
    return re.sub(r"[ ./:+-]", "", number)


def until(make: Callable[[random.Random], str], fine: Callable[[str], bool]) -> Callable[[random.Random], str]:
    """Made again until it is valid: some serials are never given out."""

    def made(rng: random.Random) -> str:
        while True:
            number = make(rng)
            if fine(number):
                return number

    return made


def scheme(make, fine) -> Scheme:
    return Scheme(until(make, fine), fine)


def shaped(pattern: str, fine=lambda number: True) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda number: bool(compiled.fullmatch(clean(number).upper())) and bool(fine(clean(number).upper()))


# Numbers that stdnum knows ------------------------------------------------------------------------------------------


def make_belgium(rng):
    born = day(rng)
    month = born.month + rng.choice((0, 0, 20, 40))
    nine = f"{born.year % 100:02}{month:02}{born.day:02}{rng.randint(1, 998):03}"
    prefix = "2" if born.year >= 2000 else ""
    number = f"{nine}{97 - int(prefix + nine) % 97:02}"
    return rng.choice((number, nn.format(number)))


def is_belgium(number):
    # Narrower: stdnum takes any day behind the end of a month.
    if not ssn.is_valid(number) or re.search("[^0-9 .-]", number):
        return False
    number = clean(number)
    month, date = int(number[2:4]) % 20, int(number[4:6])
    return month == 0 or date == 0 or any(is_day(c + int(number[:2]), month, date) for c in (1900, 2000))


def make_france(rng):
    born = day(rng)
    place = rng.choice((f"{rng.randint(1, 95):02}{rng.randint(1, 900):03}", f"2{rng.choice('AB')}{rng.randint(1, 400):03}"))
    number = f"{rng.choice('12')}{born.year % 100:02}{born.month:02}{place}{rng.randint(1, 999):03}"
    number += nir.calc_check_digits(number)
    return rng.choice((number, nir.format(number)))


def is_france(number):
    # Narrower: sex and month as INSEE gives them.
    text = clean(number)
    return nir.is_valid(number) and text[0] in "123478" and bool(re.match("0[1-9]|1[0-2]|[2-3]|4[0-2]|[5-9]", text[3:5]))


def make_italy(rng):
    born = day(rng, 1920, 2019)
    letters = "".join(rng.choices("BCDFGLMNPRSTVZAEIOU", k=6))
    number = f"{letters}{born.year % 100:02}{'ABCDEHLMPRST'[born.month - 1]}{born.day + rng.choice((0, 40)):02}"
    number += rng.choice("ABCDEFGHILMZ") + digits(rng, 3)
    if rng.random() < 0.1:  # omocodia
        place = rng.choice((6, 7, 9, 10, 12, 13, 14))
        number = number[:place] + "LMNPQRSTUV"[int(number[place])] + number[place + 1 :]
    return number + codicefiscale.calc_check_digit(number)


def is_italy(number):
    # Narrower: persons only, and no day from 81 on.
    text = clean(number).upper()
    return len(text) == 16 and codicefiscale.is_valid(number) and text[9] not in "89UV"


def make_baltic(rng):
    born = day(rng)
    number = f"{3 + 2 * (born.year >= 2000) + rng.randrange(2)}{born:%y%m%d}{digits(rng, 3)}"
    return number + ik.calc_check_digit(number + "0")


def make_latvia(rng):
    born = day(rng)
    number = f"{born:%d%m%y}{1 + (born.year >= 2000)}{digits(rng, 3)}"
    if rng.random() < 0.2:
        number = f"3{rng.randint(2, 9)}{digits(rng, 8)}"
    number += pvn.calc_check_digit_pers(number)
    return rng.choice((number, f"{number[:6]}-{number[6:]}"))


def is_latvia(number):
    # Narrower: persons, born until 2099; broader: all codes without a date, 32 to 39.
    text = clean(number)
    if not re.fullmatch("[0-3][0-9]{10}", text):
        return False
    if text[0] == "3" and text[1] > "1":
        return pvn.calc_check_digit_pers(text[:10]) == text[10]
    return pvn.is_valid(number) and text[6] in "012"


def make_norway(rng):
    born = day(rng, 1940, 2039)
    serial = rng.randint(0, 499) if born.year < 2000 else rng.randint(500, 999)
    number = f"{born.day + rng.choice((0, 0, 40)):02}{born.month + rng.choice((0, 0, 40)):02}{born:%y}{serial:03}"
    number += fodselsnummer.calc_check_digit1(number)
    number += fodselsnummer.calc_check_digit2(number)
    return rng.choice((number, f"{number[:6]} {number[6:]}"))


def make_bulgaria(rng):
    born = day(rng, 1800, 2099)
    number = f"{born:%y}{born.month + {18: 20, 19: 0, 20: 40}[born.year // 100]:02}{born:%d}{digits(rng, 3)}"
    return number + egn.calc_check_digit(number)


def make_czechia(rng):
    if rng.random() < 0.2:
        born = day(rng, 1900, 1953)
        number = f"{born:%y}{born.month + rng.choice((0, 50)):02}{born:%d}{digits(rng, 3)}"
    else:
        born = day(rng, 1954, 2025)
        extra = rng.choice((0, 50, 20, 70)) if born.year >= 2004 else rng.choice((0, 50))
        number = f"{born:%y}{born.month + extra:02}{born:%d}{digits(rng, 3)}"
        number += str(int(number) % 11 % 10)
    return rng.choice((number, f"{number[:6]}/{number[6:]}"))


def is_czechia(text):
    # Narrower: serials ran out since 2004 only.
    month, year = int(text[2:4]) % 50, int(text[:2])
    overflow = month > 20
    return rc.is_valid(text) and (not overflow or (len(text) == 10 and 4 <= year < 54))


def make_idnr(rng):
    pool = list("0123456789")
    rng.shuffle(pool)
    ten = pool[:9] + [rng.choice(pool[:9])] if rng.random() < 0.5 else pool[:8] + [pool[0], pool[0]]
    rng.shuffle(ten)
    number = "".join(ten)
    number += mod_11_10.calc_check_digit(number)
    return rng.choice((number, idnr.format(number)))


def make_denmark(rng):
    born = day(rng, 1900, 2036)
    number = f"{born:%d%m%y}{rng.choice('0123' if born.year < 2000 else '49')}{digits(rng, 3)}"
    return rng.choice((number, cpr.format(number)))


def make_finland(rng):
    born = day(rng)
    nine = f"{born:%d%m%y}{rng.randint(2, 999):03}"
    sign = rng.choice("-YXWVU" if born.year < 2000 else "ABCDEF")
    return nine[:6] + sign + nine[6:] + hetu._calc_checksum(nine)


def make_greece(rng):
    number = f"{day(rng):%d%m%y}{digits(rng, 4)}"
    return number + luhn.calc_check_digit(number)


def make_pps(rng):
    seven, second = digits(rng, 7), rng.choice(("", "A", "B", "H", "W", "T", "X"))
    return seven + vat_ie.calc_check_digit(seven + (second if second in ("A", "B", "H") else "")) + second


def make_iceland(rng):
    born = day(rng)
    eight = f"{born:%d%m%y}{rng.randint(20, 99)}"
    check = -sum(w * int(n) for w, n in zip((3, 2, 7, 6, 5, 4, 3, 2), eight)) % 11
    number = f"{eight}{check}{'9' if born.year < 2000 else '0'}"
    return rng.choice((number, f"{number[:6]}-{number[6:]}"))


def make_pesel(rng):
    born = day(rng, 1800, 2099)
    number = f"{born:%y}{born.month + {18: 80, 19: 0, 20: 20}[born.year // 100]:02}{born:%d}{digits(rng, 4)}"
    return number + pesel.calc_check_digit(number)


def make_romania(rng):
    born = day(rng)
    sex = rng.choice("12789") if born.year < 2000 else rng.choice("56")
    number = f"{sex}{born:%y%m%d}{rng.choice(list(cnp._COUNTIES))}{digits(rng, 3)}"
    return number + cnp.calc_check_digit(number)


def make_sweden(rng):
    born = day(rng)
    date = born.day + rng.choice((0, 0, 60))
    nine = f"{born:%y%m}{date:02}{digits(rng, 3)}"
    last = luhn.calc_check_digit(nine)
    century = rng.choice(("", f"{born.year // 100}"))
    return f"{century}{nine[:6]}{rng.choice(('-', ''))}{nine[6:]}{last}"


def is_sweden(number):
    # Broader: coordination numbers (SKV 707: day + 60), which stdnum does not know.
    text = number.strip()
    if re.fullmatch("([0-9]{6}|[0-9]{8})[-+]?[0-9]{4}", text) is None:
        return False
    ten = clean(text)[-10:]
    if 61 <= int(ten[4:6]) <= 91:
        year = int(clean(text)[:4]) if len(clean(text)) == 12 else 2000 + int(ten[:2])
        return luhn.is_valid(ten) and is_day(year, int(ten[2:4]), int(ten[4:6]) - 60)
    return personnummer.is_valid(text) and (len(clean(text)) == 10 or clean(text)[:2] in ("18", "19", "20"))


def make_emso(rng, region=(0, 99)):
    born = day(rng, 1900, 2025)
    number = f"{born:%d%m}{born.year % 1000:03}{rng.randint(*region):02}{digits(rng, 3)}"
    return number + emso.calc_check_digit(number)


def is_emso(number):
    # Narrower: year from 1800 on is stdnum's as well; until 2099.
    text = clean(number)
    return emso.is_valid(text) and (text[4] in "089")


def jmbg(*regions):
    def fine(number):
        return is_emso(number) and any(first <= int(clean(number)[7:9]) <= last for first, last in regions)

    return scheme(lambda rng: make_emso(rng, rng.choice(regions)), fine)


def make_sum(length, fine):
    """By trial: the last character is tried until the check holds."""

    def make(rng):
        while True:
            head = digits(rng, length - 1)
            for last in rng.sample("0123456789", 10):
                if fine(head + last):
                    return head + last

    return make


def by_trial(length, fine):
    return scheme(make_sum(length, fine), fine)


def make_cc(rng):
    head = digits(rng, 9) + "".join(rng.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=2))
    return head + cc.calc_check_digit(head)


def make_card(rng):
    prefix, length = rng.choice((("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("34", 15), ("37", 15), ("6011", 16), ("3530", 16)))
    head = prefix + digits(rng, length - 1 - len(prefix))
    return head + luhn.calc_check_digit(head)


# Prefixes and lengths of the networks: Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay, Maestro, Mir,
# Troy, RuPay, UkrCard, Dankort.
CARD = re.compile(
    "4[0-9]{15}|4[0-9]{18}|5[1-5][0-9]{14}|(222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}|3[47][0-9]{13}|"
    "3(0[0-5]|6[0-9]|[89][0-9])([0-9]{11}|[0-9]{13}|[0-9]{16})|(6011|64[4-9][0-9]|65[0-9]{2})([0-9]{12}|[0-9]{15})|"
    "35(2[89]|[3-8][0-9])[0-9]{12,15}|62[0-9]{14,17}|81(0[0-9]|1[0-6]|7[01])[0-9]{12}|81[0-6][0-9]{13}|220[0-4][0-9]{12,15}|"
    "(5018|5020|5038|56[0-9]{2}|57[0-9]{2}|58[0-9]{2}|6304|6390|67[0-9]{2})([0-9]{12}|[0-9]{14,15})|5019[0-9]{12}|"
    "9792[0-9]{12}|60[4-7][0-9]{13}"
)


def is_card(number):
    return bool(CARD.fullmatch(clean(number))) and luhn.is_valid(clean(number))


def make_iban(rng):
    country = rng.choice(("NL", "DE", "FR", "BE", "IT", "PL", "GB", "MT", "NO", "LU", "CY", "IE", "SE", "UA", "MD", "RS", "GE"))
    structure = iban._ibandb.info(country + "00")[0][1]["bban"]
    pools = {"n": "0123456789", "a": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "c": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    body = "".join("".join(rng.choices(pools[kind], k=int(count))) for count, kind in re.findall(r"(\d+)!([nac])", structure))
    number = country + iban.calc_check_digits(country + "00" + body) + body
    return rng.choice((number, iban.format(number)))


def is_iban(number):
    return iban.is_valid(number, check_country=False)


SCHEMES: dict[str, Scheme] = {
    "at.vnr": scheme(
        lambda rng: (lambda s, d: s + vnr.calc_check_digit(s + "0" + d) + d)(str(rng.randint(100, 999)), f"{day(rng):%d%m%y}"),
        shaped("[0-9]{10}", vnr.is_valid),
    ),
    "be.nn": scheme(make_belgium, is_belgium),
    "be.eid": scheme(lambda rng: (lambda n: n + eid._calc_check_digits(n))(digits(rng, 10)), shaped("[0-9]{12}", eid.is_valid)),
    "bg.egn": scheme(make_bulgaria, shaped("[0-9]{10}", egn.is_valid)),
    "bg.lnch": by_trial(10, shaped("[0-9]{10}", lambda n: pnf.is_valid(n) and int(n))),
    "hr.oib": by_trial(11, shaped("[0-9]{11}", oib.is_valid)),
    # Narrower: persons begin with 0.
    "cy.tic": scheme(lambda rng: (lambda n: n + tic.calc_check_digit(n))("0" + digits(rng, 7)), shaped("0[0-9]{7}[A-Z]", tic.is_valid)),
    "cz.rc": scheme(make_czechia, shaped("[0-9]{9,10}", is_czechia)),
    "sk.rc": scheme(make_czechia, shaped("[0-9]{9,10}", is_czechia)),
    "de.idnr": scheme(make_idnr, shaped("[0-9]{11}", idnr.is_valid)),
    "de.rvnr": scheme(make_rvnr, shaped("[0-9]{8}[A-Z][0-9]{3}", is_rvnr)),
    "de.ausweis": scheme(make_ausweis, shaped("[A-Z][0-9A-Z]{8}[0-9]", is_ausweis)),
    "dk.cpr": scheme(make_denmark, shaped("[0-9]{10}", cpr.is_valid)),
    # Narrower: born until 2099.
    "ee.ik": scheme(make_baltic, shaped("[1-6][0-9]{10}", ik.is_valid)),
    "lt.asmens": scheme(
        lambda rng: rng.choice((make_baltic, make_sum(11, lambda n: n[0] == "9" and asmens.is_valid(n))))(rng),
        shaped("[1-69][0-9]{10}", asmens.is_valid),
    ),
    "lv.pk": scheme(make_latvia, is_latvia),
    "es.dni": scheme(lambda rng: (lambda n: n + dni.calc_check_digit(n))(digits(rng, 8)), shaped("[0-9]{8}[A-Z]", dni.is_valid)),
    "es.nie": scheme(
        lambda rng: (lambda n: n + nie.calc_check_digit(n))(rng.choice("XYZ") + digits(rng, 7)), shaped("[XYZ][0-9]{7}[A-Z]", nie.is_valid)
    ),
    "es.nif": scheme(
        lambda rng: (lambda n: n + dni.calc_check_digit(n[1:]))(rng.choice("KLM") + digits(rng, 7)),
        shaped("[KLM][0-9]{7}[A-Z]", nif_es.is_valid),
    ),
    "fi.hetu": scheme(make_finland, lambda n: hetu.is_valid(n, allow_temporary=True)),
    "fr.nir": scheme(make_france, is_france),
    "fr.spi": scheme(lambda rng: (lambda n: n + spi.calc_check_digits(n))(rng.choice("0123") + digits(rng, 9)), shaped("[0-9]{13}", spi.is_valid)),
    "gr.amka": scheme(make_greece, shaped("[0-9]{11}", amka.is_valid)),
    "gr.afm": by_trial(9, shaped("[0-9]{9}", lambda n: afm.is_valid(n) and int(n))),
    "hu.szemelyi": scheme(make_szemelyi, shaped("[0-9]{11}", is_szemelyi)),
    "hu.taj": by_trial(9, shaped("[0-9]{9}", is_taj)),
    "hu.adoazonosito": scheme(make_adoazonosito, shaped("[0-9]{10}", is_adoazonosito)),
    "ie.pps": scheme(make_pps, shaped("[0-9]{7}[A-Z]{1,2}", pps.is_valid)),
    "it.codicefiscale": scheme(make_italy, is_italy),
    "lu.matricule": scheme(make_matricule, shaped("[0-9]{13}", is_matricule)),
    "nl.bsn": by_trial(9, shaped("[0-9]{8,9}", bsn.is_valid)),
    "nl.onderwijsnummer": by_trial(9, shaped("[0-9]{9}", onderwijsnummer.is_valid)),
    # Narrower: born until 2099.
    "pl.pesel": scheme(make_pesel, shaped("[0-9]{2}([01289][0-9]|3[0-2])[0-9]{7}", pesel.is_valid)),
    "pl.nip": by_trial(10, shaped("[0-9]{10}", lambda n: nip.is_valid(n) and int(n))),
    "pl.dowod": scheme(make_dowod, shaped("[A-Z]{3}[0-9]{6}", is_dowod_shaped)),
    "pt.cc": scheme(make_cc, shaped("[0-9]{9}[0-9A-Z]{2}[0-9]", cc.is_valid)),
    # Narrower: persons only.
    "pt.nif": by_trial(9, shaped("([123]|45)[0-9]+", lambda n: len(n) == 9 and nif_pt.is_valid(n))),
    "pt.niss": by_trial(11, shaped("[0-9]{11}", is_niss)),
    "ro.cnp": scheme(make_romania, shaped("[0-9]{13}", cnp.is_valid)),
    "se.personnummer": scheme(make_sweden, is_sweden),
    "si.emso": scheme(make_emso, shaped("[0-9]{13}", is_emso)),
    "ba.jmbg": jmbg((10, 19)),
    "me.jmbg": jmbg((20, 29)),
    "hr.mbg": jmbg((30, 39)),
    "mk.embg": jmbg((40, 49)),
    "rs.jmbg": jmbg((0, 9), (60, 99)),
    # Narrower: persons only.
    "is.kennitala": scheme(make_iceland, shaped("[0-3][0-9]{9}", kennitala.is_valid)),
    "no.fodselsnummer": scheme(make_norway, shaped("[0-9]{11}", fodselsnummer.is_valid)),
    "ch.ahv": scheme(lambda rng: (lambda n: n + ean_digit(n))("756" + digits(rng, 9)), shaped("[0-9]{13}", ahv.is_valid)),
    "gb.nhs": by_trial(10, shaped("[0-9]{10}", nhs.is_valid)),
    "gb.utr": by_trial(10, shaped("[0-9]{10}", utr.is_valid)),
    "gb.nino": scheme(make_nino, shaped("[A-Z]{2}[0-9]{6}[A-Z]", NINO.fullmatch)),
    "al.nid": scheme(make_albania, shaped("[A-Z][0-9]{8}[A-Z]", is_albania)),
    # Narrower: days until 2099.
    "ua.rnokpp": by_trial(10, shaped("[0-9]{10}", lambda n: rntrc.is_valid(n) and 1 <= int(n[:5]) <= 73049)),
    "ua.unzr": scheme(make_unzr, shaped("[0-9]{13}", is_unzr)),
    # Narrower: persons only.
    "md.idnp": scheme(
        lambda rng: (lambda n: n + idno.calc_check_digit(n))(rng.choice(("09", "20", "299")) + digits(rng, 10))[:13],
        shaped("(09|20|299)[0-9]+", lambda n: len(n) == 13 and idno.is_valid(n)),
    ),
    "tr.kimlik": scheme(
        lambda rng: (lambda n: n + tckimlik.calc_check_digits(n))(str(rng.randint(100000000, 999999999))), shaped("[0-9]{11}", tckimlik.is_valid)
    ),
    "ru.inn": scheme(
        lambda rng: (lambda n: n + inn.calc_personal_check_digits(n))(digits(rng, 10)), shaped("[0-9]{12}", lambda n: inn.is_valid(n) and int(n))
    ),
    "ru.snils": scheme(make_snils, shaped("[0-9]{11}", is_snils)),
    "by.id": scheme(make_belarus, shaped("[0-9]{7}[A-Z][0-9]{3}[A-Z]{2}[0-9]", is_belarus)),
    "iban": scheme(make_iban, is_iban),
    "card": scheme(make_card, is_card),
}

# Schemes without a check: any digits of their length satisfy them.
UNCHECKED = {"fr.nir13", "nl.vnummer", "li.peid", "cy.id", "mt.id", "ge.personal", "am.hch"}
