"""The entry point of the command line `junheng`."""

import refresh.commands.files  # noqa: F401 - adds its commands
import refresh.commands.runs  # noqa: F401 - adds its commands
from refresh.commands import app
from refresh.commands.guard import prepare_process


def main() -> None:
    """Entry point of the `junheng` script."""
    prepare_process()
    app()
