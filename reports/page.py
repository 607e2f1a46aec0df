"""Drawing a page: figures, lights and charts in one file that opens from disk and prints."""

from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.charts import draw_chart
from reports.spec import Cards, Chart, Page, Rows, Words
from reports.tables import read, rows, with_unit, written

FOLDER = Path(__file__).parent


def draw_page(
    spec: Page,
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    words: Words,
    run: dict[str, str],
) -> None:
    """Write `spec` to `path`; the same tables and run give the same bytes on one machine."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    blocks = [_block(block, connection, words, number) for number, block in enumerate(spec.blocks)]
    text = environment.get_template("page.html.j2").render(
        spec=spec, blocks=blocks, words=words, run=words.run.format(**run)
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def _block(
    block: Cards | Chart | Rows, connection: duckdb.DuckDBPyConnection, words: Words, number: int
) -> dict[str, Any]:
    if isinstance(block, Cards):
        return {"spec": block, "cards": _cards(block, connection, words)}
    if isinstance(block, Chart):
        return {"spec": block, "svg": draw_chart(connection, block, words, number)}
    return {"spec": block, **_rows(block, connection, words)}


def _cards(
    block: Cards, connection: duckdb.DuckDBPyConnection, words: Words
) -> list[dict[str, Any]]:
    names = ["label", "value", "format", "comparison", "limit", "verdict", "note"]
    columns = [getattr(block, name) for name in names]
    cards = []
    for row in rows(connection, block.table, columns, block.order):
        card = dict(zip(names, row, strict=True))
        form = card["format"]
        card["value"] = written(card["value"], form, words.nothing, words.yes, words.no)
        has_limit = card["limit"] is not None and card["comparison"] is not None
        limit = written(card["limit"], form, words.nothing, words.yes, words.no)
        card["limit"] = f"{words.comparison[card['comparison']]} {limit}" if has_limit else ""
        card["light"] = words.lights.get(card["verdict"])
        cards.append(card)
    return cards


def _rows(block: Rows, connection: duckdb.DuckDBPyConnection, words: Words) -> dict[str, Any]:
    table = read(connection, block)
    body = [
        [
            {
                "text": written(value, column.format, words.nothing, words.yes, words.no),
                "light": words.lights.get(value) if column.is_light else None,
                "is_text": column.format == "text",
            }
            for column, value in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    heading = [with_unit(column.label, column.unit) for column in table.columns]
    return {"heading": heading, "body": body}
