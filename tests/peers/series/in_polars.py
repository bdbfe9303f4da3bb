"""The questions as lazy frames, collected."""

import polars as pl

NAME = f"Polars {pl.__version__}"

CODES = ("member", "register", "geo", "sex", "age", "form")
KEY = ("member", "register", "geo", "TIME_PERIOD", "sex", "age", "form")


def load(csv, _):
    numbers = {"TIME_PERIOD": pl.Int32, "OBS_VALUE": pl.Int64}
    codes = {code: pl.Categorical for code in CODES}
    types = codes | numbers | {"OBS_FLAG": pl.String, "time": pl.String}
    # The times are all in UTC and of one length, so that their text sorts as they do.
    return pl.read_csv(csv, schema_overrides=types)


def size(frame, _):
    return f"{frame.estimated_size('mb'):.1f} in memory"


def newest(frame, *conditions):
    """Of one member and register the later publication holds; an empty cell without a flag says nothing."""
    says = pl.col("OBS_VALUE").is_not_null() | pl.col("OBS_FLAG").is_not_null()
    rows = frame.lazy().filter(*conditions, says)
    return rows.group_by(KEY).agg(pl.col("time", "OBS_VALUE").sort_by("time").last())


def women(frame):
    """The same number is one row, different ones stand beside each other."""
    rows = newest(frame, pl.col("sex") == "F", pl.col("age") == "TOTAL", pl.col("form") == "TOTAL")
    return total(rows.select("geo", "TIME_PERIOD", "OBS_VALUE").unique())


def added_up(frame):
    """Of each country its own member's newest number; no sum where a part is suppressed."""
    rows = newest(frame, pl.col("sex") != "T", pl.col("age") == "TOTAL", pl.col("form") == "TOTAL")
    member, geo = pl.col("member").cast(pl.String), pl.col("geo").cast(pl.String)
    own = (member == geo) | ((member == "GR") & (geo == "EL"))
    chosen = (
        rows.with_columns(own=own)
        .group_by("TIME_PERIOD", "sex", "geo")
        .agg(pl.col("OBS_VALUE").sort_by("own", "time").last())
    )
    whole = pl.when(pl.col("OBS_VALUE").is_not_null().all()).then(pl.col("OBS_VALUE").sum())
    return total(chosen.group_by("TIME_PERIOD", "sex").agg(whole))


def many_rows(frame):
    years = pl.col("TIME_PERIOD").is_between(2023, 2024)
    rows = newest(frame, years, pl.col("sex") != "T", pl.col("age") != "TOTAL", pl.col("form") != "TOTAL")
    return total(rows.select("geo", "TIME_PERIOD", "sex", "age", "form", "OBS_VALUE").unique())


def total(rows):
    rows = rows.collect()
    return rows.height, rows["OBS_VALUE"].sum()
