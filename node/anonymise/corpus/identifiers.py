"""Identity numbers and other code-like values, valid by their own check digits, with random content.

Valid numbers are found by drawing candidates until the validator of `python-stdnum` takes one. Where that package
has no validator, the rule is written out here from the law or standard cited beside it.
"""

import hashlib

import stdnum.luhn
import stdnum.verhoeff
from stdnum import iban as stdnum_iban

import importlib

PLATE_SAFE = "BCDFGHJKLMNPRSTXZ"


def digits(rng, n):
    return "".join(rng.choice("0123456789") for _ in range(n))


def letters(rng, n, alphabet="ABCDEFGHJKLMNPRSTUVWXYZ"):
    return "".join(rng.choice(alphabet) for _ in range(n))


def birth(rng):
    """Year, month, day of birth of an adult or adolescent."""
    return rng.randint(1952, 2008), rng.randint(1, 12), rng.randint(1, 28)


def _draw(scheme, candidate):
    valid = importlib.import_module("stdnum." + scheme).is_valid
    for _ in range(400_000):
        text = candidate()
        if valid(text):
            return text
    raise RuntimeError("no valid number for " + scheme)


def _ymd(rng, plus_month=0, plus_day=0):
    y, m, d = birth(rng)
    return y, f"{y % 100:02}{m + plus_month:02}{d + plus_day:02}", f"{d + plus_day:02}{m + plus_month:02}{y % 100:02}"


def at_vnr(r):
    _, _, dmy = _ymd(r)
    n = _draw("at.vnr", lambda: str(r.randint(1, 9)) + digits(r, 3) + dmy)
    return [n[:4] + " " + n[4:], n]


def be_nn(r):
    _, ymd, _ = _ymd(r)
    n = _draw("be.nn", lambda: ymd + digits(r, 5))
    return [f"{n[:2]}.{n[2:4]}.{n[4:6]}-{n[6:9]}.{n[9:]}", n]


def bg_egn(r):
    y, ymd, _ = _ymd(r)
    if y >= 2000:
        ymd = ymd[:2] + f"{int(ymd[2:4]) + 40:02}" + ymd[4:]
    return [_draw("bg.egn", lambda: ymd + digits(r, 4))]


def bg_pnf(r):
    return [_draw("bg.pnf", lambda: str(r.randint(1, 9)) + digits(r, 9))]


def hr_oib(r):
    return [_draw("hr.oib", lambda: str(r.randint(1, 9)) + digits(r, 10))]


def cy_tic(r):
    return [_draw("cy.vat", lambda: "00" + digits(r, 6) + letters(r, 1))]


def cz_rc(r):
    y, ymd, _ = _ymd(r)
    if r.random() < 0.5:
        ymd = ymd[:2] + f"{int(ymd[2:4]) + 50:02}" + ymd[4:]
    n = _draw("cz.rc", lambda: ymd + digits(r, 4 if y >= 1954 else 3))
    return [n[:6] + "/" + n[6:], n[:6] + "/" + n[6:], n]


def de_idnr(r):
    n = _draw("de.idnr", lambda: str(r.randint(1, 9)) + digits(r, 10))
    return [f"{n[:2]} {n[2:5]} {n[5:8]} {n[8:]}", n]


def de_rvnr(r):
    """Section 2 of the Versicherungsnummern-, Kontoführungs- und Versicherungsverlaufsverordnung (VKVV)."""
    _, _, dmy = _ymd(r)
    area = r.choice(["02", "12", "13", "15", "20", "24", "53", "65"])
    letter = letters(r, 1)
    serial = f"{r.randint(0, 99):02}"
    all_digits = area + dmy + f"{ord(letter) - 64:02}" + serial
    total = 0
    for weight, digit in zip((2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), all_digits):
        p = weight * int(digit)
        total += p // 10 + p % 10
    n = f"{area}{dmy}{letter}{serial}{total % 10}"
    return [f"{n[:2]} {n[2:8]} {n[8]} {n[9:]}", n]


def dk_cpr(r):
    _, _, dmy = _ymd(r)
    n = _draw("dk.cpr", lambda: dmy + digits(r, 4))
    return [n[:6] + "-" + n[6:], n[:6] + "-" + n[6:], n]


