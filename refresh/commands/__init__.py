"""The commands of `junheng`: words in, words out, exit codes."""

import typer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="均衡: a county's education spreadsheets in, gated and traceable figures out.",
)
