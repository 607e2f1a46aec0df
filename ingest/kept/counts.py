"""How many rows came in and what became of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """Rows of one sheet. Every row is loaded, rejected or blank."""

    rows_in: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    rows_blank: int = 0

    def check(self) -> None:
        """Raises AssertionError when a row went missing."""
        if self.rows_in != self.rows_loaded + self.rows_rejected + self.rows_blank:
            raise AssertionError(f"a row went missing: {self}")

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.rows_in + other.rows_in,
            self.rows_loaded + other.rows_loaded,
            self.rows_rejected + other.rows_rejected,
            self.rows_blank + other.rows_blank,
        )
