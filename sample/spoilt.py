"""Whole files that are held back, and the corrections that follow some of them."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import PurePosixPath

from sample.chance import stream
from sample.damage import EXTRA_HEADING
from sample.deliveries import Delivery, FileFault, Table
from sample.faults import bad_cell, plant_rows
from sample.national import hand_in
from sample.records.school import class_rows
from sample.score_slips import slip_scores
from sample.world import World

LATER = dt.timedelta(days=7)
STRANGE_SCHOOL = ("2199999999", "邻县第一小学")


def plant(world: World, deliveries: list[Delivery], seed: int, mess: int) -> list[Delivery]:
    """The county's files with errors: spoilt ones before their corrections, strangers last."""
    if mess == 0:
        return deliveries
    rng = stream(seed, world.county_id, "faults")
    hand_in(world, deliveries, mess)
    other_formats(deliveries, mess)
    last = str(world.years[-1])
    first = str(world.years[0])
    files = list(deliveries)
    _spoil(files, "teacher_exchange", last, FileFault("missing_heading", "start_month"))
    _spoil(files, "civil_servant_pay", first, FileFault("extra_heading", EXTRA_HEADING))
    _spoil(files, "payroll", last, FileFault("empty_table"))
    _bad_profile(files, rng, last, is_corrected=True)
    if mess >= 2:
        _spoil(files, "school_group", first, FileFault("unknown_county"))
        _spoil(files, "county_facts", first, FileFault("unknown_period"))
        _blank(files, "civil_servant_pay", first, "reward_subsidy_yuan")
        _blank(files, "payroll", last, "reform_subsidy_yuan")
        _spoil_sheet(files, rng, first)
        _bad_profile(files, rng, first, is_corrected=False)
    files += _strangers(world)
    # a row sent back in the last year could leave open what a ready county meets
    before = world.years[-1] if world.is_ready(world.years[-1]) else None
    plant_rows(files, rng, mess, before)
    slip_scores(files, world.county_id, seed)
    # Files that nobody can be named for have their order only from the time they were saved.
    place = dt.timedelta(seconds=int(world.county_id[2:]) % 3600)
    for file in files:
        file.modified += place
    return files


def other_formats(deliveries: list[Delivery], mess: int) -> None:
    """Some offices save as .xls or .csv."""
    wanted = [("civil_servant_pay", -1, ".xls"), ("teacher_exchange", 0, ".csv")]
    if mess >= 2:
        wanted += [("payroll", 0, ".csv"), ("school_group", -1, ".xls"),
                   ("school_list", -1, ".xls"), ("class_roster", 0, ".xls"),
                   ("backbone_title", 0, ".csv"), ("quota_allocation", -1, ".xls")]  # fmt: skip
    for form, turn, suffix in wanted:
        here = [file for file in deliveries if any(t.form == form for t in file.tables)]
        if len(here) > 1:  # an only one stays a workbook, in which any error can be planted
            here[turn].path = str(PurePosixPath(here[turn].path).with_suffix(suffix))


def _find(files: list[Delivery], form: str, period: str) -> Delivery:
    return next(
        file for file in files
        if file.fault is None and any(t.form == form and t.period == period for t in file.tables)
    )  # fmt: skip


def _correct(files: list[Delivery], right: Delivery, spoilt: Delivery) -> None:
    """Put the spoilt file in the place of the right one, which comes a week later."""
    path = PurePosixPath(right.path)
    files.insert(files.index(right), spoilt)
    right.path = str(path.with_name(f"{path.stem}（更正）{path.suffix}"))
    right.modified += LATER


def _spoil(files: list[Delivery], form: str, period: str, fault: FileFault) -> None:
    right = _find(files, form, period)
    table = replace(right.tables[0], faults={}, cells={})
    path = right.path
    if fault.code == "unknown_period":  # which folder and name would tell
        path = f"{table.county_name}/{PurePosixPath(path).name.rpartition('_')[0]}.xlsx"
    spoilt = Delivery(path, [table], right.modified, fault)
    _mark_key(spoilt, table)
    _correct(files, right, spoilt)


