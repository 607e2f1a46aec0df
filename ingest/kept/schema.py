"""The exact columns of every raw table."""

from functools import lru_cache

import pyarrow as pa

from ingest.field import FieldSpec
from ingest.layout import Layout

_SIMPLE = {
    "text": pa.string(),
    "code": pa.string(),
    "token": pa.string(),
    "ref": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}

SUBMISSION = pa.schema(
    [
        *(
            (name, pa.string())
            for name in (
                "_file",
                "form",
                "county_id",
                "sender_id",
                "sender_name",
                "period_kind",
                "period",
                "received_at",
                "modified_at",
                "file_name",
                "status",
            )
        ),
        *((name, pa.int64()) for name in ("rows_in", "rows_loaded", "rows_rejected", "rows_blank")),
    ]
)
PROBLEM = pa.schema(
    [
        *(
            (name, pa.string())
            for name in (
                "_file",
                "file_name",
                "form",
                "county_id",
                "sender_id",
                "period",
                "level",
                "sheet",
            )
        ),
        ("row_number", pa.int64()),
        *(
            (name, pa.string())
            for name in (
                "column_letter",
                "cell",
                "field",
                "code",
                "found",
                "expected",
                "action",
                "layout_line",
            )
        ),
    ]
)
SHEET = pa.schema(
    [
        *((name, pa.string()) for name in ("_file", "form", "sheet")),
        *((name, pa.int64()) for name in ("rows_in", "rows_loaded", "rows_rejected", "rows_blank")),
    ]
)
CELL_MAP = pa.schema(
    [
        ("_file", pa.string()),
        ("form", pa.string()),
        ("sheet", pa.string()),
        ("block", pa.int64()),
        ("field", pa.string()),
        ("column_letter", pa.string()),
        ("item_row", pa.int64()),
    ]
)
SIDECARS = {"submission": SUBMISSION, "problem": PROBLEM, "sheet": SHEET, "cell_map": CELL_MAP}


def arrow_type(spec: FieldSpec) -> pa.DataType:
    """The stored type of a field."""
    return pa.decimal128(*spec.decimal) if spec.kind == "decimal" else _SIMPLE[spec.kind]


@lru_cache(maxsize=256)
def row_schema(layout: Layout) -> pa.Schema:
    """A form's raw table: where each row stood, whose it is, the fields of the layout, and the
    schools that they mean."""
    period = pa.string() if layout.period == "exam" else pa.int64()
    columns = {
        "_file": pa.string(),
        "_sheet": pa.string(),
        "_row": pa.int64(),
        "county_id": pa.string(),
        "sender_id": pa.string(),
        layout.period_column: period,
    }
    for spec in layout.fields:
        if spec.is_stored:
            columns.setdefault(spec.name, arrow_type(spec))
    columns |= dict.fromkeys(layout.finds, pa.string())
    if layout.wide:
        columns |= {
            "subject": pa.string(),
            layout.wide.score.name: arrow_type(layout.wide.score),
            "status": pa.string(),
        }
    return pa.schema(columns)


@lru_cache(maxsize=256)
def row_columns(layout: Layout) -> tuple[tuple[str, pa.DataType], ...]:
    """The columns of `row_schema` with their types, of which Arrow makes new ones when asked."""
    schema = row_schema(layout)
    return tuple(zip(schema.names, schema.types, strict=True))
