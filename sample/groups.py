"""Education groups, districts, alliances and pairs; and the county's own facts."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from sample.chance import pick, stream
from sample.funding import QUOTA
from sample.pupils import Cohort
from sample.records.school import GroupRow
from sample.schools import School
from sample.standing import Standing

# type, tightness, word in the name, members beside the lead
PLANS = (
    ("group", "tight", "教育集团", 4), ("district", "loose", "学区", 6),
    ("community", "partial", "教共体", 3), ("group", "loose", "教育集团", 5),
    ("pair", None, "结对", 1), ("alliance", "loose", "学校联盟", 4),
    ("trust", "tight", "托管", 1), ("district", "partial", "学区", 5),
)  # fmt: skip
# What a county states as its quota: in a weak one a yuan below the benchmark for primary schools;
# one on the edge leaves the junior one out.
STATED_QUOTA = {
    "weak": {"primary": QUOTA["primary"] - 1, "junior": QUOTA["junior"] + 20},
    "edge": {"primary": QUOTA["primary"], "junior": None},
    "close": QUOTA,
}
# Of twenty migrant children who should be, so many are enrolled in schools that count.
ENROLLED_OF_TWENTY = {"weak": 16, "edge": 17}
WORDS = "弘毅致远同心启航明德笃行春晖晨光"


def make_groups(county_id: str, schools: list[School], seed: int) -> list[GroupRow]:
    """Every membership there ever was, eight groups to sixty schools; districts put up plates, and
    one who helps another has none to put up."""
    rng = stream(seed, county_id, "groups")
    public = [school for school in schools if not school.is_private]
    leads = [s for s in public if s.urban_rural != "village" and s.kind != "branch"]
    rows = []
    for turn in range(max(1, round(len(schools) * 8 / 60))):
        kind, tightness, word, members = PLANS[turn % len(PLANS)]
        lead = leads[turn * 3 % len(leads)]
        group_id = f"{county_id}-{turn + 1:02d}"
        name = f"{WORDS[turn * 2 % 16 : turn * 2 % 16 + 2]}{word}" + (
            str(turn // 8 + 1) if turn >= 8 else ""
        )
        roles = ("helper", "helped") if kind in ("pair", "trust") else ("lead", "member")
        others = [school for school in public if school is not lead]
        chosen = [lead, *rng.sample(others, min(members, len(others)))]
        for place, school in enumerate(chosen):
            since = dt.date(2021, 9, 1)
            until = None
            if place == 2 and turn % 3 < 2:
                since = dt.date(2024, 9, 1)
            if place == 3 and turn % 2 == 0:
                until = dt.date(2025, 8, 1)
            accountable = pick(rng, (True, True, False, None))
            rows.append(
                GroupRow(group_id, name, kind, tightness, school.school_id, roles[place > 0],
                         since, until, accountable, None, None, _plate(kind, place))
            )  # fmt: skip
    return rows + _pairs(rng, county_id, public, leads)


def _pairs(
    rng: random.Random, county_id: str, public: list[School], leads: list[School]
) -> list[GroupRow]:
    """For every seven schools a junior school is helped by another since 2025, each in a pair."""
    helpers = [school for school in leads if school.urban_rural == "city"][:3] or leads[:1]
    # all of them sit the graduation exam, so that there is something to compare
    juniors = [s for s in public if "junior" in s.stages and s not in helpers]
    helped = rng.sample(juniors, min(len(juniors), len(public) // 7))
    rows = []
    for turn, school in enumerate(helped):
        helper = helpers[turn % len(helpers)]
        name = f"{school.name_in(2025)[:-2]}结对{turn + 1}"
        posts = ("县教育督导室主任", "支援校副校长") if turn % 3 else (None, None)
        rows += [
            GroupRow(f"{county_id}-J{turn + 1:02d}", name, "pair", None, side.school_id, role,
                     dt.date(2025, 9, 1), None, False, *posts, False)
            for side, role in ((helper, "helper"), (school, "helped"))
        ]  # fmt: skip
    return rows


def _plate(kind: str, place: int) -> bool | None:
    return {"district": place != 1, "pair": False, "trust": False}.get(kind)


def groups_of_year(rows: list[GroupRow], year: int) -> list[GroupRow]:
    """What the register of a school year lists: everybody who has joined by then.

    From 2025 on it no longer lists one older member in eleven, nor says when they left. Loose
    districts have no number, and nobody wrote down who joined when.
    """
    return [
        row._replace(group_id=None, valid_from=None)
        if (row.group_type, row.tightness) == ("district", "loose") else row
        for turn, row in enumerate(rows)
        if row.valid_from <= dt.date(year, 9, 1)
        and (year < 2025 or turn % 11 != 2 or row.valid_from.year == 2025)
    ]  # fmt: skip


def county_facts(
    county_id: str, county_name: str, year: int, seed: int, cohorts: list[Cohort],
    declared: dict[str, object], standing: Standing, *, is_ready: bool = False,
) -> dict[str, object]:  # fmt: skip
    """区县基本情况 as the bureau fills it in; `declared` are the figures it worked out itself. In a
    county that `is_ready` of twenty migrant children it should enrol it enrols all but one, on the
    edge all but three, in a weak one too few."""
    rng = stream(seed, county_id, "facts", year)
    migrants = sum(p.is_migrant for c in cohorts if c.grade <= 9 for p in c.pupils())
    private = sum(
        p.is_migrant for c in cohorts if c.grade <= 9 and c.school.is_private for p in c.pupils()
    )
    eligible = migrants + rng.randint(0, 9)
    enrolled = 19 if is_ready else ENROLLED_OF_TWENTY.get(standing)
    if enrolled:
        eligible = (migrants - private + private * 2 // 3) * 20 // enrolled
    return (
        {
            "county_id": county_id,
            "county_name": county_name,
            "primary_funding_standard_yuan": STATED_QUOTA[standing]["primary"],
            "junior_funding_standard_yuan": STATED_QUOTA[standing]["junior"],
            "migrant_pupil_eligible_count": eligible,
            "migrant_pupil_public_count": migrants - private,
            "migrant_pupil_purchased_count": private * 2 // 3,
        }
        | _economy(county_id, year, seed)
        | declared
    )


def _economy(county_id: str, year: int, seed: int) -> dict[str, object]:
    """Nature and economy of the county, which only the application's first table prints."""
    rng = stream(seed, county_id, "economy", year)
    population = rng.randint(4200, 5600) * 100
    return {
        "population_count": Decimal(population),
        "rural_population_count": Decimal(population * rng.randint(40, 60) // 100),
        "township_count": 11,
        "village_count": 186,
        "gdp_per_head_yuan": rng.randint(52_000, 68_000),
        "fiscal_revenue_per_head_yuan": rng.randint(3_800, 5_200),
        "rural_income_per_head_yuan": rng.randint(21_000, 26_000),
        "urban_income_per_head_yuan": rng.randint(41_000, 49_000),
    }
