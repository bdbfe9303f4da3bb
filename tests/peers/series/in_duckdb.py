"""The questions in SQL. Only the number of rows and their sum are handed over, which favours DuckDB."""

import duckdb

NAME = f"DuckDB {duckdb.__version__}"


def load(csv, folder):
    base = duckdb.connect(str(folder / "observations.duckdb"))
    base.execute(
        """create table observations as
        select * from read_csv(?, header = true, types = {
            'member': 'varchar', 'register': 'varchar', 'time': 'timestamp', 'geo': 'varchar',
            'TIME_PERIOD': 'integer', 'sex': 'varchar', 'age': 'varchar', 'form': 'varchar',
            'OBS_VALUE': 'bigint', 'OBS_FLAG': 'varchar'})""",
        [csv],
    )
    base.execute("checkpoint")
    return base


def size(_, folder):
    return f"{sum(file.stat().st_size for file in folder.iterdir()) / 2**20:.1f} on disk"


def newest(condition):
    """Of one member and register the later publication holds; an empty cell without a flag says nothing."""
    return f"""
        select * from observations
        where {condition} and (OBS_VALUE is not null or OBS_FLAG is not null)
        qualify row_number() over (
            partition by member, register, geo, TIME_PERIOD, sex, age, form order by time desc) = 1"""


def women(base):
    """The same number is one row, different ones stand beside each other."""
    inner = newest("sex = 'F' and age = 'TOTAL' and form = 'TOTAL'")
    return total(base, f"select distinct geo, TIME_PERIOD, OBS_VALUE from ({inner})")


def added_up(base):
    """Of each country its own member's newest number; no sum where a part is suppressed."""
    inner = newest("sex <> 'T' and age = 'TOTAL' and form = 'TOTAL'")
    chosen = f"""
        select * from ({inner})
        qualify row_number() over (
            partition by TIME_PERIOD, sex, geo
            order by member <> geo and not (member = 'GR' and geo = 'EL'), time desc) = 1"""
    whole = "case when count(OBS_VALUE) = count(*) then sum(OBS_VALUE) end as OBS_VALUE"
    return total(base, f"select TIME_PERIOD, sex, {whole} from ({chosen}) group by 1, 2")


def many_rows(base):
    inner = newest("TIME_PERIOD between 2023 and 2024 and sex <> 'T' and age <> 'TOTAL' and form <> 'TOTAL'")
    return total(base, f"select distinct geo, TIME_PERIOD, sex, age, form, OBS_VALUE from ({inner})")


def total(base, rows):
    return base.execute(f"select count(*), sum(OBS_VALUE)::bigint from ({rows})").fetchone()
