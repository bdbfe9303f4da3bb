"""Full-text search beside SQLite FTS5 and Xapian: `python3 -m search CORPUS OURS.json [--work DIR]`."""

import argparse
import json
import pathlib
import statistics
import tempfile

from figures import cell, ours, percentiles, table, timed, verdict
from search import sqlite_fts5

try:
    from search import xapian_index
except ImportError:
    xapian_index = None

# Ours counts a word in any of its forms, so it may find more, and must not find less. The few that it may miss are
# words that the two cut differently at a sign.
MISSED = 0.01
# Forms of a word that the stemmers join: on the median no more than this.
MORE = 1.25


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def measure(peer, corpus, queries, folder):
    """Times by kind of query, found records by query, build time and size."""
    took, index = timed(lambda: peer.build(lines(corpus), folder))
    times, found = {}, []
    for query in queries:
        ask = peer.question(index, query)
        if ask is None:
            found.append(None)
            continue
        milliseconds, count = timed(ask)
        times.setdefault(query["kind"], []).append(milliseconds)
        found.append(count)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {kind: percentiles(all_) for kind, all_ in times.items()}, found, took / 1e3, size


def compare(name, queries, found):
    """Complaints about the numbers of records that plain words find."""
    ratios, complaints = [], []
    for query, theirs in zip(queries, found):
        if query["kind"] != "term" or theirs is None:
            continue
        if query["found"] < theirs * (1 - MISSED):
            complaints.append(f"`{query['text']}`: {query['found']} here, {theirs} in {name}")
        ratios.append(query["found"] / max(theirs, 1))
    median = statistics.median(ratios)
    print(f"Records that a word finds, ours to {name}: median {median:.3f}, {min(ratios):.3f} to {max(ratios):.3f}")
    if median > MORE:
        complaints.append(f"ours finds {median:.2f} times as many as {name} on the median")
    return complaints


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("corpus", help="what `emn bench search --corpus` wrote")
    arguments.add_argument("ours", help="what `emn --json bench search` printed in the same run")
    arguments.add_argument("--work", help="folder on the disk that is to be measured")
    arguments = arguments.parse_args()
    own, about = ours(arguments.ours)
    queries = list(lines(arguments.corpus + ".queries.jsonl"))
    peers = [("SQLite FTS5", sqlite_fts5)]
    if xapian_index:
        peers.append(("Xapian", xapian_index))
    else:
        print("Xapian is not measured: its Python module (Debian: python3-xapian) is not there.")
    columns, complaints, head = [], [], [f"SQLite FTS5 {sqlite_fts5.VERSION}"]
    if xapian_index:
        head.append(f"Xapian {xapian_index.VERSION}")
    for name, peer in peers:
        with tempfile.TemporaryDirectory(dir=arguments.work) as folder:
            measured = measure(peer, arguments.corpus, queries, pathlib.Path(folder))
        columns.append(measured)
        if name == "SQLite FTS5":
            complaints = compare(name, queries, measured[1])
    print(f"{about}; {own['records']:.0f} records. Times: p50 / p99 in ms.\n")
    rows = [
        ["records indexed a second", f"{own.get('analyse and index: rate', float('nan')):.0f}"]
        + [f"{own['records'] / took:.0f}" for _, _, took, _ in columns],
        ["index, MB", f"{own.get('index on disk', float('nan')):.0f}"] + [f"{size / 1e6:.0f}" for *_, size in columns],
    ]
    for kind in dict.fromkeys(query["kind"] for query in queries):
        mine = cell((own[f"{kind}: p50"], own[f"{kind}: p99"]))
        rows.append([kind, mine] + [cell(times.get(kind)) for times, *_ in columns])
    table(["What", "EMN"] + head, rows)
    print()
    verdict(complaints)


if __name__ == "__main__":
    main()