def _mark_key(spoilt: Delivery, table: Table) -> None:
    """What a held file is listed under: as far as the reader could tell, the rest empty."""
    form, county_id, sender_id, period = table.key
    code = spoilt.fault.code
    if code in ("unknown_county", "unknown_school"):
        spoilt.listed_key = (form, "", "", period)
    elif code == "unknown_period":
        spoilt.listed_key = (form, county_id, sender_id, "")


def _blank(files: list[Delivery], form: str, period: str, field: str) -> None:
    """Nobody filled in one cell, though the sum of its row holds it: no error, but no 0 either."""
    (table,) = _find(files, form, period).tables
    turn = next(turn for turn, row in enumerate(table.records) if getattr(row, field))
    table.records = list(table.records)
    table.records[turn] = table.records[turn]._replace(**{field: None})


def _spoil_sheet(files: list[Delivery], rng: random.Random, period: str) -> None:
    """A school hands in its list of classes alone, without the numbers; then the whole book."""
    right = rng.choice([
        file for file in files
        if file.fault is None and any(t.form == "class_roster" and t.period == period
                                      for t in file.tables)
    ])  # fmt: skip
    table = next(table for table in right.tables if table.form == "class_roster")
    path = PurePosixPath(right.path)
    alone = str(path.with_name(f"{path.stem}_班级情况.xlsx"))
    before = right.modified - LATER
    spoilt = Delivery(alone, [replace(table, faults={}, cells={})], before,
                      FileFault("missing_heading", "pupil_count"))  # fmt: skip
    files.insert(files.index(right), spoilt)


def _bad_profile(
    files: list[Delivery], rng: random.Random, period: str, is_corrected: bool
) -> None:
    """A word in a number cell of 学校基本情况 takes the whole form out."""
    parents = {
        t.records[0]["parent_school_id"] for f in files for t in f.tables
        if t.form == "school_profile"
    }  # fmt: skip
    right = rng.choice([
        file for file in files
        if file.fault is None and file.path.endswith(".xlsx") and len(file.tables) > 1
        and file.tables[0].form == "school_profile" and file.tables[0].period == period
        and file.tables[0].sender_id not in parents
        and file.tables[0].records[0]["is_counted"] is not False
        and file.tables[0].records[0]["school_type"] in ("211", "311")
    ])  # fmt: skip
    bad = bad_cell(right.tables[0], "teaching_area_m2", "not_a_number", "约三千五")
    if not is_corrected:
        right.tables[0] = bad
        return
    others = [replace(table, faults={}, cells={}) for table in right.tables[1:]]
    spoilt = Delivery(right.path, [bad, *others], right.modified, is_replaced=True)
    _correct(files, right, spoilt)


def _strangers(world: World) -> list[Delivery]:
    """Files that are nobody's: a letter, a text with a wrong suffix, a school of another county."""
    year = world.years[-1]
    word = f"{year}-{year + 1}学年"
    folder = f"{world.county_name}/{word}"
    day = dt.datetime(year, 9, 29, 17, 45)
    path = f"{folder}/{world.county_name}_关于报送统计数据的通知.xlsx"
    letter = Delivery(path, [], day, FileFault("unknown_form"), fault_sheet="通知",
                      fault_cell="A1")  # fmt: skip
    letter.sender_name = world.county_name
    path = f"{folder}/{world.county_name}_教师信息导出.xlsx"
    broken = Delivery(path, [], day + dt.timedelta(hours=1), FileFault("not_a_spreadsheet"))
    broken.content = f"{world.county_name}教师信息导出失败，请稍后重试。\r\n".encode()
    for file in (letter, broken):
        file.listed_key = ("", "", "", "")
    home = [c for c in world.history[year] if c.school is world.schools[0]]
    table = Table("class_roster", world.county_id, world.county_name, *STRANGE_SCHOOL,
                  "school_year", str(year), class_rows(home))  # fmt: skip
    path = f"{folder}/学校填报/{'_'.join(STRANGE_SCHOOL)}_{word}.xlsx"
    strange = Delivery(path, [table], day + dt.timedelta(hours=2), FileFault("unknown_school"))
    _mark_key(strange, table)
    return [letter, broken, strange]
