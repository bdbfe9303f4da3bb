"""SQLite FTS5, without a stemmer: it has one for English only. The index holds no text, as ours."""

import sqlite3

VERSION = sqlite3.sqlite_version

# Several values for a record.
LISTS = ("country", "topic", "year", "lang")
SINGLE = ("kind", "member", "audience")
VALUES = 20
COMMIT = 100_000


def build(records, folder):
    base = sqlite3.connect(folder / "records.sqlite")
    base.execute("pragma journal_mode = wal")
    base.execute("create table records (id integer primary key, kind text, member text, audience text)")
    for name in LISTS:
        base.execute(f"create table of_{name} (id integer, value, primary key (id, value)) without rowid")
    base.execute(
        "create virtual table words using fts5(title, text, content='', tokenize=\"unicode61 remove_diacritics 2\")"
    )
    for number, record in enumerate(records, 1):
        base.execute("insert into records values (?, ?, ?, ?)", [record["id"]] + [record[name] for name in SINGLE])
        for name in LISTS:
            values = ((record["id"], value) for value in record[name])
            base.executemany(f"insert into of_{name} values (?, ?)", values)
        texts = (record["id"], record["title"], record["text"])
        base.execute("insert into words (rowid, title, text) values (?, ?, ?)", texts)
        if number % COMMIT == 0:
            base.commit()
    base.commit()
    base.execute("pragma wal_checkpoint(truncate)")
    return base


def question(base, query):
    """A function that asks, fetches the page and returns the number of records found; None for what it has not."""
    if query["kind"] in ("fuzzy", "concept"):
        return None
    if not query["words"]:
        return lambda: everything(base, query)
    match = f'"{" ".join(query["words"])}"'
    if query["text"].endswith("*"):
        match += "*"
    if query["facets"]:
        return lambda: filtered(base, query, match)
    return lambda: matching(base, query, match)


def matching(base, query, match):
    order = "rowid desc" if query["newest"] else "rank"
    page = f"select rowid from words where words match ? order by {order} limit ?"
    base.execute(page, (match, query["limit"])).fetchall()
    return base.execute("select count(*) from words where words match ?", (match,)).fetchone()[0]


def filtered(base, query, match):
    base.execute("create temp table if not exists found (id integer primary key, rank real)")
    base.execute("delete from found")
    base.execute(
        "insert into found select rowid, rank from words where words match ?"
        " and exists (select 1 from of_country where id = words.rowid and value = ?)",
        (match, query["country"]),
    )
    base.execute("select id from found order by rank limit ?", (query["limit"],)).fetchall()
    for name in SINGLE:
        facet(base, f"select {name}, count(*) from found join records using (id)")
    for name in LISTS:
        facet(base, f"select value, count(*) from found join of_{name} using (id)")
    return base.execute("select count(*) from found").fetchone()[0]


def everything(base, query):
    base.execute("select id from records order by id desc limit ?", (query["limit"],)).fetchall()
    if query["facets"]:
        for name in SINGLE:
            facet(base, f"select {name}, count(*) from records")
        for name in LISTS:
            facet(base, f"select value, count(*) from of_{name}")
    return base.execute("select count(*) from records").fetchone()[0]


def facet(base, select):
    base.execute(f"{select} group by 1 order by 2 desc limit {VALUES}").fetchall()
