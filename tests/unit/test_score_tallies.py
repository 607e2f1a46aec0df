"""What is counted from tallies is what DuckDB and plain loops make of the single scores."""

import datetime as dt
import random
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest

from tests.unit.models_home import dbt, make_home

PAPERS = ("chinese", "mathematics", "english")
BASES = "(values ('takers'), ('roster')) as basis (denominator)"
ENTITIES = {"class": "school_id || '|' || class_name", "school": "school_id", "county": "county_id"}
QUARTILES = {"first_quartile": 0.25, "median": 0.5, "third_quartile": 0.75}


def _mark(rng: random.Random, subject: str) -> Decimal:
    if subject == "english":  # a standardised scale, to seven places
        return Decimal(rng.randint(-30_000_000, 30_000_000)).scaleb(-7)
    if subject == "mathematics":  # half points
        return Decimal(rng.randint(0, 200)) / 2
    return Decimal(rng.choice((0, 55, 60, 60, 60, 85)))  # many alike


def _rows(rng: random.Random) -> dict[str, list[dict]]:
    rows: dict[str, list[dict]] = {"exam": [], "assessment": []}
    for subject in PAPERS:
        raw = subject != "english"
        rows["exam"].append({
            "exam_id": "E", "exam_name": "E", "source_type": "graduation_exam", "grade": 9,
            "term": "spring", "exam_date": dt.date(2025, 6, 15), "subject": subject,
            "score_scale": "raw" if raw else "standardised",
            "full_score": Decimal(100) if raw else None, "pass_score": Decimal(60) if raw else None,
            "excellent_score": Decimal(85) if raw else None,
        })  # fmt: skip
        for pupil in range(700):
            school = rng.choice("abcdefgh")
            sat = rng.random() < 0.9 and school != "h"
            status = "taken" if sat else rng.choice(("absent", "cheated", "excused"))
            rows["assessment"].append({
                "exam_id": "E", "exam_number_token": f"{pupil:032x}", "subject": subject,
                "status": status, "raw_score": _mark(rng, subject) if sat else None,
                "school_id": f"21990000{ord(school):02d}", "class_name": rng.choice("123"),
            })  # fmt: skip
    for form in rows.values():
        for turn, row in enumerate(form):
            row["_row"] = turn + 2
    return rows


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    home = make_home(tmp_path_factory.mktemp("tallies"), _rows(random.Random(3)))
    ended = dbt(home, "build", "--select", "+fct_quality_index", "+fct_assessment_score",
                "--exclude", "resource_type:unit_test", "resource_type:test")  # fmt: skip
    assert ended.code == 0, ended.out
    with duckdb.connect(str(home.dev), read_only=True) as connection:
        yield connection


def _between(ordered: list[float], share: float) -> float:
    place = (len(ordered) - 1) * share
    below = int(place)
    part = place - below
    return ordered[below] * (1 - part) + ordered[min(below + 1, len(ordered) - 1)] * part


@pytest.mark.parametrize("kind", ENTITIES)
def test_quartiles_are_those_of_the_single_scores_to_the_last_bit(
    built: duckdb.DuckDBPyConnection, kind: str
):
    """Between two scores in proportion; nobody has no quartile, and no class is left out.

    DuckDB's own percentile_cont rounds the last bit as this up to 1.5, and otherwise from 2.0 on.
    """
    single = f"""
        select {ENTITIES[kind]} as entity_id, subject, denominator, list(cast(score as double))
        from (
            select *, case when status = 'taken' then raw_score
                when denominator = 'roster' then 0 end as score
            from intermediate.int_score_matched cross join {BASES}
            where status in ('taken', 'absent', 'cheated')
                and (denominator = 'takers' or score_scale = 'raw')
        ) group by all order by all"""
    tallied = f"""
        select entity_id, subject, denominator, pupil_count, {", ".join(QUARTILES)}
        from intermediate.int_quality_measured where entity_type = '{kind}' order by all"""
    expected = []
    for *entity, scores in built.execute(single).fetchall():
        given = sorted(score for score in scores if score is not None)
        quartiles = (_between(given, share) if given else None for share in QUARTILES.values())
        expected.append((*entity, len(given), *quartiles))
    assert len(expected) >= 5
    assert built.execute(tallied).fetchall() == expected


