"""Series beside DuckDB and Polars: `python3 -m series OBSERVATIONS.csv OURS.json [--rounds N] [--work DIR]`."""

import argparse
import pathlib
import tempfile

from figures import cell, ours, percentiles, table, timed, verdict
from series import in_duckdb, in_polars

QUESTIONS = ("women by country and year", "year and sex, countries added up", "10,000 rows")


def measure(peer, csv, folder, rounds):
    """Times and answers (rows, sum) by question, build time and bytes."""
    took, base = timed(lambda: peer.load(csv, folder))
    times, answers = {}, {}
    for name, question in zip(QUESTIONS, (peer.women, peer.added_up, peer.many_rows)):
        asked = [timed(lambda: question(base)) for _ in range(rounds)]
        times[name] = percentiles([milliseconds for milliseconds, _ in asked])
        answers[name] = asked[-1][1]
    return times, answers, took, peer.size(base, folder)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("csv", help="what `emn bench series --csv` wrote")
    arguments.add_argument("ours", help="what `emn --json bench series` printed in the same run")
    arguments.add_argument("--rounds", type=int, default=200)
    arguments.add_argument("--work", help="folder on the disk that is to be measured")
    arguments = arguments.parse_args()
    own, about = ours(arguments.ours)
    columns, complaints = [], []
    for peer in (in_duckdb, in_polars):
        with tempfile.TemporaryDirectory(dir=arguments.work) as folder:
            measured = measure(peer, arguments.csv, pathlib.Path(folder), arguments.rounds)
        columns.append(measured)
        for name, (rows, total) in measured[1].items():
            expected = (own[f"{name}: rows"], own[f"{name}: sum"])
            if (rows, total) != expected:
                complaints.append(f"{name}: rows and sum are {expected} here, {(rows, total)} in {peer.NAME}")
    print(f"{about}; {own['observations']:.0f} observations. Times: p50 / p99 in ms.\n")
    built = own["build: time for one"] * own["observations"] / 1e3
    rows = [
        ["build or load, ms", f"{built:.0f}"] + [f"{took:.0f}" for _, _, took, _ in columns],
        ["size, MiB", f"{own['memory']:.1f} in memory"] + [size for *_, size in columns],
    ]
    for name in QUESTIONS:
        mine = cell((own[f"{name}: p50"], own[f"{name}: p99"]))
        rows.append([name, mine] + [cell(times[name]) for times, *_ in columns])
    table(["What", "EMN", in_duckdb.NAME, in_polars.NAME], rows)
    print()
    verdict(complaints)


if __name__ == "__main__":
    main()
