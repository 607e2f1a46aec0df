"""Types as functions over a whole column: cells in, typed values and faults out."""

from ingest.columns.base import Column, Fault, Setting
from ingest.columns.read import read_column

__all__ = ["Column", "Fault", "Setting", "read_column"]
