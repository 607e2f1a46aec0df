"""What manifests say is remembered, and never believed of one that was written since."""

import json
import os
from pathlib import Path

import pytest

from ingest.kept import index
from ingest.kept.store import read_manifest
from ingest.reference import Answers
from tests.unit.ingest_books import OTHER, SCHOOL_LIST, class_sheet, workbook
from tests.unit.ingest_bureau import CLASSES, T1, T2, T3, Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    """Three files, taken in, and looked at once more."""
    made = Bureau(tmp_path)
    made.put("学校名录.xlsx", workbook({"学校名录": SCHOOL_LIST}))
    made.put("一小.xlsx", workbook({"班级情况": CLASSES}))
    wrong = class_sheet(["一年级", "1班", "许多"], ["二年级", "1班", 40])
    made.put("二小.xlsx", workbook({"x": [wrong[0], [f"学校标识码：{OTHER}"], *wrong[2:]]}))
    made.ingest(T1)
    made.ingest(T2)
    return made


@pytest.fixture
def opened(monkeypatch) -> list[Path]:
    """The manifests that are opened."""
    paths: list[Path] = []

    def told(path: Path):
        paths.append(path)
        return read_manifest(path)

    monkeypatch.setattr(index, "read_manifest", told)
    return paths


def paths(bureau: Bureau) -> list[Path]:
    return sorted((bureau.restricted / "files").glob("*/*.json"), key=lambda path: path.name)


def test_a_night_opens_the_manifests_that_were_written_since(bureau: Bureau, opened: list[Path]):
    changed = workbook({"班级情况": class_sheet(["一年级", "1班", 39])})
    bureau.put("一小.xlsx", changed, 1_770_000_100)
    bureau.ingest(T3)
    assert opened == []
    written = max(paths(bureau), key=lambda path: path.stat().st_mtime_ns)
    bureau.ingest(T3)
    assert opened == [written]


def test_what_is_remembered_is_what_was_written(bureau: Bureau, opened: list[Path]):
    remembered = index.manifests(bureau.restricted)
    assert opened == []
    assert remembered == [read_manifest(path) for path in paths(bureau)]


def test_a_manifest_put_in_place_of_another_is_opened(bureau: Bureau, opened: list[Path]):
    path = paths(bureau)[0]
    before, other = path.stat(), path.with_suffix(".other")
    other.write_text(path.read_text("utf-8").replace(T1, T3), "utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert path.stat().st_size == before.st_size
    assert T3 in {manifest.received_at for manifest in index.manifests(bureau.restricted)}
    assert opened == [path]


def test_a_manifest_that_is_gone_is_forgotten(bureau: Bureau):
    paths(bureau)[0].unlink()
    assert len(index.manifests(bureau.restricted)) == 2


@pytest.mark.parametrize("spoil", ["", "{", '[["file"],["form"],{}]', None], ids=str)
def test_without_what_is_remembered_the_manifests_are_read(
    bureau: Bureau, opened: list[Path], spoil: str | None
):
    before = index.manifests(bureau.restricted)
    for part in (bureau.restricted / "work" / "manifests").iterdir():
        part.unlink() if spoil is None else part.write_text(spoil, "utf-8")
    assert index.manifests(bureau.restricted) == before
    assert opened == paths(bureau)


def test_what_was_read_of_other_fields_is_read_again(bureau: Bureau, opened: list[Path]):
    for part in (bureau.restricted / "work" / "manifests").iterdir():
        names, submission, entries = json.loads(part.read_text("utf-8"))
        part.write_text(json.dumps([[*names, "more"], submission, entries]), "utf-8")
    index.manifests(bureau.restricted)
    assert opened == paths(bureau)


def test_who_only_looks_writes_nothing(bureau: Bureau):
    folder = bureau.restricted / "work" / "manifests"
    for part in folder.iterdir():
        part.unlink()
    index.manifests(bureau.restricted)
    assert list(folder.iterdir()) == []


def test_what_was_kept_is_asked_about_its_schools_once(bureau: Bureau, monkeypatch):
    asked, are = [], Answers.are
    monkeypatch.setattr(Answers, "are", lambda self, a: asked.append(a) or are(self, a))
    bureau.put(
        "一小.xlsx", workbook({"班级情况": class_sheet(["一年级", "1班", 39])}), 1_770_000_100
    )
    assert bureau.ingest(T3).accepted_count == 1
    assert len(asked) == 3
