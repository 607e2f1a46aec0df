"""What may be published, read from the models' own YAML through dbt's manifest."""

from dataclasses import dataclass
from typing import Any

PUBLISHED_ZONE = "B"


class CatalogueError(Exception):
    """A model's YAML does not say what publication needs (exit code 51)."""


@dataclass(frozen=True)
class Column:
    """One column of a published table."""

    name: str
    data_type: str
    description: str
    label: str
    unit: str
    formula: str
    source_form: str
    document: str
    suppression: str


@dataclass(frozen=True)
class Table:
    """One table that may be published, with the columns that declare a suppression class."""

    name: str
    schema: str
    label: str
    description: str
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    suppression: dict[str, str]
    """Suppression class → the column that says in which rows it is withheld."""
    has_releasable_flag: bool
    history: tuple[str, ...]
    compared_by: tuple[str, ...]
    """By which columns a row is found again in the last publication."""
    is_public: bool
    crosses_counties: bool
    """Whether its rows add up several counties, so that a city computes it anew."""


def published_tables(manifest: dict[str, Any]) -> list[Table]:
    """Every model of zone B, by name; a column without a suppression class is left out.

    Raises CatalogueError when a class is used and no column says where it is withheld.
    """
    nodes = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    tables = [_table(node) for node in nodes if _meta(node).get("zone") == PUBLISHED_ZONE]
    return sorted(tables, key=lambda table: table.name)


def _meta(thing: dict[str, Any]) -> dict[str, Any]:
    return {**thing.get("meta", {}), **thing.get("config", {}).get("meta", {})}


def _table(node: dict[str, Any]) -> Table:
    meta = _meta(node)
    columns = [_column(column, meta) for column in node["columns"].values()]
    table = Table(
        name=node["name"],
        schema=node["schema"],
        label=meta.get("label", ""),
        description=node["description"].strip(),
        grain=tuple(meta["grain"]),
        columns=tuple(column for column in columns if column.suppression),
        suppression=meta.get("suppression", {}),
        has_releasable_flag="is_releasable" in node["columns"],
        history=tuple(meta.get("history", ())),
        compared_by=tuple(meta.get("compared_by", meta["grain"])),
        is_public=bool(meta.get("public", False)),
        crosses_counties=bool(meta.get("crosses_counties", False)),
    )
    _require_decisions(table)
    return table


def _column(column: dict[str, Any], table_meta: dict[str, Any]) -> Column:
    # what a table says of its source and its document holds for columns that say nothing else
    shared = {name: table_meta.get(name, "") for name in ("source_form", "document")}
    meta = shared | _meta(column)
    return Column(
        name=column["name"],
        data_type=column.get("data_type") or "",
        description=column["description"].strip(),
        label=meta.get("label", ""),
        unit=meta.get("unit", ""),
        formula=meta.get("formula", ""),
        source_form=meta["source_form"],
        document=meta["document"],
        suppression=meta.get("suppression", table_meta.get("default_suppression", "")),
    )


def _require_decisions(table: Table) -> None:
    used = {column.suppression for column in table.columns} - {"institution"}
    named = {column.name for column in table.columns}
    if unknown := set(table.compared_by + table.history) - named:
        raise CatalogueError(f"{table.name}: {sorted(unknown)} to compare by are not published")
    for name in sorted(used):
        if name not in table.suppression:
            raise CatalogueError(f"{table.name}: class {name} is used, meta names no column for it")
        if table.suppression[name] not in named:
            raise CatalogueError(f"{table.name}: {table.suppression[name]} of {name} is not there")