@pytest.mark.parametrize("subject", PAPERS)
def test_a_third_holds_everybody_on_its_cut(built: duckdb.DuckDBPyConnection, subject: str):
    scores = [row[0] for row in built.execute(
        "select raw_score from intermediate.int_score_matched "
        "where status = 'taken' and subject = ?", [subject]).fetchall()]  # fmt: skip
    third = Fraction(len(scores), 3)
    lower = min(v for v in scores if sum(w <= v for w in scores) >= third)
    upper = max(v for v in scores if sum(w >= v for w in scores) >= third)
    expected = (sum(v <= lower for v in scores), sum(v >= upper for v in scores))
    assert min(expected) >= third
    shown = built.execute(
        "select lower_third_count, upper_third_count from marts.fct_quality_score "
        "where entity_type = 'county' and denominator = 'takers' and subject = ?", [subject]
    ).fetchone()  # fmt: skip
    assert shown == expected


def test_the_percentile_of_a_pupil_counts_who_is_below(built: duckdb.DuckDBPyConnection):
    rows = built.execute(
        "select subject, raw_score, percentile from marts.fct_assessment_score "
        "where status = 'taken'"
    ).fetchall()
    for subject in PAPERS:
        scores = sorted(score for name, score, _ in rows if name == subject)
        below = {score: turn for turn, score in reversed(list(enumerate(scores)))}
        for name, score, percentile in rows:
            if name == subject:
                assert percentile == 100 * below[score] / (len(scores) - 1)


def test_an_index_is_the_plain_sum_of_its_points(built: duckdb.DuckDBPyConnection):
    """Of the schools that may be seen in both; English, on a standardised scale, has no points."""
    rows = built.execute(
        "select denominator, entity_id, subject, mean_score, pass_ratio, excellent_ratio "
        "from marts.fct_quality_score where entity_type = 'school' and not is_suppressed "
        "and subject <> 'english'"
    ).fetchall()
    expected = {}
    for basis in ("takers", "roster"):
        points: dict[str, list[float]] = {}
        for subject in ("chinese", "mathematics"):
            here = {row[1]: row[3:] for row in rows if (row[0], row[2]) == (basis, subject)}
            highest = [max(figures) for figures in zip(*here.values(), strict=True)]
            for school, figures in here.items():
                points.setdefault(school, []).append(sum(
                    most * figure / best
                    for most, figure, best in zip((40, 30, 30), figures, highest, strict=True)
                ))  # fmt: skip
        expected |= {(basis, school): sum(two) / 2 if len(two) == 2 else None
                     for school, two in points.items()}  # fmt: skip
    shown = {
        (basis, school): index
        for basis, school, index in built.execute(
            "select denominator, school_id, quality_index from marts.fct_quality_index"
        ).fetchall()
    }
    # the eighth school had no takers, and in each paper others are withheld with it
    assert len(expected) == 14 and sum(index is None for index in expected.values()) == 4
    assert shown.keys() == expected.keys()
    for key, index in expected.items():
        assert shown[key] == (index if index is None else pytest.approx(index, rel=1e-9)), key


def test_a_standardised_scale_has_no_difficulty_and_no_lead(built: duckdb.DuckDBPyConnection):
    shown = built.execute(
        "select distinct subject, difficulty is not null, mean_lead_ratio is not null "
        "from marts.fct_quality_score where denominator = 'takers' and pupil_count > 0 order by all"
    ).fetchall()
    assert shown == [
        ("chinese", True, True), ("english", False, False), ("mathematics", True, True)
    ]  # fmt: skip
