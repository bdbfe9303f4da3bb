"""Xapian, without a stemmer. Its facets are for fields with one value, so it counts three of our seven."""

import xapian

VERSION = xapian.version_string()

# Slots of values.
SINGLE = ("kind", "member", "audience")
COMMIT = 100_000


def build(records, folder):
    base = xapian.WritableDatabase(str(folder / "records"), xapian.DB_CREATE_OR_OPEN)
    generator = xapian.TermGenerator()
    for number, record in enumerate(records, 1):
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(record["title"])
        generator.increase_termpos()
        generator.index_text(record["text"])
        for slot, name in enumerate(SINGLE):
            document.add_value(slot, record[name])
            document.add_boolean_term(f"X{name.upper()}:{record[name]}")
        for name in ("country", "topic", "year", "lang"):
            for value in record[name]:
                document.add_boolean_term(f"X{name.upper()}:{value}")
        base.replace_document(record["id"] + 1, document)
        if number % COMMIT == 0:
            base.commit()
    base.commit()
    base.close()
    return xapian.Database(str(folder / "records"))


def question(base, query):
    """A function that asks, fetches the page and returns the number of records found; None for what it has not."""
    if query["kind"] in ("fuzzy", "concept"):
        return None
    return lambda: ask(base, query)


def ask(base, query):
    words = [word.lower() for word in query["words"]]
    if not words:
        wanted = xapian.Query.MatchAll
    elif query["text"].endswith("*"):
        wanted = xapian.Query(xapian.Query.OP_WILDCARD, words[0], 0, xapian.Query.WILDCARD_LIMIT_ERROR)
    elif query["kind"] == "phrase":
        wanted = xapian.Query(xapian.Query.OP_PHRASE, words, len(words))
    else:
        wanted = xapian.Query(words[0])
    if query["country"]:
        country = xapian.Query(f"XCOUNTRY:{query['country']}")
        wanted = xapian.Query(xapian.Query.OP_FILTER, wanted, country)
    enquire = xapian.Enquire(base)
    enquire.set_query(wanted)
    if query["newest"]:
        enquire.set_weighting_scheme(xapian.BoolWeight())
        enquire.set_docid_order(xapian.Enquire.DESCENDING)
    spies = [xapian.ValueCountMatchSpy(slot) for slot in range(len(SINGLE))] if query["facets"] else []
    for spy in spies:
        enquire.add_matchspy(spy)
    # The whole number of records is part of the answer, as with us.
    found = enquire.get_mset(0, query["limit"], base.get_doccount())
    for spy in spies:
        list(spy.top_values(20))
    list(match.docid for match in found)
    return found.get_matches_estimated()
