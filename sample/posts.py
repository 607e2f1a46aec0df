"""Posts that the county allots to its schools (编制), as each school's form states them."""

from __future__ import annotations

from collections import Counter

from sample.chance import pick, stream
from sample.schools import School
from sample.staff import Teacher

# Posts as a percentage of the people on the establishment in the first year: most schools have more
# people than posts, some fill theirs, some keep posts empty.
POSTS_PERCENT = (88, 91, 93, 95, 96, 97, 98, 104)


def allot_posts(
    schools: list[School], first_staff: list[Teacher], years: list[int], seed: int
) -> dict[tuple[str, int], int | None]:
    """(school, school year) → its posts: they stay what they were, whoever comes and goes, and go
    along when a school is merged. A private school has none; one answer in ten is left blank."""
    allotted = Counter(t.school.school_id for t in first_staff if t.staffing == "staffed")
    posts: dict[tuple[str, int], int | None] = {}
    for school in schools:
        rng = stream(seed, school.school_id, "posts")
        held = allotted[school.school_id]
        allotted[school.school_id] = max(1, (held * pick(rng, POSTS_PERCENT) + 50) // 100)
        for year in filter(school.is_open, years):
            is_told = rng.random() >= 0.1 and not school.is_private
            posts[school.school_id, year] = allotted[school.school_id] if is_told else None
    for school in schools:
        for year in years:
            if not school.is_open(year):
                key = (school.successor.school_id, year)
                if posts[key] is not None:
                    posts[key] += allotted[school.school_id]
    return posts
