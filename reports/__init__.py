"""How rpt_ tables become workbooks and pages. No figure is computed here."""

from reports.draw import draw, place

__all__ = ["draw", "place"]
