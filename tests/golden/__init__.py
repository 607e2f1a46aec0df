"""Layouts as bureaus receive them, written cell by cell: each quirk alone, then in pairs."""
