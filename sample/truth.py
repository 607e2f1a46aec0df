"""The truth file: every figure that the marts must show, and every planted error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sample.deliveries import Received


def write_truth(path: Path, arguments: dict[str, int], received: Received) -> None:
    """Write `truth.json` beside the files it speaks of."""
    truth: dict[str, Any] = {"arguments": arguments, "marts": {}, "errors": [], "nulls": []}
    path.write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