def _baltic(scheme):
    def make(r):
        y, ymd, _ = _ymd(r)
        first = ("3", "4") if y < 2000 else ("5", "6")
        return [_draw(scheme, lambda: r.choice(first) + ymd + digits(r, 4))]

    return make


def lv_pk(r):
    y, _, dmy = _ymd(r)
    n = _draw("lv.pvn", lambda: dmy + ("1" if y < 2000 else "2") + digits(r, 4))
    return [n[:6] + "-" + n[6:], n[:6] + "-" + n[6:], n]


def es_dni(r):
    n = _draw("es.dni", lambda: digits(r, 8) + letters(r, 1))
    return [n, n[:8] + "-" + n[8:], f"{n[:2]}.{n[2:5]}.{n[5:8]}-{n[8:]}"]


def es_nie(r):
    n = _draw("es.nie", lambda: r.choice("XYZ") + digits(r, 7) + letters(r, 1))
    return [n, f"{n[0]}-{n[1:8]}-{n[8]}", n[0] + "-" + n[1:]]


def fi_hetu(r):
    y, _, dmy = _ymd(r)
    sign = "-" if y < 2000 else "A"
    return [_draw("fi.hetu", lambda: dmy + sign + digits(r, 3) + r.choice("0123456789ABCDEFHJKLMNPRSTUVWXY"))]


def fr_nir(r):
    y, m, _ = birth(r)
    head = f"{r.choice('12')}{y % 100:02}{m:02}{r.choice(['75', '13', '59', '69', '93', '33', '99'])}"
    n = _draw("fr.nir", lambda: head + f"{r.randint(1, 399):03}" + digits(r, 5))
    return [f"{n[0]} {n[1:3]} {n[3:5]} {n[5:7]} {n[7:10]} {n[10:13]} {n[13:]}", n]


def fr_spi(r):
    n = _draw("fr.nif", lambda: r.choice("0123") + digits(r, 12))
    return [f"{n[:2]} {n[2:4]} {n[4:7]} {n[7:10]} {n[10:]}", n]


def gr_amka(r):
    _, _, dmy = _ymd(r)
    return [_draw("gr.amka", lambda: dmy + digits(r, 5))]


def gr_afm(r):
    return [_draw("gr.vat", lambda: r.choice("01") + digits(r, 8))]


def hu_szemelyi(r):
    """Annex 2 of Act XX of 1996: weights 1..10 for births before 1997, 10..1 after."""
    while True:
        y, ymd, _ = _ymd(r)
        g = r.choice("12") if y < 2000 else r.choice("34")
        body = g + ymd + digits(r, 3)
        weights = range(1, 11) if y < 1997 else range(10, 0, -1)
        check = sum(w * int(c) for w, c in zip(weights, body)) % 11
        if check < 10:
            return [f"{g}-{ymd}-{body[7:]}{check}", f"{g} {ymd} {body[7:]}{check}"]


def hu_taj(r):
    """Annex 1 of Act XX of 1996: weights 3 and 7 in turn, modulo 10."""
    body = r.choice("01") + digits(r, 7)
    check = sum((3, 7)[i % 2] * int(c) for i, c in enumerate(body)) % 10
    n = body + str(check)
    return [f"{n[:3]} {n[3:6]} {n[6:]}", n, f"{n[:3]}-{n[3:6]}-{n[6:]}"]


def hu_ado(r):
    """Annex 3 of Act XX of 1996: 8, five digits of day number since 1867, three of serial, check by weights 1..9."""
    while True:
        body = "8" + str(r.randint(31000, 51000)) + digits(r, 3)
        check = sum((i + 1) * int(c) for i, c in enumerate(body)) % 11
        if check < 10:
            return [body + str(check)]


def ie_pps(r):
    return [_draw("ie.pps", lambda: digits(r, 7) + letters(r, 1, "ABCDEFGHIJKLMNOPQRSTUVW") + r.choice(["", "A", "A"]))]


