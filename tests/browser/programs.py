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


_SAVE_LOCKED = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
    script:language="StarBasic">
Sub Save(source As String, target As String, password As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "MS Excel 97"
  how(1).Name = "Password"
  how(1).Value = password
  book.storeToURL(target, how())
  book.close(True)
End Sub
</script:module>
"""


def office_locked(folder: Path, path: Path, password: str) -> Path:
    """`path` saved by LibreOffice as .xls behind a password: no option of its command line can do
    that, a macro of the user's own can."""
    office(folder, path, "xls")  # makes the profile, which a first start would overwrite
    macros = folder / "profile" / "user" / "basic" / "Standard"
    (macros / "Module1.xba").write_text(_SAVE_LOCKED, encoding="utf-8")
    target = folder / "locked.xls"
    given = ",".join(f'"{word}"' for word in (path.as_uri(), target.as_uri(), password))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         f"macro:///Standard.Module1.Save({given})"],
        capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    return target
