"""What dbt hands over and gets back: the same on both engines, in any order, and never infinity."""

import random
import subprocess
import sys

import pyarrow as pa
import pytest

from estimation.rows import Figure, Sum, estimated, table
from tests.unit.estimation_sums import KEY, exam_sums, pupil_sums
from tests.unit.test_estimation_fit import NOT_ESTIMABLE, Pupils
from warehouse.settings import ROOT

TYPES = [pa.string()] * 7 + [pa.int64(), pa.decimal128(38, 14)]


def arrow(rows: list[Sum]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [[]] * len(TYPES)
    return pa.table(
        [pa.array(list(c), type=t) for c, t in zip(columns, TYPES, strict=True)], Sum._fields
    )


def figures(rows: list[Sum]) -> dict[tuple, float | None]:
    return {row[4:8]: row.value for row in estimated(rows)}


def test_a_model_tells_its_variances_its_coefficients_and_its_schools():
    found = figures(exam_sums(True))
    assert found["reml", "", "coefficient", "prior"] == pytest.approx(0.563306914150165, rel=1e-6)
    assert found["ml", "", "minus2_log_likelihood", ""] == pytest.approx(9357.24320059, rel=1e-9)
    assert len([key for key in found if key[0] == "ml" and key[2] == "effect_se"]) == 65
    assert not any(key[0] == "anova" for key in found)


def test_a_model_without_covariates_tells_the_intervals_of_the_plain_shares_too():
    found = figures(exam_sums(False))
    ends = [found["anova", "", f"{name}_{end}", ""]
            for name in ("icc1", "eta_squared") for end in ("low", "high")]  # fmt: skip
    assert ends[0] < 0.152884877519747 < ends[1] and ends[2] < 0.163869815792347 < ends[3]


@pytest.mark.parametrize("reason", NOT_ESTIMABLE)
def test_what_cannot_be_told_is_a_row_that_says_why(reason: str):
    rows, covariates = NOT_ESTIMABLE[reason]
    rows = [(school, values[: 1 + len(covariates)]) for school, values in rows]
    found = figures(pupil_sums(rows, covariates))
    assert ("ml", "", "reason", reason) in found and ("reml", "", "reason", reason) in found
    assert set(found.values()) == {None}


def test_an_error_that_nobody_knows_is_null():
    rows = [(f"S{n}", (score,)) for n in range(4) for score in (50, 60, 70, 80)]
    found = figures(pupil_sums(rows))
    assert found["reml", "S1", "effect", ""] == 0
    assert found["reml", "S1", "effect_se", ""] is None


def test_the_order_of_rows_changes_no_digit():
    rows = pupil_sums(Pupils(5, schools=30).rows, ("prior", "girl"))
    wanted = table(arrow(rows))
    for seed in range(5):
        random.Random(seed).shuffle(rows)
        assert table(arrow(rows)).equals(wanted)


def test_several_papers_are_kept_apart():
    one = pupil_sums(Pupils(1).rows, ("prior", "girl"))
    scores = [(school, values[:1]) for school, values in Pupils(2).rows]
    other = [row._replace(subject="chinese") for row in pupil_sums(scores)]
    both = list(estimated(other + one))
    assert both == [*estimated(other), *estimated(one)]
    assert {row.subject for row in both} == {KEY[2], "chinese"}


def test_no_paper_at_all_is_a_table_of_no_rows_with_its_types():
    found = table(arrow([]))
    assert found.num_rows == 0 and tuple(found.schema.names) == Figure._fields
    assert found.schema.field("value").type == pa.float64()


def test_a_pipe_of_lines_gives_the_very_same_figures():
    rows = sorted(pupil_sums(Pupils(4).rows, ("prior", "girl")))
    lines = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    done = subprocess.run(
        [sys.executable, "-m", "estimation.rows"],
        input=lines, capture_output=True, text=True, check=True, cwd=ROOT, encoding="utf-8",
    )  # fmt: skip
    read = [line.split("\t") for line in done.stdout.splitlines()]
    found = [Figure(*row[:-1], None if row[-1] == r"\N" else float(row[-1])) for row in read]
    assert found == list(estimated(rows))


def test_a_table_gives_the_very_same_figures():
    rows = pupil_sums(Pupils(6).rows, ("prior", "girl"))
    scores = [(school, values[:1]) for school, values in Pupils(7).rows]
    rows += [row._replace(subject="chinese") for row in pupil_sums(scores)]
    found = table(arrow(rows))
    columns = [found.column(name).to_pylist() for name in Figure._fields]
    by_paper = sorted(rows, key=lambda row: row[:4])
    assert list(map(Figure._make, zip(*columns, strict=True))) == list(estimated(by_paper))
