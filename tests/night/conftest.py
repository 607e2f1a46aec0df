from pathlib import Path

import pytest

from tests.night.runner import County, make_county

SMALL = {"schools": 10, "pupils": 2400, "years": 3}
"""A county small enough for a test and large enough for every kind of school."""


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    """A usual county after its first night; tests may read it but not change it."""
    return make_county(tmp_path_factory.mktemp("county"), **SMALL, seed=1, mess=1)


@pytest.fixture(scope="session")
def messy_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of a few messy schools, for tests that need no night but many takings-in."""
    from sample import write_county

    folder = tmp_path_factory.mktemp("messy")
    write_county(folder, schools=6, pupils=600, years=1, seed=3, mess=1)
    return folder / "files"


@pytest.fixture(scope="session")
def clean_source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of a clean county, for tests that spoil them in their own way."""
    from sample import write_county

    folder = tmp_path_factory.mktemp("clean")
    write_county(folder, **SMALL, seed=3, mess=0)
    return folder / "files"
