"""Running the command line the way a person or a timer does, in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from warehouse.home import Home, open_home
from warehouse.runs import current_run
from warehouse.settings import ROOT


@dataclass
class Ended:
    """A finished command."""

    code: int
    out: str
    err: str


def junheng(
    *arguments: object,
    home: Path | None = None,
    die_at: tuple[str, int] | None = None,
    cwd: Path = ROOT,
    **environment: str,
) -> Ended:
    """Run `junheng …` and return how it ended.

    With `die_at` (module:function, n) the process is killed at the nth call of that function.
    """
    program = ["refresh"] if die_at is None else ["tests.night.dying", *map(str, die_at)]
    clean = {k: v for k, v in os.environ.items() if not k.startswith("JUNHENG_")}
    # What was put before the installed packages (`make duckdb-2`) stays before them.
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    given = [str(argument) for argument in arguments]
    given += ["--home", str(home)] if home else []
    done = subprocess.run(
        [sys.executable, "-m", *program, *given], cwd=cwd, capture_output=True, text=True,
        env={**clean, "PYTHONPATH": path, **environment}, check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


def dbt_build(home: Home, *arguments: str) -> subprocess.CompletedProcess:
    """Plain `dbt build`, as the documents say, from the root of the checkout."""
    command = [sys.executable, "-m", "dbt.cli.main", "build", *arguments]
    environment = {**os.environ, "JUNHENG_HOME": str(home.root), "JUNHENG_PYTHON": sys.executable}
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@dataclass
class County:
    """A made-up county that went through one night."""

    source: Path
    home: Home
    night: Ended

    @property
    def truth(self) -> dict:
        """What its marts must show."""
        return json.loads((self.source / "truth.json").read_text(encoding="utf-8"))

    @property
    def database(self) -> Path:
        """The whole kept database of the published run."""
        return self.home.kept / f"{current_run(self.home)}.duckdb"

    @property
    def published(self) -> Path:
        """The published folder."""
        return self.home.published / str(current_run(self.home))


def make_county(folder: Path, **options: object) -> County:
    """Write a made-up county, put it into an inbox, run one night."""
    from sample import write_county

    source = folder / "sample"
    write_county(source, **options)
    home = open_home(folder / "home").prepare()
    subprocess.run(["cp", "-Rp", f"{source / 'files'}/.", home.inbox], check=True)
    return County(source, home, junheng("refresh", home=home.root))


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
