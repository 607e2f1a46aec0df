"""The schools of a county: kinds, places, names, sizes and fortunes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from sample.chance import stream
from sample.identity import school_code
from sample.names import school_names

# kind: (school type, code category, stages, number among 60 schools)
# Sixty schools are about the 58 of a typical county's list (36 primary with 6 teaching points, 14
# junior, 6 nine-year, 1 twelve-year, 1 complete secondary) with a private primary school and a
# branch campus on top. Private are that primary school and one of the nine-year schools. One junior
# school has primary classes attached, and one senior school junior classes.
KINDS: dict[str, tuple[str, str, tuple[str, ...], int]] = {
    "primary": ("211", "21", ("primary",), 29),
    "junior": ("311", "31", ("junior",), 13),
    "point": ("218", "21", ("primary",), 6),
    "nine": ("312", "31", ("primary", "junior"), 5),
    "twelve": ("345", "34", ("primary", "junior", "senior"), 1),
    "complete": ("341", "34", ("junior", "senior"), 1),
    "private_primary": ("211", "21", ("primary",), 1),
    "branch": ("211", "21", ("primary",), 1),
    "private_nine": ("312", "31", ("primary", "junior"), 1),
    "junior_host": ("311", "31", ("primary", "junior"), 1),
    "senior_host": ("342", "34", ("junior", "senior"), 1),
}
# Which kinds a county of few schools has, in this order.
FIRST_KINDS = ("primary", "junior", "point", "nine", "twelve", "complete", "private_primary",
               "branch", "point", "private_nine", "junior_host", "senior_host")  # fmt: skip

# 城乡分类 codes handed out in turn.
PLACES = {
    "primary": ("111", "121", "220", "121", "210", "111", "122", "220", "112", "121", "111", "220",
                "121", "210", "122"),
    "junior": ("111", "121", "121", "112", "121", "122", "111", "210"),
    "point": ("220",),
    "nine": ("121", "210", "220", "111", "210"),
    "twelve": ("111",),
    "complete": ("121",),
    "private_primary": ("112",),
    "branch": ("220",),
    "private_nine": ("112",),
    "junior_host": ("210",),
    "senior_host": ("111",),
}  # fmt: skip
SIZE = {"111": 2.3, "112": 1.9, "121": 1.25, "122": 1.0, "123": 0.9, "210": 0.5, "220": 0.3}
KIND_SIZE = {"nine": 0.62, "private_nine": 0.45, "twelve": 0.4, "private_primary": 0.5,
             "branch": 0.6, "complete": 1.1, "junior_host": 0.7, "senior_host": 0.4}  # fmt: skip


@dataclass(slots=True)
class School:
    """One school and what luck gave it; the same in every school year but for what it is called
    before `renamed_in`, and that `successor` has its pupils and staff from `ends_in` on."""

    county_id: str
    county_name: str
    school_id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    school_type: str
    stages: tuple[str, ...]
    ownership: str
    urban_rural_code: str
    founded_year: int
    is_boarding: bool
    size: float
    effect: float
    is_crowded: bool
    parent_id: str | None = None
    is_in_parents_form: bool = False
    fortune: dict[str, float] = field(default_factory=dict)
    former_name: str = ""
    renamed_in: int | None = None
    ends_in: int | None = None
    successor: School | None = None

    def name_in(self, year: int) -> str:
        """What it is called in a school year."""
        is_former = self.renamed_in is not None and year < self.renamed_in
        return self.former_name if is_former else self.name

    def names_in(self, year: int) -> tuple[str, ...]:
        """Its name and aliases in a school year; a name of before is an alias after."""
        name = self.name_in(year)
        return (name, *(alias for alias in self.aliases if alias != name))

    def is_open(self, year: int) -> bool:
        """Whether it is a school of its own in a school year."""
        return self.ends_in is None or year < self.ends_in

    @property
    def urban_rural(self) -> str:
        """city, town or village, from the 城乡分类 code."""
        return {"1": {"1": "city", "2": "town"}.get(self.urban_rural_code[1])}.get(
            self.urban_rural_code[0], "village"
        )

    @property
    def is_private(self) -> bool:
        """民办."""
        return self.ownership == "10"


def kinds_of(count: int) -> list[str]:
    """Kinds of `count` schools in the proportions of `KINDS`, small counties by `FIRST_KINDS`."""
    if count < 4:
        raise ValueError("a county has at least 4 schools")
    chosen = list(FIRST_KINDS[:count])
    wanted = {kind: spec[3] * count / 60 for kind, spec in KINDS.items()}
    while len(chosen) < count:
        chosen.append(max(KINDS, key=lambda kind: wanted[kind] - chosen.count(kind)))
    return sorted(chosen, key=list(KINDS).index)


def make_schools(
    county_id: str, county_name: str, count: int, seed: int, first_serial: int
) -> list[School]:
    """All schools of one county, in the order of its school list."""
    rng = stream(seed, county_id, "schools")
    namer = school_names(rng, county_name.removesuffix("县"))
    seen: dict[str, int] = {}
    schools: list[School] = []
    for serial, kind in enumerate(kinds_of(count), start=first_serial):
        turn = seen.get(kind, 0)
        seen[kind] = turn + 1
        place = PLACES[kind][turn % len(PLACES[kind])]
        name, aliases = namer(kind, place)
        schools.append(_school(rng, county_id, county_name, kind, place, serial, name, aliases))
    _join_branches(schools)
    return _with_unique_aliases(schools)


def special_school(county_id: str, county_name: str, serial: int) -> School:
    """The county's school for disabled children: on the list, without a stage, not to be judged."""
    name = f"{county_name}特殊教育学校"
    return School(county_id, county_name, school_code("51", serial), name, ("县特教学校",),
                  "special", "511", (), "7", "111", 1996, False, 0, 0, False)  # fmt: skip


