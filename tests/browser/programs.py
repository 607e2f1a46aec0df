"""The system programs in which a reader opens what we draw; they may reach nothing but the disk."""

import subprocess
from pathlib import Path

QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]


def chromium(folder: Path, *arguments: str) -> str:
    """What the browser prints."""
    command = ["chromium", *QUIET, f"--user-data-dir={folder / 'profile'}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


def office(folder: Path, path: Path, kind: str) -> Path:
    """`path` opened and saved again as `kind` by LibreOffice."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", kind, "--outdir", folder / kind, path],
        capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    return folder / kind / f"{path.stem}.{kind}"


def office_all(folder: Path, paths: list[Path], kind: str) -> list[Path]:
    """`office` for several files at once."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", kind, "--outdir", folder / kind, *paths],
        capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    return [folder / kind / f"{path.stem}.{kind}" for path in paths]
