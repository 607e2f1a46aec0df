"""The empty workbook of changes, with the county and the year that it would be for."""

from pathlib import Path

from ingest.codes import load_codes
from ingest.layout import load_layouts
from ingest.templates.above import written_period
from ingest.templates.workbook import write_template
from ingest.whatif import ChangeForm
from ingest.whatif.form import NAME
from refresh.whatif.basis import Kept
from warehouse import runs
from warehouse.database import reading
from warehouse.home import Home
from warehouse.settings import Settings


def is_named(text: str) -> bool:
    """Whether a text names the workbook of changes, as one names a form."""
    return text in {NAME, _form().layout.label}


def label() -> str:
    """What the workbook is called."""
    return _form().layout.label


def write(path: Path, home: Home, settings: Settings) -> None:
    """Write it to `path`. Raises FileExistsError."""
    form = _form()
    write_template(NAME, path, form.source, _known(form, home, settings))


def _form() -> ChangeForm:
    return ChangeForm(load_layouts(), load_codes())


def _known(form: ChangeForm, home: Home, settings: Settings) -> dict[str, str]:
    """What a home tells: the year of the newest assessment, and its county if there is one only."""
    database = home.kept / f"{runs.current_run(home)}.duckdb"
    if not database.exists():
        return {}
    with reading(database, settings) as connection:
        kept = Kept(connection, form.known)
        counties, year = kept.reference.counties, kept.newest_year
    known = {"school_year": written_period(str(year), form.layout, form.known.vocabulary)}
    if len(counties) == 1:
        ((county_id, name),) = counties.items()
        known |= {"county_id": county_id, "county_name": name}
    return known
