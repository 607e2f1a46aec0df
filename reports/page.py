"""Drawing a page: figures, lights and charts in one file that opens from disk and prints."""

from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.charts import draw_chart
from reports.parts import Words
from reports.spec import Cards, Chart, Page, Rows
from reports.tables import read, rows, with_unit, written

FOLDER = Path(__file__).parent

Where = dict[str, Any]


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
    each = spec.each
    found = rows(connection, each.table, [each.column, each.label], [each.column], True)
    parts = [
        {
            "label": label,
            "blocks": [
                _block(
                    block, connection, words, len(spec.blocks) * turn + number, {each.column: key}
                )
                for number, block in enumerate(spec.blocks)
            ],
        }
        for turn, (key, label) in enumerate(found)
    ]
    text = environment.get_template("page.html.j2").render(
        spec=spec, parts=parts, words=words, run=words.run.format(**run)
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def _block(
    block: Cards | Chart | Rows,
    connection: duckdb.DuckDBPyConnection,
    words: Words,
    number: int,
    where: Where,
) -> dict[str, Any]:
    if isinstance(block, Cards):
        return {"spec": block, "cards": _cards(block, connection, words, where)}
    if isinstance(block, Chart):
        return {"spec": block, "svg": draw_chart(connection, block, words, number, where)}
    return {"spec": block, **_rows(block, connection, words, where)}


def _cards(
    block: Cards, connection: duckdb.DuckDBPyConnection, words: Words, where: Where
) -> list[dict[str, Any]]:
    names = ["label", "value", "format", "comparison", "limit", "verdict", "note"]
    columns = [getattr(block, name) for name in names]
    cards = []
    for row in rows(connection, block.table, columns, block.order, where=where):
        card = dict(zip(names, row, strict=True))
        form, limit, sign = card["format"], card["limit"], card["comparison"]
        card["value"] = written(card["value"], form, words)
        card["limit"] = (
            f"{words.limit} {words.signs[sign]} {written(limit, form, words)}"
            if sign is not None and limit is not None
            else ""
        )
        card["light"] = words.light(card["verdict"])
        cards.append(card)
    return cards


def _rows(
    block: Rows, connection: duckdb.DuckDBPyConnection, words: Words, where: Where
) -> dict[str, Any]:
    table = read(connection, block, where=where)
    body = [
        [
            {
                "text": written(value, column.format, words),
                "light": words.light(value) if column.is_light else None,
                "is_text": column.format == "text",
            }
            for column, value in zip(table.columns, row, strict=False)
        ]
        for row in table.rows
    ]
    heading = [with_unit(column.label, column.unit) for column in table.columns]
    return {"heading": heading, "body": body}
