"""Shuffled rows move no digit, and other points of a paper no standard score, share or band."""

import datetime as dt
import random
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb
import pytest

from tests.unit.models_home import dbt, make_home
from warehouse.home import Home

YEARS = (2024, 2025)
SUBJECTS = ("chinese", "mathematics")
SCHOOLS = [f"21990000{number:02d}" for number in range(12)]
FACTOR, CONSTANT = Decimal("0.5"), Decimal(7)
MARKS = ("raw_score", "full_score", "pass_score", "excellent_score", "low_score")
# a mean, a spread or a bound in points moves with the paper, and so does what has no nought
MOVING = ("score", "sum", "squared", "mean", "deviation", "quartile", "median", "sd_percent",
          "_of_squares", "_in_points", "difficulty", "lead_ratio",
          "percentile_", "quality_index")  # fmt: skip
# of value added: in points of the outcome, or of outcome and prior
IN_POINTS = {"effect", "effect_low", "effect_high", "effect_se", "effect_cond_se", "intercept",
             "effect_reliable_prior", "intercept_se", "minus2_log_likelihood"}  # fmt: skip
STANDARD = ("z_score", "t_score")


def token(*parts: object) -> str:
    return "".join(f"{part}" for part in parts).encode().hex().ljust(32, "0")[:32]


def county() -> dict[str, list[dict[str, Any]]]:
    """Two years of two papers in schools of unequal size; some pupils absent, some on no list."""
    rng = random.Random(11)
    rows: dict[str, list[dict]] = {"school_list": [], "exam": [], "exam_candidate": [],
                                   "assessment": []}  # fmt: skip
    better = {school: rng.gauss(0, 6) for school in SCHOOLS}
    for year in YEARS:
        rows["school_list"] += [
            {"school_year": year, "county_name": "岚岫县", "school_id": school,
             "school_name": school, "school_type": "312", "ownership": "7",
             "urban_rural_code": "111" if turn % 2 else "220"}
            for turn, school in enumerate(SCHOOLS)
        ]  # fmt: skip
        exam = f"E{year}"
        rows["exam"] += [
            {"exam_id": exam, "exam_name": exam, "source_type": "graduation_exam", "grade": 9,
             "term": "spring", "exam_date": dt.date(year + 1, 6, 15), "subject": subject,
             "full_score": Decimal(100), "pass_score": Decimal(60), "excellent_score": Decimal(85),
             "low_score": Decimal(40)}
            for subject in SUBJECTS
        ]  # fmt: skip
        before = f"P{year}"
        rows["exam"].append(
            {"exam_id": before, "exam_name": before, "source_type": "graduation_exam", "grade": 8,
             "term": "spring", "exam_date": dt.date(year, 6, 16), "subject": "geography",
             "full_score": Decimal(100)}
        )  # fmt: skip
        for school in SCHOOLS:
            for pupil in range(rng.randint(24, 45)):
                number = token(year, school, pupil)
                place = {"school_id": school, "class_name": f"{pupil % 2 + 1}班"}
                if rng.random() < 0.97:
                    rows["exam_candidate"].append({"exam_id": exam, "exam_number_token": number,
                                                   "student_token": number, **place})  # fmt: skip
                gift = rng.gauss(0, 8)
                known = min(100, max(0, round(60 + gift + rng.gauss(0, 6))))
                rows["exam_candidate"].append({"exam_id": before, "exam_number_token": number,
                                               "student_token": number, **place})  # fmt: skip
                rows["assessment"].append(
                    {"exam_id": before, "exam_number_token": number, "subject": "geography",
                     "status": "taken", "raw_score": Decimal(known), **place}
                )  # fmt: skip
                for subject in SUBJECTS:
                    sat = rng.random() < 0.95
                    score = min(100, max(0, round(70 + better[school] + gift + rng.gauss(0, 6))))
                    rows["assessment"].append(
                        {"exam_id": exam, "exam_number_token": number, "subject": subject,
                         "status": "taken" if sat else "absent",
                         "raw_score": Decimal(score) if sat else None, **place}
                    )  # fmt: skip
    for form in rows.values():
        for turn, row in enumerate(form):
            row["_row"] = turn + 2
    return rows


