"""The made-up county. Imports nothing of the warehouse."""

from sample.county import write_county

__all__ = ["write_county"]
