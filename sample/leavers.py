"""The leaving class of a junior school and what became of it in three years."""

from __future__ import annotations

from sample.chance import stream
from sample.pupils import Cohort
from sample.schools import School
from sample.standing import Standing

FIELDS = ("graduate_count", "graduate_cohort_entrant_count", "graduate_cohort_moved_in_count",
          "graduate_cohort_moved_out_count", "graduate_cohort_death_count")  # fmt: skip
# Of a thousand who entered, those who are gone and moved nowhere.
LOST = {"weak": 62, "edge": 50, "close": 8}


def leavers_of(
    school: School, cohorts: list[Cohort], before: list[Cohort], standing: Standing, year: int,
    seed: int,
) -> dict[str, int | None]:  # fmt: skip
    """The five items of 巩固率; `before` are the school's cohorts of two years ago, if known.

    Entrants + moved in − moved out − dead − lost are the graduates, so that the three ways to work
    out the share can be told apart.
    """
    if "junior" not in school.stages:
        return dict.fromkeys(FIELDS)
    rng = stream(seed, school.school_id, "leavers", year)
    graduates = sum(cohort.count for cohort in cohorts if cohort.grade == 9)
    entrants = sum(cohort.count for cohort in before if cohort.grade == 7)
    entrants = entrants or graduates + rng.randint(0, 1 + graduates // 30)
    dead = int(rng.random() < 0.08)
    lost = min(entrants * LOST[standing] // 1000, entrants - dead)
    moved_in = rng.randint(0, 2 + entrants // 40)
    moved_out = entrants + moved_in - dead - lost - graduates
    if moved_out < 0:
        moved_in, moved_out = moved_in - moved_out, 0
    return dict(zip(FIELDS, (graduates, entrants, moved_in, moved_out, dead), strict=True))
