#!/usr/bin/env python3
"""Writes `corpus.jsonl`: sentences with their personal data marked, to measure the screening of free text.

    python3 -m venv venv && venv/bin/pip install Faker==40.54.0 python-stdnum==2.2 phonenumbers==9.0.43
    venv/bin/python generate.py

Same packages, same templates: same file. A template (`languages/*.txt`) is one line with two sorts of marks:

    [PERSON|Ahmada Hassana]   these words are a person's name; inside, # is any digit and ^ any plate letter
    {PHONE} {IBAN:NL} ...     a value is put in and marked; the slots are the methods of `Slots`

A line of the file: {"lang", "text", "spans": [{"start", "end", "type"}], "kind": "leak"|"clean"}, offsets in bytes of
UTF-8, types as the detectors of the screening are named.
"""

import json
import pathlib
import random
import re

import phonenumbers
from faker import Faker

import identifiers

HERE = pathlib.Path(__file__).parent
LEAKS_A_LANGUAGE = 80
# Templates with these are used twice where a language has room, since each target needs enough cases.
SCARCE = ("{SOCIAL", "{CARD", "{GEO", "{WALLET", "{CHILD", "[PLATE", "{ID", "{PASSPORT")
ORIGIN = json.loads((HERE / "names.json").read_text("utf-8"))
MARK = re.compile(r"\[([A-Z_]+)\|([^\]]*)\]|\{([A-Z]+)(?::([A-Za-z.]+))?\}")


