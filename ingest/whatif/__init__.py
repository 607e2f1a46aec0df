"""The workbook of changes that a what-if is asked with: a form that is read and never kept."""

from ingest.whatif.form import ChangeForm
from ingest.whatif.read import Line, read_lines, with_nearest
from ingest.whatif.resolve import Change, Resolver, Warehouse

__all__ = ["Change", "ChangeForm", "Line", "Resolver", "Warehouse", "read_lines", "with_nearest"]