def it_cf(r):
    y, m, d = birth(r)
    day = d + (40 if r.random() < 0.6 else 0)
    place = r.choice(["H501", "F205", "L219", "F839", "G273", "Z335", "Z129", "Z301", "Z243", "Z326"])
    head = letters(r, 6, PLATE_SAFE) + f"{y % 100:02}{'ABCDEHLMPRST'[m - 1]}{day:02}{place}"
    return [_draw("it.codicefiscale", lambda: head + letters(r, 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]


def lu_matricule(r):
    """Grand-ducal regulation of 28 November 2013: Luhn, then Verhoeff, both over the first eleven digits."""
    y, m, d = birth(r)
    body = f"{y}{m:02}{d:02}{digits(r, 3)}"
    n = body + stdnum.luhn.calc_check_digit(body) + stdnum.verhoeff.calc_check_digit(body)
    return [n, f"{n[:4]} {n[4:6]} {n[6:8]} {n[8:11]} {n[11:]}"]


def mt_id(r):
    return [f"{r.randint(10000, 699999)}{r.choice('MGLA')}", f"{r.randint(1, 6999):04}{r.randint(60, 99)}{r.choice('MGA')}"]


def nl_bsn(r):
    n = _draw("nl.bsn", lambda: str(r.randint(1, 9)) + digits(r, 8))
    return [n, n, f"{n[:4]}.{n[4:6]}.{n[6:]}", f"{n[:3]} {n[3:6]} {n[6:]}"]


def pl_pesel(r):
    y, ymd, _ = _ymd(r)
    if y >= 2000:
        ymd = ymd[:2] + f"{int(ymd[2:4]) + 20:02}" + ymd[4:]
    return [_draw("pl.pesel", lambda: ymd + digits(r, 5))]


def pt_cc(r):
    n = _draw("pt.cc", lambda: digits(r, 9) + r.choice("Z0A1") + letters(r, 1) + digits(r, 1))
    return [f"{n[:8]} {n[8]} {n[9:]}", n]


def pt_nif(r):
    n = _draw("pt.nif", lambda: r.choice("123") + digits(r, 8))
    return [n, f"{n[:3]} {n[3:6]} {n[6:]}"]


def ro_cnp(r):
    y, ymd, _ = _ymd(r)
    g = r.choice("12") if y < 2000 else r.choice("56")
    return [_draw("ro.cnp", lambda: g + ymd + f"{r.randint(1, 40):02}" + digits(r, 4))]


def se_pnr(r):
    y, ymd, _ = _ymd(r)
    n = _draw("se.personnummer", lambda: ymd + "-" + digits(r, 4))
    century = str(y)[:2] if y >= 1900 else "19"
    return [n, century + n, century + n.replace("-", ""), n]


def se_samordning(r):
    _, ymd, _ = _ymd(r, plus_day=60)
    for _ in range(1000):
        tail = digits(r, 4)
        if stdnum.luhn.is_valid(ymd + tail):
            return [ymd + "-" + tail]
    raise RuntimeError("Luhn takes one number in ten")


def _jmbg(regions):
    def make(r):
        y, _, _ = birth(r)
        _, m, d = birth(r)
        head = f"{d:02}{m:02}{y % 1000:03}{r.choice(regions)}"
        return [_draw("si.emso", lambda: head + digits(r, 4))]

    return make


def is_kt(r):
    y, _, dmy = _ymd(r)
    n = _draw("is_.kennitala", lambda: dmy + digits(r, 3) + ("9" if y < 2000 else "0"))
    return [n[:6] + "-" + n[6:], n]


def no_fnr(r):
    _, _, dmy = _ymd(r)
    n = _draw("no.fodselsnummer", lambda: dmy + digits(r, 5))
    return [n[:6] + " " + n[6:], n]


def no_dnr(r):
    _, _, dmy = _ymd(r, plus_day=40)
    return [_draw("no.fodselsnummer", lambda: dmy + digits(r, 5))]


def ch_ahv(r):
    n = _draw("ch.ssn", lambda: "756" + digits(r, 10))
    return [f"{n[:3]}.{n[3:7]}.{n[7:11]}.{n[11:]}"]


def gb_nhs(r):
    n = _draw("gb.nhs", lambda: str(r.randint(4, 7)) + digits(r, 9))
    return [f"{n[:3]} {n[3:6]} {n[6:]}"]


def gb_nino(r):
    return [f"{r.choice(['JK', 'PW', 'SC', 'WL', 'AB'])} {digits(r, 2)} {digits(r, 2)} {digits(r, 2)} {r.choice('ABCD')}"]


def ua_rntrc(r):
    return [_draw("ua.rntrc", lambda: r.choice("23") + digits(r, 9))]


def md_idnp(r):
    """Order 333/2002 on the state register of population: weights 7, 3, 1 repeated, modulo 10."""
    body = "2" + digits(r, 11)
    return [body + str(sum((7, 3, 1)[i % 3] * int(c) for i, c in enumerate(body)) % 10)]


SCHEMES = {
    "at.vnr": at_vnr, "be.nn": be_nn, "bg.egn": bg_egn, "bg.pnf": bg_pnf, "hr.oib": hr_oib, "cy.tic": cy_tic,
    "cz.rc": cz_rc, "sk.rc": cz_rc, "de.idnr": de_idnr, "de.rvnr": de_rvnr, "dk.cpr": dk_cpr, "ee.ik": _baltic("ee.ik"),
    "lt.asmens": _baltic("lt.asmens"), "lv.pk": lv_pk, "es.dni": es_dni, "es.nie": es_nie, "fi.hetu": fi_hetu,
    "fr.nir": fr_nir, "fr.spi": fr_spi, "gr.amka": gr_amka, "gr.afm": gr_afm, "hu.szemelyi": hu_szemelyi,
    "hu.taj": hu_taj, "hu.ado": hu_ado, "ie.pps": ie_pps, "it.cf": it_cf, "lu.matricule": lu_matricule,
    "mt.id": mt_id, "nl.bsn": nl_bsn, "pl.pesel": pl_pesel, "pt.cc": pt_cc, "pt.nif": pt_nif, "ro.cnp": ro_cnp,
    "se.pnr": se_pnr, "se.samordning": se_samordning, "si.emso": _jmbg(["50"]),
    "rs.jmbg": _jmbg(["71", "73", "80"]), "ba.jmbg": _jmbg(["17", "18"]), "is.kt": is_kt, "no.fnr": no_fnr,
    "no.dnr": no_dnr, "ch.ahv": ch_ahv, "gb.nhs": gb_nhs, "gb.nino": gb_nino, "ua.rntrc": ua_rntrc,
    "md.idnp": md_idnp,
}


def national_id(rng, scheme):
    return rng.choice(SCHEMES[scheme](rng))


def iban(rng, country):
    """An account number of the country's structure in the ISO 13616 registry, in groups of four or in one piece."""
    structure = {
        "NL": "bank4n10", "GB": "bank4n14", "IE": "bank4n14", "MT": "bank4n5a18", "RO": "bank4a16", "LV": "bank4a13",
        "BG": "bank4n6a8", "AT": "n16", "BE": "n12", "HR": "n17", "CY": "n8a16", "CZ": "n20", "DE": "n18",
        "DK": "n14", "EE": "n16", "ES": "n20", "FI": "n14", "FR": "n23", "GR": "n23", "HU": "n24", "IT": "letn22",
        "LT": "n16", "LU": "n16", "PL": "n24", "PT": "n21", "SE": "n20", "SI": "n15", "SK": "n20", "NO": "n11",
        "UA": "n25", "LI": "n17", "CH": "n17", "TR": "n22", "MD": "n20",
    }[country]
    for _ in range(200_000):
        bban = _bban(rng, structure)
        text = country + "00" + bban
        text = country + stdnum_iban.calc_check_digits(text) + bban
        if stdnum_iban.is_valid(text):
            break
    else:
        raise RuntimeError("no valid account for " + country)
    if rng.random() < 0.6:
        return " ".join(text[i:i + 4] for i in range(0, len(text), 4))
    return text


def _bban(rng, structure):
    out = ""
    rest = structure
    if rest.startswith("bank4"):
        out, rest = letters(rng, 4, PLATE_SAFE), rest[5:]
    elif rest.startswith("let"):
        out, rest = letters(rng, 1), rest[3:]
    kind, count = "", ""
    for c in rest + "$":
        if c.isdigit():
            count += c
            continue
        if kind:
            out += digits(rng, int(count))
        kind, count = c, ""
    return out


def card(rng):
    body = rng.choice(["4", "51", "53", "55", "4"])
    body += digits(rng, 15 - len(body))
    n = body + stdnum.luhn.calc_check_digit(body)
    return rng.choice([" ".join(n[i:i + 4] for i in range(0, 16, 4)), n, "-".join(n[i:i + 4] for i in range(0, 16, 4))])


def imei(rng):
    body = "35" + digits(rng, 12)
    n = body + stdnum.luhn.calc_check_digit(body)
    return rng.choice([n, f"{n[:2]}-{n[2:8]}-{n[8:14]}-{n[14]}", n])


def mac(rng):
    sep = rng.choice([":", ":", "-"])
    return sep.join(f"{rng.randint(0, 255):02X}" for _ in range(6))


def ip(rng):
    if rng.random() < 0.7:
        return f"{rng.choice([31, 46, 77, 85, 91, 178, 185, 212])}.{rng.randint(1, 254)}.{rng.randint(0, 254)}.{rng.randint(2, 254)}"
    return "2a02:" + ":".join(f"{rng.randint(4096, 65535):x}" for _ in range(7))


def _base58check(payload):
    data = payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        out = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[rest] + out
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + out


def wallet(rng):
    payload = bytes(rng.randint(0, 255) for _ in range(20))
    kind = rng.randint(0, 3)
    if kind == 0:
        return _base58check(b"\0" + payload)
    if kind == 1:
        return _base58check(b"\x41" + payload)
    if kind == 2:
        return "0x" + payload.hex()
    return bech32(payload)


def bech32(payload):
    """BIP 173, a version 0 witness programme."""
    alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    bits = "".join(f"{b:08b}" for b in payload)
    values = [0] + [int(bits[i:i + 5], 2) for i in range(0, len(bits), 5)]
    expanded = [ord(c) >> 5 for c in "bc"] + [0] + [ord(c) & 31 for c in "bc"]
    check = 1
    for v in expanded + values + [0] * 6:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ v
        for i, g in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= g if top >> i & 1 else 0
    check ^= 1
    return "bc1" + "".join(alphabet[v] for v in values + [check >> 5 * (5 - i) & 31 for i in range(6)])


def _mrz_check(text):
    value = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    return str(sum(value.get(c, 0) * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


def mrz(rng):
    """Lines of ICAO Doc 9303: TD3 (2 x 44), TD1 (3 x 30), TD2 (2 x 36)."""
    country = rng.choice(["NGA", "VNM", "UKR", "SYR", "ROU", "BGR", "ALB", "MAR", "GEO", "PAK", "TUR", "ERI"])
    surname = rng.choice(["OKEKE", "NGUYEN", "SHEVCHUK", "ALHASSAN", "POPA", "DIMITROVA", "HOXHA", "BENALI", "TESFAY"])
    given = rng.choice(["JOY", "THI<LAN", "OKSANA", "MAHMOUD", "ELENA", "IVANKA", "ARTAN", "FATIMA", "SELAM"])
    number = letters(rng, 2) + digits(rng, 7)
    y, m, d = birth(rng)
    born, expiry, sex = f"{y % 100:02}{m:02}{d:02}", f"{rng.randint(25, 33)}{m:02}{d:02}", rng.choice("MF")
    coded = number + _mrz_check(number)
    dates = born + _mrz_check(born) + sex + expiry + _mrz_check(expiry)
    name = f"{surname}<<{given}"
    kind = rng.choice(["td3", "td3", "td1", "td2"])
    if kind == "td3":
        first = f"P<{country}{name}".ljust(44, "<")
        body = coded + country + dates + "<" * 14 + "0"
        second = body + _mrz_check(body[:10] + body[13:20] + body[21:43])
        return [first, second]
    if kind == "td2":
        first = f"I<{country}{name}".ljust(36, "<")
        body = coded + country + dates + "<" * 7
        return [first, body + _mrz_check(body[:10] + body[13:20] + body[21:35])]
    first = f"I<{country}{coded}".ljust(30, "<")
    second = f"{born}{_mrz_check(born)}{sex}{expiry}{_mrz_check(expiry)}{country}".ljust(29, "<")
    second += _mrz_check(first[5:30] + second[:7] + second[8:15] + second[18:29])
    return [first, second, name.ljust(30, "<")]
