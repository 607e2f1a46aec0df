"""What a stranger reads of a county's salary ratio: the walk to it, and the sheet's first line."""

import re

import duckdb
import openpyxl
import pytest

from warehouse.settings import ROOT

PAGE = ROOT / "docs" / "rebuild-a-salary-ratio.md"

pytestmark = pytest.mark.night


@pytest.mark.parametrize("definition", ["narrow", "default", "wide"])
def test_the_page_rebuilds_the_published_row(county, definition: str, capsys):
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S))
    for shown, meant in (
        ('"build/demo"', repr(str(county.home.root))),
        ('definition = "default"', f'definition = "{definition}"'),
    ):
        assert code.count(shown) == 1
        code = code.replace(shown, meant)
    walked: dict = {}
    exec(compile(code, str(PAGE), "exec"), walked)
    walked["con"].close()
    assert None not in walked["published"]
    assert walked["rebuilt"] == pytest.approx(walked["published"], rel=1e-9, abs=1e-6)
    assert "rebuilt" in capsys.readouterr().out


def test_the_sheet_says_first_where_definitions_disagree(county):
    with duckdb.connect(str(county.database), read_only=True) as connection:
        verdicts = dict(connection.execute(
            "select definition, verdict from marts.fct_salary_parity where stratum_type = 'all' "
            "qualify finance_year = max(finance_year) over ()"
        ).fetchall())  # fmt: skip
    # who counts a reward by the year that it was paid in comes to another verdict
    assert (verdicts["default"], verdicts["payment_year"]) == ("not_met", "met")
    run = (county.home.root / "published" / "CURRENT").read_text(encoding="utf-8").strip()
    book = openpyxl.load_workbook(
        county.home.root / "published" / run / "reports" / "balance.xlsx", read_only=True
    )
    said = book["工资待遇"]["A2"].value
    passed, failed, why = said.split("；")[:3]
    assert "发放年度口径（" in passed and passed.endswith("达标")
    assert "默认口径（" in failed and failed.endswith("不达标")
    assert why.startswith("差别在：与窄口径相比，默认口径另计")
    assert "与发放年度口径相比，默认口径把钱算在所属的年份" in said
