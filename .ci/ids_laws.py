"""Numbers that python-stdnum does not know: the laws read a second time, for .ci/ids alone."""

import datetime
import random
import re

from stdnum import luhn, verhoeff


def digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def day(rng: random.Random, first=1900, last=2025) -> datetime.date:
    start = datetime.date(first, 1, 1).toordinal()
    return datetime.date.fromordinal(rng.randint(start, datetime.date(last, 12, 31).toordinal()))


def is_day(year: int, month: int, date: int, first=1800, last=2099) -> bool:
    try:
        return first <= datetime.date(year, month, date).year <= last
    except ValueError:
        return False


def icao(text: str) -> int:
    return sum(w * int(c, 36) for w, c in zip((7, 3, 1) * 20, text)) % 10


def is_rvnr(text):
    """VKVV § 2, § 4."""
    if not re.fullmatch("[0-9]{8}[A-Z][0-9]{3}", text) or text[:2] == "00":
        return False
    date = int(text[2:4])
    if not is_day(2000 + int(text[6:8]), int(text[4:6]), date if date <= 31 else date - 50):
        return False
    twelve = text[:8] + f"{ord(text[8]) - 64:02}" + text[9:11]
    total = 0
    for factor, digit in zip((2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), twelve):
        total += sum(map(int, str(factor * int(digit))))
    return total % 10 == int(text[11])


def make_rvnr(rng):
    born = day(rng, 1930, 2020)
    head = f"{rng.randint(2, 89):02}{born.day + rng.choice((0, 0, 50)):02}{born:%m%y}{rng.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}{digits(rng, 2)}"
    return next(head + str(d) for d in range(10) if is_rvnr(head + str(d)))


AUSWEIS = "0123456789CFGHJKLMNPRTVWXYZ"


def is_ausweis(text):
    """Ten characters, the last one by the weights of ICAO 9303; no vowels, no B, D, Q, S."""
    return bool(re.fullmatch(f"[CFGHJKLMNPRTVWXYZ][{AUSWEIS}]{{8}}[0-9]", text)) and icao(text[:9]) == int(text[9])


def make_ausweis(rng):
    nine = rng.choice("CFGHJKLMNPRTVWXYZ") + "".join(rng.choices(AUSWEIS, k=8))
    return nine + str(icao(nine))


def is_szemelyi(text):
    """1996. évi XX. törvény, annex."""
    if not re.fullmatch("[1-8][0-9]{10}", text):
        return False
    two = int(text[1:3])
    if text[0] in "1256":
        year = 1900 + two
    else:
        year = 1800 + two if two >= 67 else 2000 + two
    if not is_day(year, int(text[3:5]), int(text[5:7])):
        return False
    order = range(1, 11) if year < 1997 else range(10, 0, -1)
    return sum(w * int(d) for w, d in zip(order, text)) % 11 == int(text[10])


def make_szemelyi(rng):
    born = day(rng, 1900, 2025)
    head = f"{rng.choice('12') if born.year < 2000 else rng.choice('34')}{born:%y%m%d}{digits(rng, 3)}"
    return next((head + str(d) for d in range(10) if is_szemelyi(head + str(d))), "")


def is_taj(text):
    odd, even = sum(map(int, text[0:8:2])), sum(map(int, text[1:8:2]))
    return (3 * odd + 7 * even) % 10 == int(text[8]) and int(text) > 0


def is_adoazonosito(text):
    """8, days since 1867-01-01, serial, sum of place times digit modulo 11."""
    latest = (datetime.date(2099, 12, 31) - datetime.date(1867, 1, 1)).days
    check = sum((i + 1) * int(d) for i, d in enumerate(text[:9])) % 11
    return text[0] == "8" and int(text[1:6]) <= latest and check == int(text[9])


def make_adoazonosito(rng):
    days = (day(rng) - datetime.date(1867, 1, 1)).days
    head = f"8{days:05}{digits(rng, 3)}"
    return next((head + str(d) for d in range(10) if is_adoazonosito(head + str(d))), "8")


def is_matricule(text):
    """Règlement grand-ducal du 21 novembre 2013, art. 2."""
    date = is_day(int(text[:4]), int(text[4:6]), int(text[6:8]))
    return date and luhn.is_valid(text[:12]) and verhoeff.is_valid(text[:11] + text[12])


def make_matricule(rng):
    eleven = f"{day(rng):%Y%m%d}{digits(rng, 3)}"
    return eleven + luhn.calc_check_digit(eleven) + verhoeff.calc_check_digit(eleven)


def is_dowod(text):
    """The fourth character is the check digit of the others, letters A = 10."""
    return icao(text[:3] + text[4:]) == int(text[3])


def is_dowod_shaped(text):
    return bool(re.fullmatch("[A-Z]{3}[0-9]{6}", text)) and is_dowod(text)


def make_dowod(rng):
    head, tail = "".join(rng.choices("ABCDEFGHIJKLMNOPRSTUVWXYZ", k=3)), digits(rng, 5)
    return f"{head}{icao(head + tail)}{tail}"


NINO = re.compile("(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]")


def make_nino(rng):
    letters = rng.choices("ABCEGHJKLMNPRSTWXYZ", k=2)
    number = "".join(letters) + digits(rng, 6) + rng.choice("ABCD")
    return rng.choice((number, " ".join((number[:2], number[2:4], number[4:6], number[6:8], number[8]))))


def is_unzr(text):
    return is_day(int(text[:4]), int(text[4:6]), int(text[6:8])) and icao(text[:12]) == int(text[12])


def make_unzr(rng):
    head = f"{day(rng):%Y%m%d}{digits(rng, 4)}"
    return f"{head[:8]}-{head[8:]}{icao(head)}"


def is_snils(text):
    total = sum((9 - i) * int(d) for i, d in enumerate(text[:9])) % 101
    return int(text[:9]) > 1001998 and total % 100 == int(text[9:])


def make_snils(rng):
    nine = f"{rng.randint(1001999, 999999999):09}"
    total = sum((9 - i) * int(d) for i, d in enumerate(nine)) % 101 % 100
    return f"{nine[:3]}-{nine[3:6]}-{nine[6:]} {total:02}"


def is_belarus(text):
    date = is_day(2000 + int(text[5:7]), int(text[3:5]), int(text[1:3]))
    return date and text[0] in "123456" and text[7] in "ABCHKEM" and text[11:13] in ("PB", "BA", "BI")


def make_belarus(rng):
    return f"{rng.randint(1, 6)}{day(rng):%d%m%y}{rng.choice('ABCHKEM')}{digits(rng, 3)}{rng.choice(('PB', 'BA', 'BI'))}{digits(rng, 1)}"


def is_albania(text):
    month = int(text[2:4])
    month -= 80 if month > 80 else 50 if 51 <= month <= 62 else 30 if 31 <= month <= 42 else 0
    year = 1900 + 10 * (ord(text[0]) - 65) + int(text[1])
    return text[0] <= "M" and text[9] <= "W" and is_day(year, month, int(text[4:6]))


def make_albania(rng):
    born = day(rng, 1900, 2024)
    decade = chr(65 + (born.year - 1900) // 10)
    return f"{decade}{born.year % 10}{born.month + rng.choice((0, 30, 50, 80)):02}{born.day:02}{digits(rng, 3)}{rng.choice('ABCDEFGHIJKLMNOPQRSTUVW')}"


def is_niss(text):
    total = sum(w * int(d) for w, d in zip((29, 23, 19, 17, 13, 11, 7, 5, 3, 2), text))
    return text[0] == "1" and 9 - total % 10 == int(text[10])
