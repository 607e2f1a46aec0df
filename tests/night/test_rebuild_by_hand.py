"""The walk through a county's salary ratio, as its page has it, ends at the published figures."""

import re

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
