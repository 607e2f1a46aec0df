"""Numbers of people and schools: invented, well formed, in a region nobody lives in."""

from __future__ import annotations

import datetime as dt

# GB 11643-1999, clause 5: weights of the first 17 digits and the check characters by remainder.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"

# 99 is no province of GB/T 2260, so no such number can belong to anybody.
PROVINCE = "99"


def check_digit(first_seventeen: str) -> str:
    """The 18th character of an identity number (GB 11643-1999)."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_seventeen, strict=True))
    return CHECKS[total % 11]


def wrong_check_digit(number: str) -> str:
    """The same number with a last character that does not fit."""
    right = check_digit(number[-18:-1])
    return number[:-1] + ("7" if right != "7" else "4")


def county_code(index: int) -> str:
    """Six-digit 区划 code of the n-th made-up county, 20 counties to a city."""
    return f"{PROVINCE}{index // 20 + 1:02d}{index % 20 + 1:02d}"


def school_code(category: str, serial: int) -> str:
    """学校标识码: two digits of category, the province, six of serial."""
    return f"{category}{PROVINCE}{serial:06d}"


class IdentityBook:
    """Gives out the identity numbers of one county, each once."""

    def __init__(self, county_id: str):
        self.county_id = county_id
        self._issued: dict[tuple[dt.date, bool], int] = {}

    def issue(self, birth: dt.date, is_male: bool) -> str:
        """The next number for somebody born on that day; an odd 17th digit is a man."""
        count = self._issued.get((birth, is_male), 0)
        if count >= 500:
            raise ValueError(
                f"more than 500 people of one sex born on {birth}: fewer pupils, please"
            )
        self._issued[birth, is_male] = count + 1
        first = f"{self.county_id}{birth:%Y%m%d}{2 * count + is_male:03d}"
        return first + check_digit(first)
