"""The gate's results as a small page of our own: no script, nothing loaded from elsewhere."""

import json
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from expectations.result import GateResult

FOLDER = Path(__file__).parent


def write_quality_page(
    results: Sequence[GateResult],
    folder: Path,
    *,
    run_id: str,
    as_of: str | None = None,
) -> Path:
    """Write `index.html` and `results.json` into `folder` and return the page's path.

    Both hold sentences, counts and verdicts only, and are the same bytes for the same results.
    """
    folder.mkdir(parents=True, exist_ok=True)
    is_red = any(result.is_red for result in results) or not results
    facts = {
        "run_id": run_id,
        "as_of": as_of,
        "verdict": "red" if is_red else "green",
        "suites": [result.to_dict() for result in results],
    }
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "results.json").write_text(text, encoding="utf-8", newline="\n")
    page = folder / "index.html"
    page.write_text(_template().render(results=results, **facts), encoding="utf-8", newline="\n")
    return page


def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")
