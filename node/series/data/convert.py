#!/usr/bin/env python3
"""Turns Eurostat's table DEMO_GIND (population on 1 January) into population.csv.

    python3 convert.py ../../../protocol/data/countries.csv demo_gind.csv > population.csv

The first file gives the ISO code of a country for its English name or for Eurostat's code. The second is the table as
Eurostat's data browser writes it (SDMX-CSV 1.0): with codes or with labels, other indicators in it are passed over.
What is neither a country nor the European Union of 27 is left out. An unknown place, a number that is none and a
second number for the same country and year stop the conversion.
"""
import csv
import sys

INDICATORS = {"JAN", "Population on 1 January - total"}
# Labels of Eurostat that are no country's English name, and codes that are no country's.
PLACES = {
    "European Union - 27 countries (from 2020)": "EU27_2020",
    "EU27_2020": "EU27_2020",
    "Kosovo*": "XK",
    "XK": "XK",
}
AGGREGATES = ("Euro area", "European ", "EA", "EEA", "EFTA", "EU", "DE_TOT", "FX", "Germany including", "Metropolitan")


def places(path):
    found = dict(PLACES)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["name_en"]] = row["iso2"]
            found[row["eurostat_code"]] = row["iso2"]
    return found


def main(countries, table):
    known, rows = places(countries), {}
    with open(table, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["indic_de"] not in INDICATORS or not row["OBS_VALUE"]:
                continue
            geo = row["geo"]
            if geo not in known:
                if geo.startswith(AGGREGATES):
                    continue
                sys.exit(f"no country is called {geo!r}; add it to PLACES")
            key = (known[geo], int(row["TIME_PERIOD"]))
            if key in rows:
                sys.exit(f"{key} stands there twice")
            rows[key] = (int(row["OBS_VALUE"]), "".join(sorted(row["OBS_FLAG"])))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["country", "year", "population", "flags"])
    for (country, year), (population, flags) in sorted(rows.items()):
        out.writerow([country, year, population, flags])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
