"""Reading the answer of a what-if, and holding it against the truth of the made-up county."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import openpyxl

from tests.night.runner import County

WORDS = {"met": "达标", "not_met": "未达标", "not_applicable": "不适用"}
_NAMES = "select indicator_id, name_zh from seeds.indicator"
_STAGES = "select code, name_zh from seeds.code_list where list_id = 'stage'"


def sheet(out: Path, title: str) -> list[dict]:
    """The rows of a sheet by their headings."""
    rows = list(openpyxl.load_workbook(out)[title].iter_rows(min_row=4, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def unlike_truth(out: Path, county: County) -> Iterator[tuple[str, dict]]:
    """What the sheet of the county says otherwise than the truth, with the truth's row. What stays
    open may be open for a reason of its own."""
    with duckdb.connect(str(county.database), read_only=True) as connection:
        names, stages = (dict(connection.execute(q).fetchall()) for q in (_NAMES, _STAGES))
    drawn = {row["条目"] + (row["学段"] or ""): row for row in sheet(out, "结论")}
    for row in county.truth["what_if"]["rows"]:
        if row["entity_type"] != "county" or row["verdict"] == "incomplete":
            continue
        shown = drawn[names[row["indicator_id"]] + stages.get(row["stage"], "")]
        if shown["改动后结论"] != WORDS[row["verdict"]]:
            yield shown["改动后结论"], row
        if row["indicator_id"].startswith(("CV", "R-")) and shown["改动后"] != _printed(row):
            yield shown["改动后"], row


def _printed(row: dict) -> str:
    """A share with one decimal of a per cent, a coefficient with three."""
    places, sign = (3, "") if row["indicator_id"].startswith("CV") else (1, "%")
    value = Decimal(repr(row["value"])) * (100 if sign else 1)
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}{sign}"
