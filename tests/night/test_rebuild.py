"""docs/rebuild-an-exchange-ratio.md, pasted block by block over a published county."""

import re
import subprocess
import sys

import pytest

from tests.night.runner import County
from warehouse.settings import ROOT

pytestmark = pytest.mark.night
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)


def test_the_exchange_ratio_is_rebuilt_from_the_restricted_rows(county: County):
    page = (ROOT / "docs" / "rebuild-an-exchange-ratio.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(page)
    assert len(blocks) == 6
    program = "\n".join(blocks).replace("build/demo", str(county.home.root))
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "eligible" in ended.stdout and "counted" in ended.stdout
