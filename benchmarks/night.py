"""Whole nights of a made-up county of five years: the first, one with nothing new, and one in
which a school sends its workbook of the last year again."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import make_dataclass
from pathlib import Path
from typing import Any

YEARS = 5
PUPILS_OF_A_SCHOOL = 150
STEPS = ("ingest", "candidate", "build", "received", "set_aside", "publication", "published",
         "reports", "publish")  # fmt: skip

Night = make_dataclass(
    "Night", [("rows", int), ("seconds", float), *[(f"{step}_seconds", float) for step in STEPS]]
)
"""Files that were new, seconds of the command, and apart from them those of its steps."""


def county(folder: Path, schools: int) -> Path:
    """The workbooks of a county of so many schools, written once."""
    from sample import write_county

    sample = folder / f"county-{schools}-schools"
    if not (sample / "truth.json").exists():  # written last
        shutil.rmtree(sample, ignore_errors=True)
        write_county(sample, schools=schools, pupils=schools * PUPILS_OF_A_SCHOOL, years=YEARS,
                     is_told=False)  # fmt: skip
    return sample / "files"


def new_home(folder: Path, schools: int, name: str = "new") -> Path:
    """A home that has never run, with everything in its inbox."""
    home = folder / f"night-{schools}-{name}"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(county(folder, schools), home / "inbox", copy_function=os.link)
    return home


def old_home(folder: Path, schools: int) -> Path:
    """A home that has published; made once for the code there is. It stays where it is made: dbt
    would parse everything anew in another place."""
    from refresh.fingerprint import code_hash
    from warehouse.files import read_json, write_json

    home = folder / f"night-{schools}-old"
    if read_json(home / "ready.json") != code_hash():
        run(new_home(folder, schools, "old"))
        write_json(home / "ready.json", code_hash())
    return home


def correct(home: Path, files: Path) -> None:
    """Put a school's workbook of the last year into the inbox, with one number higher than ever."""
    from openpyxl import load_workbook

    (source,) = sorted(files.rglob("2199000001_*学年.xlsx"))[-1:]
    times = len(list((home / "published").iterdir()))
    book = load_workbook(source)
    cells = (cell for row in book.worksheets[0].iter_rows() for cell in row)
    cell = next(cell for cell in cells if isinstance(cell.value, int | float) and cell.value > 0)
    cell.value += times
    book.save(home / "inbox" / source.name)


def _count(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def run(home: Path) -> Any:
    """`junheng refresh`, in a process of its own."""
    from warehouse.home import open_home
    from warehouse.runs import records

    before, files = len(records(open_home(home))), _count(home / "inbox")
    command = [sys.executable, "-m", "refresh", "refresh", "--home", str(home.resolve())]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode not in {0, 10}:
        raise RuntimeError(done.stdout[-3000:] + done.stderr[-3000:])
    runs = records(open_home(home))
    steps = runs[-1]["seconds"] if len(runs) > before else {}
    return Night(files, seconds, *[steps.get(step, 0.0) for step in STEPS])