def moved(rows: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """The same papers in other points: scores, full marks and cut-offs alike."""

    def other(row: dict) -> dict:
        marks = {name: FACTOR * row[name] + CONSTANT for name in MARKS
                 if row.get(name) is not None}  # fmt: skip
        return {**row, **marks}

    return {form: list(map(other, lines)) for form, lines in rows.items()}


def shuffled(rows: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """The same rows, with their places in the workbook, in another order."""
    rng = random.Random(5)
    return {form: rng.sample(lines, len(lines)) for form, lines in rows.items()}


class Built(NamedTuple):
    """The marts of one county: by name the columns, and the rows by their key."""

    columns: dict[str, list[str]]
    rows: dict[str, list[tuple]]


def built(home: Home, threads: int) -> Built:
    chosen = ("+path:models/marts/quality", "+rpt_quality__*")
    left_out = ("resource_type:unit_test", "resource_type:test")
    ended = dbt(home, "build", "--select", *chosen, "--exclude", *left_out,
                JUNHENG_THREADS=str(threads))  # fmt: skip
    assert ended.code == 0, ended.out
    columns, rows = {}, {}
    with duckdb.connect(str(home.dev), read_only=True) as connection:
        names = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables "
            "where table_schema = 'marts' or table_name like 'rpt_quality%'"
        ).fetchall()
        for (name,) in names:
            found = connection.execute(f"select * from {name} order by all")
            columns[name] = [column[0] for column in found.description]
            rows[name] = found.fetchall()
    return Built(columns, rows)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The county as it is, its rows in another order on other threads, and in other points."""
    rows = county()
    return {
        name: built(make_home(tmp_path_factory.mktemp(name), change(rows)), threads)
        for name, change, threads in (
            ("plain", dict, 2), ("shuffled", shuffled, 1), ("moved", moved, 2)
        )
    }  # fmt: skip


def test_no_digit_depends_on_the_order_of_rows_or_on_threads(homes: dict[str, Built]):
    plain, other = homes["plain"], homes["shuffled"]
    assert len(plain.rows["marts.fct_quality_score"]) > 100
    bands = plain.columns["marts.fct_value_added"].index("band")
    assert {row[bands] for row in plain.rows["marts.fct_value_added"]} >= {"above", "below"}
    assert plain.columns == other.columns
    for name, rows in plain.rows.items():
        assert repr(rows) == repr(other.rows[name]), name


def test_standard_scores_shares_and_bands_do_not_depend_on_the_points(homes: dict[str, Built]):
    plain, other = homes["plain"], homes["moved"]
    compared = 0
    for name, columns in plain.columns.items():
        key = [n for n, column in enumerate(columns) if _is_key(column)]
        still = [n for n, column in enumerate(columns) if not _is_moving(column)]
        ours, theirs = _by_key(plain, name, key), _by_key(other, name, key)
        assert ours.keys() == theirs.keys(), name
        for entity, row in ours.items():
            for n in still:
                compared += 1
                _same(row[n], theirs[entity][n], f"{name} {entity} {columns[n]}")
    assert compared > 5000


def _is_key(column: str) -> bool:
    return column.endswith("_id") or column.endswith("_token") or column in {
        "subject", "entity_type", "denominator", "school_year", "grade", "method", "model", "term",
        "statistic", "scope", "position", "previous_exam_id"}  # fmt: skip


def _is_moving(column: str) -> bool:
    if column in IN_POINTS or "_slope" in column:
        return True
    return column not in STANDARD and any(word in column for word in MOVING)


def _by_key(built: Built, name: str, key: list[int]) -> dict[tuple, tuple]:
    at = {column: n for n, column in enumerate(built.columns[name])}
    basis = at.get("denominator")
    rows = [row for row in built.rows[name] if basis is None or row[basis] == "takers"]
    found = {tuple(row[n] for n in key): row for row in rows}
    assert len(found) == len(rows), f"{name}: {key} is no key"
    return found


def _same(one: Any, other: Any, where: str) -> None:
    if isinstance(one, float) and isinstance(other, float):
        assert abs(one - other) <= 1e-9 * max(1.0, abs(one)), where
    else:
        assert one == other, where
