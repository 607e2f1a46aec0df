"""What stands in a row of the forms about campuses, rooms and the money of schools."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class CampusRow(NamedTuple):
    """校区情况."""

    campus_name: str
    campus_school_id: str | None
    is_main: bool
    primary_pupil_count: int
    junior_pupil_count: int
    senior_pupil_count: int
    land_area_m2: Decimal
    building_area_m2: Decimal
    teaching_area_m2: Decimal
    indoor_sports_area_m2: Decimal
    outdoor_sports_area_m2: Decimal
    other_sports_area_m2: Decimal | None
    rented_sports_area_m2: Decimal | None
    equipment_value_yuan: Decimal
    multimedia_room_count: int


class RoomRow(NamedTuple):
    """音乐美术教室."""

    campus_name: str | None
    room_kind: str
    room_name: str
    area_m2: Decimal
    stage: str | None


class FundingRow(NamedTuple):
    """学校经费."""

    school_id: str
    funding_item: str
    funded_pupil_count: int | None
    budget_yuan: Decimal
    account_yuan: Decimal | None