def vocational_school(county_id: str, county_name: str, serial: int) -> School:
    """The county's vocational school: on the list, of no compulsory stage, without attached
    classes."""
    name = f"{county_name}职业技术学校"
    return School(county_id, county_name, school_code("36", serial), name, ("县职校",),
                  "vocational", "361", (), "7", "121", 1987, False, 0, 0, False)  # fmt: skip


def _school(
    rng: random.Random, county_id: str, county_name: str, kind: str, place: str, serial: int,
    name: str, aliases: tuple[str, ...],
) -> School:  # fmt: skip
    school_type, category, stages, _ = KINDS[kind]
    spread = 1.0 if kind == "point" else rng.lognormvariate(0, 0.28)
    return School(
        county_id=county_id,
        county_name=county_name,
        school_id=school_code(category, serial),
        name=name,
        aliases=aliases,
        kind=kind,
        school_type=school_type,
        stages=stages,
        ownership="10" if kind.startswith("private") else "7",
        urban_rural_code=place,
        founded_year=rng.randint(1950, 2018),
        is_boarding=("junior" in stages and place[0] == "2") or kind == "twelve",
        size=SIZE[place] * KIND_SIZE.get(kind, 1.0) * spread,
        effect=rng.gauss(0.18 if place[:2] == "11" else -0.05, 0.22),
        is_crowded=rng.random() < (0.3 if place[0] == "1" else 0),
    )


def _join_branches(schools: list[School]) -> None:
    """Who belongs to whom.

    A primary branch campus that is not counted as a school belongs to a nine-year school, whose
    junior pupils have no part in it; one teaching point in six stands in its parent's form too.
    """
    hosts = [school for school in schools if school.kind == "primary"]
    through = [school for school in schools if school.kind == "nine"] or hosts
    for turn, branch in enumerate(school for school in schools if school.kind == "branch"):
        branch.parent_id = through[turn % len(through)].school_id
    points = [school for school in schools if school.kind == "point"]
    for turn, point in enumerate(points[::6]):
        point.parent_id = hosts[(turn + 1) % len(hosts)].school_id
        point.is_in_parents_form = True


def _with_unique_aliases(schools: list[School]) -> list[School]:
    taken = {school.name for school in schools}
    for school in schools:
        own = tuple(alias for alias in school.aliases if alias not in taken)
        taken.update(own)
        school.aliases = own
    return schools


def change_schools(schools: list[School], year: int) -> None:
    """In September of the year the first junior school takes another name, and the last of several
    teaching points is merged into a primary school."""
    junior = next(school for school in schools if school.kind == "junior")
    junior.former_name, junior.renamed_in = junior.name, year
    junior.name = f"{junior.county_name}明德中学"
    junior.aliases = (*junior.aliases, junior.former_name)
    points = [school for school in schools if school.kind == "point"]
    if len(points) > 1:
        points[-1].ends_in = year
        points[-1].successor = [school for school in schools if school.kind == "primary"][-1]