def read_language(path):
    """Settings (`key: value` lines), leak templates, clean sentences."""
    settings, parts, where = {}, {"leak": [], "clean": []}, None
    for line in path.read_text("utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("//"):
            continue
        if line in ("== leak", "== clean"):
            where = line[3:]
        elif where is None:
            key, value = line.split(":", 1)
            settings[key.strip()] = value.strip()
        else:
            parts[where].append(line.replace("\\n", "\n"))
    return settings, parts["leak"], parts["clean"]


class Slots:
    """The values that can be put into a template. Each gives a list of (text, type or None) pieces."""

    def __init__(self, lang, settings):
        self.lang, self.set = lang, settings
        self.rng = random.Random("emn corpus 1 " + lang)
        self.faker = Faker(settings["faker"]) if settings.get("faker") else None
        if self.faker:
            self.faker.seed_instance(sum(map(ord, lang)))

    def pick(self, key):
        return self.rng.choice([v.strip() for v in self.set[key].split(" ; " if " ; " in self.set[key] else ";")])

    def fill(self, pattern):
        plate = self.set.get("plate_letters", identifiers.PLATE_SAFE)
        out = ""
        for c in pattern:
            out += self.rng.choice("0123456789") if c == "#" else self.rng.choice(plate) if c == "^" else c
        return out

    def phone(self, _):
        """Of the country, or of a country of origin or transit; valid by the numbering plans."""
        for _ in range(10_000):
            pattern, region = self.pick("phones"), self.set["country"]
            text = self.fill(pattern)
            probe = ("+" + text[2:]) if pattern.startswith("00") else text
            try:
                if phonenumbers.is_valid_number(phonenumbers.parse(probe, region)):
                    return [(text, "PHONE")]
            except phonenumbers.NumberParseException:
                continue
        raise RuntimeError("no valid phone number for " + self.lang)

    def fphone(self, _):
        patterns = {
            "NG": "+234 80# ### ####", "VN": "+84 9# ### ## ##", "UA": "+380 67 ### ## ##", "SY": "+963 93# ### ###",
            "RO": "+40 72# ### ###", "AL": "+355 69 ### ####", "MA": "+212 6 ## ## ## ##", "TR": "+90 53# ### ## ##",
            "AF": "+93 70 ### ####", "GE": "+995 5## ## ## ##", "PK": "+92 30# #######", "ET": "+251 91 ### ####",
        }
        for _ in range(10_000):
            text = self.fill(self.rng.choice(sorted(patterns.values())))
            if phonenumbers.is_valid_number(phonenumbers.parse(text, None)):
                text = text if self.rng.random() < 0.6 else text.replace(" ", "")
                return [(("00" + text[1:]) if self.rng.random() < 0.2 else text, "PHONE")]
        raise RuntimeError("no valid foreign phone number")

    def email(self, _):
        given = self.rng.choice(["oksana", "joy", "linh.tran", "m.hassan", "ana.popescu", "blessing", "amir", "elira", "selam", "dmytro"])
        tail = self.rng.choice(["", "_", ".", "-"]) + str(self.rng.randint(100, 9999))
        return [(f"{given}{tail}@{self.pick('mail')}", "EMAIL")]

    def dob(self, _):
        return [(self.date(*identifiers.birth(self.rng)), "DOB")]

    def child(self, _):
        return [(self.date(self.rng.randint(2009, 2023), self.rng.randint(1, 12), self.rng.randint(1, 28)), "DOB")]

    def day(self, _):
        return [(self.date(self.rng.randint(2021, 2025), self.rng.randint(1, 12), self.rng.randint(1, 28)), "EVENT_DATE")]

    def date(self, y, m, d):
        month = self.set["months"].split()[m - 1].replace("_", " ")
        return self.pick("dates").format(d=self.set.get("first", "1") if d == 1 else d, dd=f"{d:02}", n=m, mm=f"{m:02}", m=month, y=y)

    def addr(self, _):
        text = self.pick("address").format(s=self.pick("streets"), n=self.rng.randint(2, 189), c=self.fill(self.pick("cities")))
        return [(text, "ADDRESS")]

    def id(self, scheme):
        return [(identifiers.national_id(self.rng, scheme), "NATIONAL_ID")]

    def iban(self, country):
        return [(identifiers.iban(self.rng, country or self.set["country"]), "IBAN")]

    def card(self, _):
        return [(identifiers.card(self.rng), "CARD")]

    def imei(self, _):
        return [(identifiers.imei(self.rng), "DEVICE")]

    def mac(self, _):
        return [(identifiers.mac(self.rng), "DEVICE")]

    def ip(self, _):
        return [(identifiers.ip(self.rng), "DEVICE")]

    def wallet(self, _):
        return [(identifiers.wallet(self.rng), "DEVICE")]

    def mrz(self, _):
        pieces = []
        for line in identifiers.mrz(self.rng):
            pieces += [("\n", None), (line, "MRZ")]
        return pieces

    def geo(self, _):
        lat, lon = (float(v) for v in self.pick("geo").split())
        lat, lon = lat + self.rng.uniform(-0.4, 0.4), lon + self.rng.uniform(-0.4, 0.4)
        kind = self.rng.randint(0, 3)
        if kind == 0:
            text = f"{lat:.5f}, {lon:.5f}"
        elif kind == 1:
            text = f"{lat:.4f}° N, {abs(lon):.4f}° {'E' if lon > 0 else 'W'}"
        elif kind == 2:
            text = f"{_dms(lat)} N {_dms(abs(lon))} {'E' if lon > 0 else 'W'}"
        else:
            text = f"https://www.google.com/maps?q={lat:.6f},{lon:.6f}"
        return [(text, "COORDINATES")]

    def social(self, _):
        user = self.rng.choice(["oksana.kv", "blessing_joy", "linh.tran", "abu_hamza", "lilia_ms", "samir.dz", "mariam_k", "vip.escort.lena"])
        user += self.rng.choice(["", "_", "."]) + str(self.rng.randint(11, 2004))
        text = self.rng.choice([
            "https://www.facebook.com/" + user, "facebook.com/" + user, "https://www.instagram.com/" + user + "/",
            "instagram.com/" + user, "https://www.tiktok.com/@" + user, "https://t.me/" + user.replace(".", "_"),
            "t.me/" + user.replace(".", "_"), "https://vk.com/" + user.replace(".", "_"),
            "https://wa.me/" + self.rng.choice(["316", "4915", "8490"]) + identifiers.digits(self.rng, 8),
            "https://www.linkedin.com/in/" + user.replace("_", "-").replace(".", "-"),
            "https://onlyfans.com/" + user.replace(".", "_"), "https://x.com/" + user.replace(".", "_")[:15],
            "https://www.facebook.com/profile.php?id=1000" + identifiers.digits(self.rng, 11),
        ])
        return [(text, "SOCIAL")]

    def handle(self, _):
        return [("@" + self.rng.choice(["oksana_kv", "joy.blessing", "linhtran", "sara_h", "lena_vip", "ali.tr"]) + str(self.rng.randint(10, 2005)), "SOCIAL")]

    def passport(self, _):
        pattern = self.rng.choice([
            "A########", "B########", "FE######", "N0########", "05#######", "P0#######", "EL######", "BT#######",
            "38#######", "AK#######", "ZZ######",
        ])
        return [(self.fill(pattern), "PASSPORT")]

    def m(self, _):
        return [(self._local("male"), "PERSON")]

    def f(self, _):
        return [(self._local("female"), "PERSON")]

    def _local(self, sex):
        if not self.faker:
            surname = self.set.get("surnames") and self.pick("surnames")
            return f"{self.pick(sex)} {surname}" if surname else self.pick(sex)
        given = getattr(self.faker, "first_name_" + sex)
        surname = getattr(self.faker, "last_name_" + sex, self.faker.last_name)
        return f"{given()} {surname()}"

    def om(self, _):
        return [(self.rng.choice(ORIGIN[self.set.get("script", "latin")]["male"]), "PERSON")]

    def of(self, _):
        return [(self.rng.choice(ORIGIN[self.set.get("script", "latin")]["female"]), "PERSON")]

    def pieces(self, template):
        at = 0
        for mark in MARK.finditer(template):
            yield template[at:mark.start()], None
            kind, literal, slot, argument = mark.groups()
            if kind:
                yield self.fill(literal), kind
            else:
                yield from getattr(self, slot.lower())(argument)
            at = mark.end()
        yield template[at:], None

    def sentence(self, template, kind):
        text, spans = "", []
        for piece, detector in self.pieces(template):
            start = len(text.encode())
            text += piece
            if detector:
                spans.append({"start": start, "end": len(text.encode()), "type": detector})
        return {"lang": self.lang, "text": text, "spans": spans, "kind": kind}


def _dms(value):
    d = int(value)
    m = int((value - d) * 60)
    return f"{d}°{m:02}'{((value - d) * 60 - m) * 60:04.1f}\""


def main():
    lines = []
    for path in sorted((HERE / "languages").glob("*.txt")):
        settings, leaks, clean = read_language(path)
        slots = Slots(path.stem, settings)
        again = [t for t in leaks if any(mark in t for mark in SCARCE)]
        # A step without a factor in common with their number goes through all of them before any comes again.
        step = next(n for n in (7, 5, 11, 13) if len(again) % n)
        chosen = leaks + [again[(i * step) % len(again)] for i in range(max(0, LEAKS_A_LANGUAGE - len(leaks)))]
        rows = [slots.sentence(t, "leak") for t in chosen] + [slots.sentence(t, "clean") for t in clean]
        for row in rows:
            if (row["kind"] == "clean") == bool(row["spans"]):
                raise ValueError(f"{path.name}: {row['text']}")
            if "{" in row["text"] or "|" in row["text"]:
                raise ValueError(f"{path.name}: an unread mark in {row['text']}")
        lines += [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
    (HERE / "corpus.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
