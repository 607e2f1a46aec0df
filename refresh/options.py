"""What several commands can be told, with the words of `--help`."""

from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path | None, typer.Option(help="The folder of the bureau's data (JUNHENG_HOME, ./data).")
]
LangOption = Annotated[str | None, typer.Option(help="zh or en (JUNHENG_LANG).")]
PasswordOption = Annotated[
    bool,
    typer.Option(
        "--ask-password",
        help="Ask for the password of protected workbooks (JUNHENG_FILE_PASSWORD).",
    ),
]
PeriodOption = Annotated[
    str,
    typer.Option(help="The period, where no file or folder tells it: 2025-2026学年, 2025."),
]
SenderOption = Annotated[
    str,
    typer.Option(help="The school, or who hands in, where no file or folder tells it."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
