"""What the bureau holds: tables of records, put into files, some of them spoilt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """One cell of a record that the reader must send back."""

    field: str
    code: str
    shown: Any = None
    """What stands in the cell instead; nothing for a row that is only there twice."""


@dataclass(slots=True)
class Table:
    """One sheet: a form, whose, for which period, and its records."""

    form: str
    county_id: str
    county_name: str
    sender_id: str
    sender_name: str
    period_kind: str
    period: str
    records: list[Any]
    subjects: tuple[str, ...] = ()
    edition: str = ""
    """Another printing of the form, if not the bureau's own."""
    faults: dict[int, Fault] = field(default_factory=dict)
    # What the writer adds: rows below the heading, rows that are no data, fault cells.
    row_count: int = 0
    cells: dict[int, str] = field(default_factory=dict)
    sheet: str = ""
    columns: dict[str, int] = field(default_factory=dict)
    record_rows: list[int] = field(default_factory=list)
    item_rows: dict[str, int] = field(default_factory=dict)

    @property
    def printed(self) -> str:
        """The printing of the form: its name in `forms.yml` or `items.yml`."""
        return self.edition or self.form

    @property
    def loaded(self) -> list[Any]:
        """The records that a correct reader keeps."""
        if not self.faults:
            return self.records
        return [record for turn, record in enumerate(self.records) if turn not in self.faults]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What a later table of the same key replaces."""
        return self.form, self.county_id, self.sender_id, self.period


class FileFault(NamedTuple):
    """Why a whole file is held back."""

    code: str
    field: str | None = None


@dataclass(slots=True)
class Delivery:
    """One file."""

    path: str
    tables: list[Table]
    modified: dt.datetime
    fault: FileFault | None = None
    is_replaced: bool = False
    """A later file takes its place, though nothing holds it back."""
    content: bytes | None = None
    """The whole file where it is no workbook of ours."""
    sender_name: str = ""
    fault_sheet: str | None = None
    fault_cell: str | None = None
    listed_key: tuple[str, str, str, str] | None = None
    """Form, county, sender and period that a held file is listed under, if not its table's."""


@dataclass(slots=True)
class Received:
    """All files of all counties, and what is in force of them."""

    deliveries: list[Delivery]
    effective: dict[tuple[str, str, str, str], Table] = field(default_factory=dict)

    @classmethod
    def of(cls, deliveries: list[Delivery]) -> Received:
        """The newest accepted table of each form, sender and period is in force."""
        received = cls(sorted(deliveries, key=lambda delivery: (delivery.modified, delivery.path)))
        for delivery in received.deliveries:
            if delivery.fault is None:
                for table in delivery.tables:
                    received.effective[table.key] = table
        return received

    def tables(self, form: str, county_id: str | None = None, period: object = None) -> list[Table]:
        """Tables in force of one form, in the order of the files that first brought them."""
        return [
            table for table in self.effective.values()
            if table.form == form
            and (county_id is None or table.county_id == county_id)
            and (period is None or table.period == str(period))
        ]  # fmt: skip

    def records(self, form: str, county_id: str | None = None, period: object = None) -> list[Any]:
        """All records in force of one form."""
        return [r for table in self.tables(form, county_id, period) for r in table.loaded]
